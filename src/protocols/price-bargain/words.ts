import type { Line, MovesOf, Words } from 'suasion'
import type { priceBargainRules } from './rules.ts'
import { type BargainAct, historyOf, opposite, type Side, type View } from './state.ts'

/** A price in words. */
export const money = (price: number): string => {
  const rounded = Math.round(price * 100) / 100
  return `$${Number.isInteger(rounded) ? rounded : rounded.toFixed(2)}`
}

const done = ({ act }: BargainAct): string => {
  if (act.move === 'offer') return `[offers ${money(act.price)}]`
  return { accept: '[accepts]', reject: '[rejects the offer]', quit: '[walks away]', say: '' }[act.move]
}

const spoken = (each: BargainAct): Line => ({ by: each.seat, text: joined([each.act.text, done(each)]) })

const standing = ({ seat, bargain: { standing: offer } }: View, other: string): string => {
  if (offer === null) return 'There is no offer on the table.'
  return offer.by === seat
    ? `Your offer of ${money(offer.price)} is on the table.`
    : `${other} offer of ${money(offer.price)} is on the table.`
}

const left = ({ bargain: { turn, terms } }: View): string => {
  const turns = terms.turns - turn
  return turns === 1 ? 'This is the last turn.' : `${turns} turns are left, counting this one.`
}

const ends = {
  deal: 'there is a deal',
  rejection: 'the offer was rejected, and there is no deal',
  quit: 'one of you walked away, and there is no deal',
  deadline: 'the time ran out, and there is no deal',
  absence: 'one of you is gone, and there is no deal',
}

const delay = ({ seat, bargain: { terms } }: View): string => {
  const { [seat]: own, [opposite[seat]]: other } = terms.discounts
  if (own === 1 && other === 1) return ''
  return `Every turn before the offer that is accepted leaves you ${own} of what the deal would be worth, and the other side ${other}.`
}

const rejection = ({ bargain: { terms } }: View): string =>
  terms.final ? 'Rejecting an offer ends everything without a deal.' : 'After a rejection you both go on.'

const joined = (sentences: readonly string[]): string => sentences.filter(Boolean).join(' ')

export const words: Words<View, MovesOf<typeof priceBargainRules>> = {
  about: `A buyer and a seller talk about the price of something that is advertised for sale. They take turns. Either may
    offer a price, accept or reject the other's offer, walk away, or just say something. An accepted offer is a deal, and
    nothing else that is said binds anybody. Without a deal before the time is up, nothing is sold.`,
  brief: (view) => {
    const { seat, own, other, bargain } = view
    const { item, listing, turns } = bargain.terms
    const aim = {
      buyer: [
        `You are the buyer of this: ${item}, listed at ${money(listing)}.`,
        `You hope to pay ${money(own.target)}, and should not pay more than ${money(own.reservation)}.`,
        other ? `You know that the seller should not take less than ${money(other.reservation)}.` : '',
        'The lower the price, the better for you.',
      ],
      seller: [
        `You are the seller of this: ${item}, listed at ${money(listing)}.`,
        `You hope to get ${money(own.target)}, and should not take less than ${money(own.reservation)}.`,
        other
          ? `You know that the buyer hopes to pay ${money(other.target)} and should not pay more than ${money(other.reservation)}.`
          : '',
        'The higher the price, the better for you.',
      ],
    }[seat]
    const worse = 'A deal beyond your limit is worse for you than none.'
    return joined([...aim, worse, `You have ${turns} turns between the two of you.`, rejection(view), delay(view)])
  },
  lines: ({ bargain }) => historyOf(bargain).map(spoken),
  now: (view) => {
    const { seat, bargain } = view
    if (bargain.end !== null)
      return `It is over: ${ends[bargain.end]}${bargain.deal === null ? '' : `, at ${money(bargain.deal)}`}.`
    return `${standing(view, `The ${opposite[seat]}'s`)} ${left(view)}`
  },
  ask: {
    offer: () => 'Offer a price, and say something with it.',
    accept: ({ bargain }) => `Or: accept ${offered(bargain.standing)}, which makes the deal.`,
    reject: ({ bargain }) => `Or: reject ${offered(bargain.standing)}.`,
    quit: () => 'Or: walk away, which ends it without a deal.',
    say: () => 'Or: only say something.',
  },
}

const offered = (offer: View['bargain']['standing']): string =>
  offer === null ? 'the offer' : `the offer of ${money(offer.price)}`

const name = { buyer: 'A', seller: 'B' } as const satisfies Record<Side, string>
const aimed = { buyer: 'low', seller: 'high' } as const

/** The same rules with nothing of a market in them: two parties and a number. */
export const plain: Words<View, MovesOf<typeof priceBargainRules>> = {
  about: `Two parties, A and B, look for a number that both accept. They take turns. A party may propose a number, accept
    or reject the number proposed by the other, end the talks, or send a message. Only an accepted number counts. If none
    is accepted in time, both get nothing.`,
  brief: (view) => {
    const { seat, own, other, bargain } = view
    const { listing, turns } = bargain.terms
    const bound = seat === 'buyer' ? 'above' : 'below'
    return joined([
      `You are party ${name[seat]} and want a ${aimed[seat]} number. The reference number is ${listing}.`,
      `Your goal is ${own.target}. A number ${bound} ${own.reservation} is worse for you than none.`,
      other
        ? `The goal of party ${name[opposite[seat]]} is ${other.target}, and its limit is ${other.reservation}.`
        : 'You do not know the goal and the limit of the other party.',
      `Together you have ${turns} turns.`,
      rejection(view),
      delay(view),
    ])
  },
  lines: words.lines,
  now: (view) => {
    const { seat, bargain } = view
    if (bargain.end !== null) return `It is over: ${ends[bargain.end]}.`
    return `${standing(view, `Party ${name[opposite[seat]]}'s`)} ${left(view)}`
  },
  ask: {
    offer: () => 'Propose a number with a message.',
    accept: () => 'Or: accept the number on the table.',
    reject: () => 'Or: reject the number on the table.',
    quit: () => 'Or: end the talks.',
    say: () => 'Or: send a message only.',
  },
}
