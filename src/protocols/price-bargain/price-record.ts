import { closingOf, type Episode, type Instrument, stateOf } from 'suasion'
import { priceBargain } from './protocol.ts'
import { normalised, type Side } from './state.ts'

/** The shares of its own price mentions at which the concession curve of a side is read. */
export const CURVE = [0, 25, 50, 75, 100] as const

type Curve = { readonly [K in `${Side}Curve${(typeof CURVE)[number]}`]: number | null }
/** How a bargain over a price went, in units of the way from the buyer's target (0) to the listing price (1). */
export type PriceRecord = Curve & {
  readonly deal: boolean
  readonly final: number | null
  readonly buyerMentions: number
  readonly sellerMentions: number
  readonly buyerOpening: number | null
  readonly sellerOpening: number | null
  readonly answeredBy: Side | null
  readonly utility: number | null
  readonly accepted: boolean | null
}

/** A number that may be a price: with or without a dollar sign, with commas, a fraction, or k for thousands. */
const NUMBER = /\$?\s?(\d[\d,]*(?:\.\d+)?)(k\b)?/gi
/** What counts as a price of this thing, in listing prices (chosen): a year, a size or a telephone number rarely does. */
const PLAUSIBLE = { least: 0.2, most: 1.5 } as const

/** The prices that a text names in order, by a declared rule: every number from .2 to 1.5 listing prices. */
export const readPrices = (text: string, listing: number): number[] =>
  [...text.matchAll(NUMBER)]
    .map(([, digits, thousands]) => Number(digits!.replaceAll(',', '')) * (thousands ? 1000 : 1))
    .filter((price) => price >= PLAUSIBLE.least * listing && price <= PLAUSIBLE.most * listing)

/** What was settled by typed acts, and which prices were mentioned in talk, in normalised prices. */
export interface PriceStory {
  readonly deal: number | null
  /** The buyer's target, as a share of the listing price. */
  readonly target: number
  /** Every price that each side named in talk, in order. */
  readonly mentions: Readonly<Record<Side, readonly number[]>>
  /** The last offer that was accepted or rejected. */
  readonly answer: { readonly by: Side; readonly share: number; readonly move: 'accept' | 'reject' } | null
  /** What each side did, in order: the move, the first price in the text, and the typed one. */
  readonly acts: readonly {
    readonly seat: Side
    readonly move: string
    readonly named: number | null
    readonly offered: number | null
  }[]
}

/** Reads a log of a price bargain; throws on one of another protocol. */
export const storyOf = (episode: Episode): PriceStory => {
  const { limits, bargain } = stateOf(priceBargain, episode, 'price record', 0)
  const { listing } = bargain.terms
  const share = (price: number): number => normalised(price, limits.buyer.target, listing)
  const mentions: Record<Side, number[]> = { buyer: [], seller: [] }
  let standing: { by: Side; share: number } | null = null
  let deal: number | null = null
  let answer: PriceStory['answer'] = null
  const acts: PriceStory['acts'][number][] = []
  for (const event of episode) {
    if (event.kind !== 'act') continue
    const seat = event.seat as Side
    const { move, price, text } = event.act
    const said = readPrices(String(text ?? ''), listing).map(share)
    const offered = move === 'offer' ? share(price as number) : null
    acts.push({ seat, move: String(move), named: said[0] ?? null, offered })
    if ((move === 'accept' || move === 'reject') && standing) {
      answer = { by: seat, share: standing.share, move }
      if (move === 'accept') deal = standing.share
    }
    mentions[seat].push(...said)
    if (offered !== null) standing = { by: seat, share: offered }
    else if (move === 'reject') standing = null
  }
  return { deal, target: limits.buyer.target / listing, mentions, answer, acts }
}

/** Measures a price bargain, one row an episode: typed acts as they are, and prices in talk by `readPrices`. */
export const priceRecord = (): Instrument<PriceRecord> => ({
  name: 'price record',
  columns: {
    deal: 'an offer was accepted',
    final: "price of the deal, from the buyer's target (0) to the listing price (1); null without one",
    buyerMentions: 'how many prices the buyer named in talk',
    sellerMentions: 'the same of the seller',
    buyerOpening: 'first price the buyer named in talk, in the units of final',
    sellerOpening: 'the same of the seller',
    answeredBy: 'who accepted or rejected an offer last',
    utility: 'what that offer was worth to that side: final for the seller, 1 - final for the buyer',
    accepted: 'it was accepted',
    ...(Object.fromEntries(
      (['buyer', 'seller'] as const).flatMap((side) =>
        CURVE.map((at) => [
          `${side}Curve${at}`,
          `price the ${side} named after ${at}% of its mentions, where it has three or more`,
        ]),
      ),
    ) as Record<keyof Curve, string>),
  },
  read: (episode) => {
    closingOf(episode)
    const { deal, mentions, answer } = storyOf(episode)
    const curve = (['buyer', 'seller'] as const).flatMap((side) => {
      const named = mentions[side]
      return CURVE.map((at): [string, number | null] => [
        `${side}Curve${at}`,
        named.length < 3 ? null : named[Math.round((at / 100) * (named.length - 1))]!,
      ])
    })
    return {
      deal: deal !== null,
      final: deal,
      buyerMentions: mentions.buyer.length,
      sellerMentions: mentions.seller.length,
      buyerOpening: mentions.buyer[0] ?? null,
      sellerOpening: mentions.seller[0] ?? null,
      answeredBy: answer?.by ?? null,
      utility: answer && (answer.by === 'seller' ? answer.share : 1 - answer.share),
      accepted: answer && answer.move === 'accept',
      ...(Object.fromEntries(curve) as Curve),
    }
  },
})
