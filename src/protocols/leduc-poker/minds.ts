import { type Policy, policy } from 'suasion'
import { leducPoker } from './protocol.ts'
import { rank, toCall, type View } from './rules.ts'

const plain: Policy<typeof leducPoker, 'player', null> = { fold: () => ({}), call: () => ({}), raise: () => ({}) }

const raised = ({ rounds }: View): number => rounds.at(-1)!.filter((bet) => bet === 'raise').length
const best = ({ card, board }: View): boolean => (board ? rank(card) === rank(board) : rank(card) === 2)
const raiseOrCall = (view: View): 'raise' | 'call' => (raised(view) < view.rules.raises ? 'raise' : 'call')

/** Raises a king, and later a pair, and nothing else; to a raise it gives up a jack, and later all but a king: easy to bluff. */
export const tight = () =>
  policy(leducPoker, ['player'], 'tight', plain, {
    source: 'chosen',
    hears: ['move'],
    choose: ({ view }) => {
      if (best(view)) return raiseOrCall(view)
      return toCall(view) > 0 && rank(view.card) < (view.board ? 2 : 1) ? 'fold' : 'call'
    },
  })

/** Raises what is good, and `rate` of the time also what is not; never gives up a king, a pair, or half of the rest. */
export const bluffer = ({ rate = 1 / 3 } = {}) => {
  if (!(rate >= 0 && rate <= 1)) throw new Error(`rate must be from 0 to 1, not ${rate}`)
  return policy(leducPoker, ['player'], 'bluffer', plain, {
    source: 'chosen',
    hears: ['move'],
    choose: ({ view, luck }) => {
      const { rounds, card } = view
      const at = luck.of('bluff', rounds.length, rounds.at(-1)!.length)
      if (best(view) || (raised(view) === 0 && at.uniform() < rate)) return raiseOrCall(view)
      return toCall(view) > 0 && rank(card) < 2 && at.uniform() < 1 / 2 ? 'fold' : 'call'
    },
  })
}

/** Calls whatever happens: the simplest opponent to learn from. */
export const caller = () =>
  policy(leducPoker, ['player'], 'caller', plain, { source: 'chosen', hears: [], choose: () => 'call' })
