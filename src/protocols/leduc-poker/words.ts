import type { Line, MovesOf, Words } from 'suasion'
import { type leducRules, toCall, type View } from './rules.ts'

const coins = (n: number): string => `${n} coin${n === 1 ? '' : 's'}`
const raiseOf = ({ rules, rounds }: View): number => (rounds.length === 1 ? rules.firstRaise : rules.secondRaise)

/** What an act of a round was: the same move calls a raise, or checks where there is none. */
const done = (round: readonly string[], i: number): string => {
  const bet = round[i]
  if (bet === 'call') return round.slice(0, i).includes('raise') ? 'called' : 'checked'
  return bet === 'raise' ? 'raised' : 'folded'
}

export const words: Words<View, MovesOf<typeof leducRules>> = {
  about: `Two players play with six cards: a jack, a queen and a king of spades, and the same of hearts. Both put an ante
    in the pot and get one card that only they see. In a first round of betting they check, call, raise or fold in turn;
    then one card is laid open, and a second round follows. Who folds loses the pot. Otherwise a card of the same rank as
    the open one wins, and if nobody has it, the higher rank; with equal ranks nobody wins.`,
  brief: ({ seat, card, rules }) =>
    `You act ${seat} in both rounds. Your card is the ${card}. The ante is ${coins(rules.ante)}; a raise adds ${rules.firstRaise} in the first round and ${rules.secondRaise} in the second, with at most ${rules.raises} in each.`,
  lines: ({ rounds, board }) => {
    const lines: Line[] = []
    for (const [number, round] of rounds.entries()) {
      if (number === 1) lines.push({ by: null, text: `The open card is the ${board}.` })
      for (const i of round.keys()) lines.push({ by: i % 2 === 0 ? 'first' : 'second', text: `(${done(round, i)})` })
    }
    return lines
  },
  now: (view) => {
    const { paid } = view
    const owed = toCall(view)
    const pot = `There are ${coins(paid.first + paid.second)} in the pot, ${paid[view.seat]} of them yours.`
    return owed > 0 ? `${pot} It costs ${coins(owed)} to stay in.` : pot
  },
  ask: {
    fold: () => 'Fold to give up the pot.',
    call: (view) => (toCall(view) > 0 ? `Call for ${coins(toCall(view))}.` : 'Call, which here means to check.'),
    raise: (view) => `Raise by ${coins(raiseOf(view))}.`,
  },
}
