import type { Told } from 'suasion'
import { storyOf } from './price-record.ts'
import { opposite, type Side } from './state.ts'

/** The target of a buyer that a seller goes by, who cannot know it: the middle one of the corpus, as a share of the listing price. */
export const TAKEN_TARGET = 0.7

/** What one side did in one conversation, in prices from the buyer's target (0; for a seller, the one it goes by) to the listing price (1). */
export interface SideData {
  /** Its first price, where it named one. */
  readonly opening: number | null
  /** Its later prices, each with its last one before, what the other had last named, and how many it had named. */
  readonly steps: readonly {
    readonly nth: number
    readonly own: number
    readonly other: number
    readonly next: number
  }[]
  /** Typed offers it accepted or rejected: what each was worth, whether it was as good as its own last price (met) or it had named none (silent). */
  readonly answers: readonly Answer[]
  /** Prices it heard: whether in a typed offer, after how many of its own. */
  readonly heard: readonly { readonly nth: number; readonly formal: boolean }[]
  /** Typed offers it turned down, and how many of these by a typed rejection. */
  readonly declined: number
  readonly rejected: number
  readonly acts: number
  readonly quits: number
}

/** An offer that was answered; a seller's utility is its price, a buyer's 1 minus that. */
export interface Answer {
  readonly utility: number
  readonly met: number
  readonly silent: number
  readonly accepted: boolean
}

/** One conversation, as far as a partner is learnt from it. */
export interface Conversation extends Readonly<Record<Side, SideData>> {
  readonly key: string
  /** The price of the deal, from the buyer's target (0) to the listing price (1), or null. */
  readonly deal: number | null
  /** Prices left out because they are far outside: most are slips of the keyboard. */
  readonly trimmed: number
}

/** Normalised prices outside are left out (chosen): 2500 offered for something of 80 is a slip. */
export const TRIM = [-2, 3] as const
const inside = (price: number): boolean => price >= TRIM[0] && price <= TRIM[1]

const empty = () => ({
  opening: null as number | null,
  steps: [] as SideData['steps'][number][],
  answers: [] as SideData['answers'][number][],
  heard: [] as SideData['heard'][number][],
  declined: 0,
  rejected: 0,
  acts: 0,
  quits: 0,
})

/** Whether a price is as good for a side as another. */
const asGood = (side: Side, price: number, as: number): boolean => (side === 'buyer' ? price <= as : price >= as)

/** Reads what a partner is learnt from out of one conversation. */
export const conversationOf = ({ key, episode }: Told): Conversation => {
  const sides = { buyer: empty(), seller: empty() }
  const last: Record<Side, number | null> = { buyer: null, seller: null }
  const named: Record<Side, number> = { buyer: 0, seller: 0 }
  let standing: { readonly by: Side; readonly share: number } | null = null
  let trimmed = 0
  const { acts, target, deal } = storyOf(episode)
  const inUnits = (side: Side, share: number): number =>
    side === 'buyer' ? share : (target + share * (1 - target) - TAKEN_TARGET) / (1 - TAKEN_TARGET)
  for (const act of acts) {
    const { seat, move } = act
    const own = sides[seat]
    const other = opposite[seat]
    own.acts++
    if (move === 'quit') own.quits++
    if (standing?.by === other && move !== 'say') {
      const { share } = standing
      if (move !== 'accept') own.declined++
      if (move === 'reject') own.rejected++
      const before = last[seat]
      const price = inUnits(seat, share)
      const met = Number(before !== null && asGood(seat, share, before))
      if ((move === 'accept' || move === 'reject') && inside(price))
        own.answers.push({
          utility: seat === 'seller' ? price : 1 - price,
          met,
          silent: Number(before === null),
          accepted: move === 'accept',
        })
      standing = null
    }
    if (act.offered !== null) standing = { by: seat, share: act.offered }
    const price = act.named ?? act.offered
    if (price === null) continue
    if (!inside(inUnits('buyer', price)) || !inside(inUnits('seller', price))) {
      trimmed++
      continue
    }
    sides[other].heard.push({ nth: named[other], formal: act.offered !== null })
    const [mine, theirs] = [last[seat], last[other]]
    const unit = (each: number): number => inUnits(seat, each)
    if (mine === null) own.opening = unit(price)
    else if (theirs !== null)
      own.steps.push({ nth: named[seat], own: unit(mine), other: unit(theirs), next: unit(price) })
    last[seat] = price
    named[seat]++
  }
  return { key, deal, ...sides, trimmed }
}
