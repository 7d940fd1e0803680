import type { Act, Legal, Luck } from 'suasion'
import { z } from 'zod'

/** What may be set about the bargain. Shares left at null are drawn for each episode. */
export const params = z.object({
  item: z.string().min(1).max(100).default('used road bike').describe('what is for sale, without an article'),
  listing: z.number().min(1).max(1e6).default(200).describe('the advertised price, and the target of the seller'),
  buyerTarget: z.number().min(0).max(0.99).nullable().default(null).describe('a share of the listing price'),
  buyerReservation: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .default(null)
    .describe('how far up the buyer would go from its target (0) to the listing price (1)'),
  sellerReservation: z.number().min(0).max(1).nullable().default(null).describe('a share of the listing price'),
  turns: z.int().min(2).max(500).default(20).describe('the deadline: so many acts of both together'),
  most: z.number().min(1).max(1000).default(2).describe('the highest price that may be offered, in listing prices'),
  first: z.enum(['buyer', 'seller']).default('buyer').describe('who acts first'),
  buyerDiscount: z.number().min(0).max(1).default(1).describe('what a turn of delay leaves of a payoff'),
  sellerDiscount: z.number().min(0).max(1).default(1).describe('what a turn of delay leaves of a payoff'),
  known: z.boolean().default(false).describe('each side knows the target and the reservation price of the other'),
  talk: z.boolean().default(true).describe('a turn may be spent on saying something'),
  final: z.boolean().default(false).describe('a rejection ends the bargain, as in CraigslistBargain'),
})

/** Where the targets of buyers are, as shares of the listing price. Source: He et al. 2018, CraigslistBargain. */
const BUYER_TARGETS = [0.5, 0.7, 0.9]
// Chosen: the corpus gives people targets and no reservation prices.
const BUYER_RESERVATIONS = [0.4, 0.7, 1]
const SELLER_RESERVATIONS = [0.4, 0.55, 0.7]

const text = z.string().max(600)
/** What a side can do; what binds may be done without a word. */
export const moves = {
  offer: z.object({ price: z.number().min(0).max(1e9).describe('binding once the other accepts'), text }),
  accept: z.object({ text }),
  reject: z.object({ text }),
  quit: z.object({ text }),
  say: z.object({ text: text.min(1) }),
}

export type Side = 'buyer' | 'seller'
export interface BargainAct {
  readonly seat: Side
  readonly act: Act<typeof moves>
}

/** One side's private numbers, as prices: what it hopes for, and the worst it would take. */
export interface Limits {
  readonly target: number
  readonly reservation: number
}

/** What both are told, constant over the episode. */
export interface Terms {
  readonly item: string
  readonly listing: number
  readonly turns: number
  readonly discounts: Readonly<Record<Side, number>>
  readonly known: boolean
  readonly talk: boolean
  readonly final: boolean
  /** The limits on an offer: a price from 0 to `most` listing prices. */
  readonly offer: { readonly price: { readonly min: number; readonly max: number } }
  /** What may be done with an offer of the other on the table, and without one. */
  readonly open: { readonly answering: Legal<typeof moves>; readonly opening: Legal<typeof moves> }
}

/** One act, and the one before it: a chain, so that a turn copies nothing of what was said. */
export interface Done extends BargainAct {
  readonly before: Done | null
}

/** All that is public. */
export interface Bargain {
  readonly terms: Terms
  /** Whose turn it is. */
  readonly to: Side
  /** How many turns have passed. */
  readonly turn: number
  /** The last act, and through it all before. */
  readonly last: Done | null
  /** The last offer and its turn (from 0), while it may still be accepted; once accepted, that offer. */
  readonly standing: { readonly by: Side; readonly price: number; readonly turn: number } | null
  readonly deal: number | null
  readonly end: 'deal' | 'rejection' | 'quit' | 'deadline' | 'absence' | null
}

/** The whole of it, with what each side keeps to itself. */
export interface State {
  readonly limits: Readonly<Record<Side, Limits>>
  readonly bargain: Bargain
}

/** What one side knows. */
export interface View {
  readonly seat: Side
  readonly bargain: Bargain
  readonly own: Limits
  /** The limits of the other side, where these are known. */
  readonly other: Limits | null
}

/** All acts so far, the oldest first. */
export const historyOf = ({ last }: Bargain): BargainAct[] => {
  const acts: BargainAct[] = []
  for (let each = last; each !== null; each = each.before) acts.push(each)
  return acts.reverse()
}

/** The last price a side has offered, or null. */
export const lastPrice = ({ last }: Bargain, side: Side): number | null => {
  for (let each = last; each !== null; each = each.before)
    if (each.seat === side && each.act.move === 'offer') return each.act.price
  return null
}

/** Every price a side has offered, the oldest first. */
export const pricesOf = ({ last }: Bargain, side: Side): number[] => {
  const prices: number[] = []
  for (let each = last; each !== null; each = each.before)
    if (each.seat === side && each.act.move === 'offer') prices.push(each.act.price)
  return prices.reverse()
}

/** The one across the table. */
export const opposite = { buyer: 'seller', seller: 'buyer' } as const

const cents = (price: number): number => Math.round(price * 100) / 100

/** The limits of one side, as prices: shares as given, or drawn where they are null. */
export const dealt = (
  side: Side,
  listing: number,
  given: { readonly target: number | null; readonly reservation: number | null },
  luck: Luck,
): Limits => {
  if (side === 'seller') {
    const share = given.reservation ?? luck.of('seller reservation').pick(SELLER_RESERVATIONS)
    return { target: listing, reservation: cents(share * listing) }
  }
  const target = cents((given.target ?? luck.of('buyer target').pick(BUYER_TARGETS)) * listing)
  const way = given.reservation ?? luck.of('buyer reservation').pick(BUYER_RESERVATIONS)
  return { target, reservation: cents(target + way * (listing - target)) }
}

/**
 * Where a price lies between the buyer's target (0) and the listing price (1): the seller's share, while 1 minus it is
 * the buyer's. Source: the utility of He et al. 2018.
 */
export const normalised = (price: number, buyerTarget: number, listing: number): number =>
  (price - buyerTarget) / (listing - buyerTarget)
