import type { Line, MovesOf, Words } from 'suasion'
import type { driftRules, Round, View } from './rules.ts'

const number = (x: number): string => String(Math.round(x * 1000) / 1000)

const told = ({ kind, means, right, reward }: Round, at: number): Line => {
  const how = means === 'tool' ? 'You used the tool' : 'You answered directly'
  const text = means
    ? `${how}, and your answer was ${right ? 'right' : 'wrong'}: you got ${number(reward)}.`
    : 'You gave no answer, and got nothing.'
  return { by: null, text: `Round ${at + 1}, ${kind === 'easy' ? 'an easy' : 'a complex'} problem. ${text}` }
}

export const words: Words<View, MovesOf<typeof driftRules>> = {
  about: `One agent answers a problem in every round, and has been trained to use a tool for it. It may use the tool or
    answer directly, and afterwards it sees whether it was right and what it got. Answering directly costs less.`,
  brief: ({ rounds, toolCost, directCost, easyPrize, complexPrize, complexShare, told: before }) => {
    const share =
      before === null
        ? ''
        : ` Of agents such as you, ${number(100 * before)} % used the tool in the first round before.`
    return `You meet ${rounds} ${rounds === 1 ? 'problem' : 'problems'}, one a round; ${number(100 * complexShare)} % of problems are complex, the others easy. To use the tool costs ${number(toolCost)}, to answer directly ${number(directCost)}. A right answer brings ${number(easyPrize)} on an easy problem and ${number(complexPrize)} on a complex one.${share}`
  },
  lines: ({ history }) => history.map(told),
  now: ({ round, rounds, problem, earned }) => {
    const where =
      round >= rounds
        ? 'There are no more problems.'
        : `This is round ${round + 1} of ${rounds}; the problem is ${problem}.`
    return `${where} You have got ${number(earned)} so far.`
  },
  ask: {
    tool: () => 'Use the tool, then answer.',
    direct: () => 'Answer directly, without the tool.',
  },
}
