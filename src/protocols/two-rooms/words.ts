import type { Line, MovesOf, SeatId, Words } from 'suasion'
import type { twoRoomsRules } from './rules.ts'
import { type Card, type Happening, type Room, teamOf, type View } from './state.ts'

const named = { envoy: 'the envoy (blue)', blue: 'blue', spy: 'the spy (red)', red: 'red' } as const
const list = (seats: readonly SeatId[]): string => seats.join(', ') || 'nobody else'
const other = { north: 'south', south: 'north' } as const

const aim = (card: Card): string =>
  teamOf(card) === 'blue'
    ? 'Your side wins if the envoy and the spy are in different rooms at the end.'
    : 'Your side wins if the spy and the envoy are in the same room at the end.'

const arrival = (each: Extract<Happening, { what: 'gathered' }>, seat: SeatId): string => {
  const room: Room = each.rooms.north.includes(seat) ? 'north' : 'south'
  const roommates = each.rooms[room].filter((other) => other !== seat)
  const gone = each.gone.length ? ` Gone from the game, their cards still in place: ${list(each.gone)}.` : ''
  return `Round ${each.round}. You are in the ${room} room with ${list(roommates)}.${gone}`
}

const reveal = (each: Extract<Happening, { what: 'revealed' }>, seat: SeatId): string => {
  const { by, viewer, card } = each
  if (card === null) return `(${by} shows ${viewer} a card. You do not see it.)`
  return by === seat ? `(You show ${viewer} your card.)` : `(${by} shows you the card: ${named[card]}.)`
}

const line = (each: Happening, seat: SeatId): Line => {
  const setting = (text: string): Line => ({ by: null, to: [seat], text })
  switch (each.what) {
    case 'gathered':
      return setting(arrival(each, seat))
    case 'said':
      return { by: each.by, to: each.to, text: each.text }
    case 'revealed':
      return setting(reveal(each, seat))
    case 'left':
      return { by: null, to: each.to, text: `(${each.who} leaves the game.)` }
    case 'sent':
      return {
        by: null,
        text: each.who.length ? `(${each.who.join(' and ')} change rooms.)` : '(Nobody changes rooms.)',
      }
    case 'ended': {
      const cards = Object.entries(each.cards).map(([who, card]) => `${who} ${named[card]}`)
      return { by: null, text: `(The cards are turned over: ${cards.join(', ')}. ${each.winner} wins.)` }
    }
  }
}

export const words: Words<View, MovesOf<typeof twoRoomsRules>> = {
  about: `Every player holds a hidden card, blue or red, and sits in one of two closed rooms. One blue card is the envoy, one
    red card is the spy. In each round a room talks among itself, which the other room cannot hear, and then votes in
    secret whom of its members to send to the other room. The two who are sent change places. A tie is drawn by lot, and
    where a room casts no vote nobody moves. At the end red wins if the spy and the envoy are in one room; otherwise
    blue wins. What players say need not be true. A card that is shown is always the true one.`,
  brief: ({ seat, card, rounds }) =>
    `You are ${seat}. Your card: ${named[card]}. ${aim(card)} There ${rounds === 1 ? 'is one round' : `are ${rounds} rounds`}.`,
  lines: ({ history, seat }) => history.map((each) => line(each, seat)),
  now: ({ stage, round, rounds, room }) => {
    if (stage === 'over') return 'The game is over.'
    return stage === 'talk'
      ? `Round ${round} of ${rounds}: the ${room} room is talking.`
      : `Round ${round} of ${rounds}: the ${room} room votes.`
  },
  ask: {
    say: ({ room }) => `Say something to everybody in the ${room} room, and state which card you say you hold, if any.`,
    silent: () => 'Or stay silent until somebody else does something.',
    reveal: ({ viewers }) => `Or show your true card to one of these: ${list(viewers)}. The others see that you do.`,
    send: ({ room, members }) =>
      `Vote for the player to be sent from the ${room} room to the ${other[room]} room: ${list(members)}. Nobody sees your vote.`,
  },
}
