import { type Luck, type PolicyOptions, policy } from 'suasion'
import { phrase } from './phrases.ts'
import { priceBargain } from './protocol.ts'
import { lastPrice, type View } from './state.ts'
import { gain, utility } from './tactics.ts'
import { money } from './words.ts'

/** Where a tactic finds the luck of its seat; it is made only when it is read. */
export interface Lucky {
  readonly luck: Luck
}

/** How a formal bargainer decides; everything else about it is the same for all. */
export interface Tactic {
  /** The price it would offer now. */
  readonly next: (view: View, seen: Lucky) => number
  /** Whether it takes an offer. */
  readonly accepts: (view: View, price: number, seen: Lucky) => boolean
  /** Whether it sees that no deal is possible. */
  readonly quits?: (view: View, seen: Lucky) => boolean
  /** Whether it rejects an offer that it does not take, rather than make one itself. */
  readonly rejects?: (view: View, price: number, seen: Lucky) => boolean
}

/** Whether nobody can answer what is offered now. */
export const isLast = ({ bargain: { turn, terms } }: View): boolean => turn >= terms.turns - 1

/**
 * AC_next: takes an offer that is worth at least as much as the own next one, a u(offer) + b >= u(next), and in the last
 * turn whatever is not beyond the reservation price. Source: Baarslag, Hindriks & Jonker 2014; the last turn is chosen.
 */
export const acNext =
  (next: Tactic['next'], { a = 1, b = 0 } = {}): Tactic['accepts'] =>
  (view, price, seen) => {
    const { seat, own } = view
    if (gain(seat, own, price) < 0) return false
    return isLast(view) || a * utility(seat, own, price) + b >= utility(seat, own, next(view, seen))
  }

/** A formal bargainer of either side: its tactic settles the acts, and its text is made from them. */
export const bargainer = (
  name: string,
  { next, accepts, quits, rejects }: Tactic,
  source: string,
  options: Pick<PolicyOptions<typeof priceBargain, null>, 'cast' | 'fit' | 'flags' | 'note'> = {},
) =>
  policy(
    priceBargain,
    ['buyer', 'seller'],
    name,
    {
      offer: (seen) => {
        const { view, luck } = seen
        const { seat, bargain } = view
        const price = next(view, seen)
        const last = lastPrice(bargain, seat)
        const kind = last === null ? 'open' : last === price ? 'hold' : 'move'
        return { price, text: phrase(seat, kind, luck.of('phrase', bargain.turn), money(price)) }
      },
      accept: ({ view: { seat }, luck }) => ({ text: phrase(seat, 'accept', luck.of('phrase')) }),
      reject: ({ view: { seat, bargain }, luck }) => ({
        text: phrase(seat, 'reject', luck.of('phrase', bargain.turn)),
      }),
      quit: ({ view: { seat }, luck }) => ({ text: phrase(seat, 'quit', luck.of('phrase')) }),
      say: (seen) => {
        const { view, luck } = seen
        const { seat, bargain } = view
        return { text: phrase(seat, 'hold', luck.of('phrase', bargain.turn), money(next(view, seen))) }
      },
    },
    {
      source,
      hears: ['price'],
      ...options,
      choose: (seen) => {
        const { view } = seen
        const { seat, bargain } = view
        if (quits?.(view, seen)) return 'quit'
        const { standing } = bargain
        if (standing === null || standing.by === seat) return 'offer'
        if (accepts(view, standing.price, seen)) return 'accept'
        return isLast(view) || rejects?.(view, standing.price, seen) ? 'reject' : 'offer'
      },
    },
  )
