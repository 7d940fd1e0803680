import { type Corpus, type Deed, tell } from 'suasion'
import { payoffs } from 'suasion/instruments'
import { normalised, priceBargain, priceRecord } from 'suasion/protocols/price-bargain'
import { z } from 'zod'
import { checkEncoding, collect, type Made, notAllowed } from './parts/collect.ts'
import { type Fields, isFields, readLines } from './parts/objects.ts'
import { runsOf } from './parts/runs.ts'

const side = z.enum(['buyer', 'seller'])
type Side = z.output<typeof side>
const offer = z.object({ price: z.number().nullable() })
const event = z.discriminatedUnion('action', [
  z.object({ action: z.literal('message'), agent: z.int().min(0).max(1), data: z.string() }),
  z.object({ action: z.literal('offer'), agent: z.int().min(0).max(1), data: offer }),
  ...(['accept', 'reject', 'quit'] as const).map((action) =>
    z.object({ action: z.literal(action), agent: z.int().min(0).max(1) }),
  ),
])
type Event = z.output<typeof event>
const record = z.object({
  id: z.string().min(1),
  category: z.string(),
  listing: z.number().min(1),
  title: z.string().min(1),
  roles: z.tuple([side, side]),
  targets: z.tuple([z.number(), z.number()]),
  outcome: z.object({ reward: z.number().nullish(), offer: offer.nullish() }).nullish(),
  events: z.array(event),
})
type Bargain = z.output<typeof record>

/** A record as cocoa, the platform of the study, wrote it, in the fields used here; any other as it is. */
const flat = (fields: Fields): unknown => {
  const { scenario, uuid, events, outcome } = fields
  if (!isFields(scenario) || !Array.isArray(scenario['kbs'])) return fields
  const sides = scenario['kbs'].map((kb) => kb as Fields as { personal: Fields; item: Fields })
  return {
    id: uuid,
    category: scenario['category'] ?? sides[0]?.item['Category'],
    listing: sides[0]?.item['Price'],
    title: sides[0]?.item['Title'],
    roles: sides.map(({ personal }) => personal['Role']),
    targets: sides.map(({ personal }) => personal['Target']),
    outcome,
    events,
  }
}

interface Standing {
  readonly by: Side
  readonly price: number
}

/** The one act of a run of events of one side, and what stands after it; or why there is none. */
const actOf = (by: Side, events: readonly Event[], before: Standing | null, missing: string[]) => {
  const texts: string[] = []
  let act: { readonly move: 'offer'; readonly price: number } | { readonly move: 'accept' | 'reject' | 'quit' } | null =
    null
  for (const each of events) {
    if (act && act.move !== 'offer') {
      missing.push('something after the end')
      continue
    }
    if (each.action === 'message') {
      if (each.data.trim()) texts.push(each.data)
      else missing.push('an empty message')
    } else if (each.action === 'offer') {
      const { price } = each.data
      if (price === null) missing.push('an offer without a price')
      else {
        if (act) missing.push('an offer replaced before it was answered')
        act = { move: 'offer', price }
      }
    } else if (each.action === 'quit') {
      if (act) missing.push('an offer followed by leaving')
      act = { move: 'quit' }
    } else {
      const theirs = before?.by === by ? null : before
      if (!theirs)
        return { leftOut: `an ${each.action} without an offer of the other`.replace('an reject', 'a reject') }
      // Both may offer the same price before one of them accepts: that is an acceptance of the other's offer.
      if (act && each.action === 'accept' && act.price !== theirs.price)
        return { leftOut: 'an offer at another price before accepting' }
      if (act && each.action === 'reject') missing.push('an offer followed by rejecting')
      act = { move: each.action }
    }
  }
  const text = texts.join('\n')
  if (act) return { act: { ...act, text }, over: act.move !== 'offer' }
  return text ? { act: { move: 'say' as const, text }, over: false } : null
}

const toldOne = ({ id, category, listing, title, roles, targets, outcome, events }: Bargain): Made => {
  if (roles[0] === roles[1]) return { leftOut: 'two sides with the same role' }
  const target = { [roles[0]]: targets[0], [roles[1]]: targets[1] } as Record<Side, number>
  if (!(target.buyer >= 0 && target.buyer <= 0.99 * listing))
    return { leftOut: 'a buyer who hopes to pay the listing price' }
  const [first] = events
  if (!first) return { leftOut: 'nothing was said' }
  const missing: string[] = []
  const deeds: Deed[] = []
  let standing: Standing | null = null
  let over = false
  for (const { by, of } of runsOf(events, ({ agent }) => roles[agent]!)) {
    if (over) {
      missing.push('something after the end')
      break
    }
    const made = actOf(by, of, standing, missing)
    if (made === null) return { leftOut: 'a side that did nothing in its turn' }
    if (made.leftOut !== undefined) return { leftOut: made.leftOut }
    if (made.act.move === 'offer') standing = { by, price: made.act.price }
    deeds.push({ seat: by, act: made.act })
    over = made.over
  }
  if (!over) {
    missing.push('it breaks off: whose turn it is counts as having left')
    deeds.push({ seat: deeds.at(-1)!.seat === 'buyer' ? 'seller' : 'buyer', absent: 'left' })
  }
  const deal = deeds.at(-1)!.act?.['move'] === 'accept' ? standing!.price : null
  const rewarded = outcome?.reward === 1
  if (rewarded !== (deal !== null) || (rewarded && outcome.offer?.price !== deal))
    return { leftOut: 'an outcome that differs from the events' }
  const params = {
    item: title,
    listing,
    buyerTarget: target.buyer / listing,
    buyerReservation: 1,
    sellerReservation: 0,
    turns: 500,
    most: 1000,
    first: deeds[0]!.seat,
    final: true,
  }
  const made = tell(priceBargain, id, params, deeds)
  if ('problem' in made) return { leftOut: notAllowed(made) }
  const share = deal === null ? null : normalised(deal, target.buyer, listing)
  if (share !== null && (share < 0 || share > 1)) missing.push('a deal outside the targets')
  const messages = events.filter(({ action }) => action === 'message').length
  const seats = (['buyer', 'seller'] as const).map((seat) => ({ seat, target: target[seat] }))
  return {
    told: { key: id, episode: made.episode, facts: [{ category, listing, messages, price: deal }, ...seats] },
    missing,
  }
}

const FILE = /\.(json|jsonl|ndjson)$/

/**
 * CraigslistBargain: people who bargain over a price. Whatever one side does in a row is one act: its messages, joined
 * by a line break, with its offer or answer; an offer at the very price that the other offers, followed by accepting, is
 * an acceptance. Offers, acceptances, rejections and leaving are the typed events; a price in a message stays text. People
 * had no reservation prices and no limit of turns: these parameters are set so that they never bind. Reads the form of
 * cocoa too. Left out and counted: answers without an offer, outcomes that differ from the events.
 */
export const craigslistBargain: Corpus = {
  name: 'craigslist-bargain',
  about:
    'people on Mechanical Turk who bargain as buyer and seller over a listed price, with private targets: He, Chen, Balakrishnan & Liang 2018, Decoupling Strategy and Generation in Negotiation Dialogues',
  licence: 'Apache-2.0 (rishabhjoshi/DialoGraph_ICLR21, which holds the development and test dialogues)',
  protocol: priceBargain,
  files: [{ name: FILE, about: 'one dialogue a line, or a list of them', required: true }],
  instruments: [priceRecord(), payoffs()],
  facts: {
    category: 'what kind of thing is for sale',
    listing: 'the advertised price',
    messages: 'messages of both sides, as they were sent',
    price: 'the price of the deal; null without one',
    target: 'the price this side hoped for',
  },
  read: (files, progress) => {
    const { told, problems, take } = collect()
    let ours = 0
    for (const [file, text] of Object.entries(files)) {
      checkEncoding(text, file)
      let done = 0
      readLines(text, file, (fields, where) => {
        const parsed = record.safeParse(flat(fields))
        if (!('events' in fields))
          throw new Error(
            `${where} has no events; a dialogue of CraigslistBargain has id, listing, title, roles, targets, outcome and events`,
          )
        ours++
        const id = parsed.success ? parsed.data.id : String(fields['id'] ?? fields['uuid'] ?? where)
        take(id, () => {
          if (parsed.success) return toldOne(parsed.data)
          const [issue] = parsed.error.issues
          return { leftOut: `incomplete: ${issue!.path.join('.')}` }
        })
        if (++done % 200 === 0) progress?.(done, done)
      })
    }
    if (ours === 0) throw new Error('no file of CraigslistBargain was given')
    return { told, problems }
  },
}
