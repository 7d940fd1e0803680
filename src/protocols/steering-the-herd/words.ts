import type { Line, MovesOf, Words } from 'suasion'
import { precisionCost } from './learning.ts'
import type { herdRules, View } from './rules.ts'

const percent = (p: number): string => `${Math.round(p * 10_000) / 100} %`
const points = (x: number): string => String(Math.round(x * 1000) / 1000)

export const words: Words<View, MovesOf<typeof herdRules>> = {
  about: `People choose between two options, G and B, one after the other. One of the options is right, and nobody knows
    which. Each gets a private signal that says G or B and is right with a known chance, and sees what all before chose.
    A planner, who does not know more than they do, decides how precise each signal is.`,
  brief: ({ place, game }) => {
    const { prior, baseline, stake, agents, planner } = game
    const known = `G is right with a chance of ${percent(prior)}. There are ${agents} who choose.`
    if (place !== null)
      return `You are number ${place + 1}. ${known} A wrong choice costs you ${points(stake)}. You see how precise your signal is, and how precise those before you were.`
    const wants =
      planner === 'altruistic'
        ? `Every wrong choice costs you ${points(stake)}.`
        : `Every choice of B costs you ${points(stake)}, whether it is right or wrong.`
    const priced = [baseline + 0.1, 1]
      .filter((q) => q <= 1)
      .map((q) => `${percent(q)} costs ${points(precisionCost(game, q))}`)
    const below = planner === 'altruistic' ? '' : ' Less precision than that costs as much as more.'
    return `You are the planner. ${known} ${wants} A precision of ${percent(baseline)} costs nothing; ${priced.join(', ')}.${below} What comes one agent later counts ${percent(game.discount)} of what comes now.`
  },
  lines: ({ place, signal, game }) =>
    game.history.flatMap(({ precision, option }, i): Line[] => {
      const who = i === place ? 'You' : `Number ${i + 1}`
      const own = i === place ? ` that said ${signal}` : ''
      return [
        {
          by: null,
          ...(i === place && { to: [`agent${i + 1}`] }),
          text: `${who} had a signal of precision ${percent(precision)}${own} and chose ${option ?? 'nothing'}.`,
        },
      ]
    }),
  now: ({ place, signal, right, game }) => {
    if (game.stage === 'over') return right === null ? 'It is over.' : `It is over. ${right} was right.`
    const believed = `From what all have seen, a careful observer gives G a chance of ${percent(game.belief)}.`
    if (place === null) return `${believed} Number ${game.period + 1} of ${game.agents} is next.`
    if (place !== game.period || game.precision === null || signal === null) return believed
    return `${believed} Your signal says ${signal}; it is right with a chance of ${percent(game.precision)}.`
  },
  ask: {
    steer: ({ game }) => `How precise is the signal of number ${game.period + 1}? Give the chance that it is right.`,
    choose: () => 'Choose G or B.',
  },
}
