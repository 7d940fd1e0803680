import { type Legal, rules, type SeatId, talkLegal, talkMoves } from 'suasion'
import { z } from 'zod'
import { abstained, departed, exchange, gather, speakers, spoken } from './round.ts'
import { CLAIMS, type Happening, met, present, roomOf, type State, seatsOf, teamOf, type View } from './state.ts'

const moves = {
  say: talkMoves.say.extend({
    claim: z.enum(CLAIMS).describe('the card you say you hold, truly or not; none if you name none'),
  }),
  silent: talkMoves.silent,
  reveal: z.object({ to: z.string().describe('who sees your card') }),
  send: z.object({ who: z.string().describe('whom to send to the other room') }),
}
const able = ['say', 'silent', 'reveal', 'send'] as const

const seen = (each: Happening, seat: SeatId): Happening[] => {
  if (!each.to.includes(seat)) return []
  const hidden = each.what === 'revealed' && each.by !== seat && each.viewer !== seat
  return [hidden ? { ...each, card: null } : each]
}

/**
 * A game of hidden cards in two closed rooms: each round the rooms talk, then vote in secret whom to send over. Red wins
 * if the spy and the envoy end in one room. After the party game Two Rooms and a Boom (Gerding & McCoy 2013); the
 * cards and numbers are chosen.
 */
export const twoRoomsRules = rules({
  name: 'two-rooms',
  version: 1,
  params: z.object({
    players: z.int().min(4).max(12).multipleOf(2).default(6),
    rounds: z.int().min(1).max(10).default(3),
    limit: z.int().min(1).max(100).default(9).describe('utterances in a room, each round'),
    reveal: z.boolean().default(true).describe('whether a card may be shown'),
  }),
  moves,
  roles: { envoy: able, blue: able, spy: able, red: able },

  seats: ({ players }, luck) => {
    const plain = players / 2 - 1
    const deck = (['envoy', 'spy'] as const).flatMap((leader) => [
      leader,
      ...Array.from({ length: plain }, () => teamOf(leader)),
    ])
    const dealt = luck.of('deal').draw(deck, players)
    return Object.fromEntries(dealt.map((card, i) => [`player${i + 1}`, card]))
  },

  start: ({ rounds, limit, reveal, players }, roles, luck): State => {
    const seats = Object.keys(roles)
    const north = luck.of('rooms').draw(seats, players / 2)
    const rooms = {
      north: seats.filter((seat) => north.includes(seat)),
      south: seats.filter((seat) => !north.includes(seat)),
    }
    const cards = roles as State['cards']
    return gather({ rounds, limit, mayReveal: reveal, cards, round: 1, rooms, gone: [], history: [] })
  },

  turn: (state) => {
    if (state.stage === 'over') return { ask: [] }
    if (state.stage === 'talk') return { ask: speakers(state), until: 'any' }
    return { ask: present(state).filter((seat) => !state.abstained.includes(seat)) }
  },

  view: (state, seat): View => {
    const { stage, round, rounds, cards } = state
    const room = roomOf(state, seat)
    const members = state.rooms[room]
    const shown = met(state.history, seat, 'by')
    const free = (each: SeatId) => each !== seat && !shown.includes(each) && !state.gone.includes(each)
    const viewers = state.mayReveal ? members.filter(free) : []
    const history = state.history.flatMap((each) => seen(each, seat))
    return { seat, card: cards[seat]!, stage, round, rounds, room, members, viewers, history }
  },

  legal: ({ stage, room, members, viewers }): Legal<typeof moves> => {
    if (stage === 'over') return {}
    if (stage === 'vote') return { send: { who: { only: members } } }
    return { ...talkLegal([room]), ...(viewers.length > 0 && { reveal: { to: { only: viewers } } }) }
  },

  resolve: (state, acts, luck) => {
    const votes: [SeatId, SeatId][] = []
    let next = state
    for (const { seat, act } of acts)
      if (act.move === 'send') votes.push([seat, act.who])
      else next = spoken(next, seat, act)
    return votes.length > 0 ? exchange(next, votes, luck) : next
  },

  absent: (state, seat, why) => {
    if (why === 'left') return departed(state, seat)
    return state.stage === 'vote' ? abstained(state, seat) : spoken(state, seat, { move: 'silent' })
  },

  payoff: (state) => {
    const ended = state.history.find((each) => each.what === 'ended')
    const won = (seat: SeatId) => (ended && teamOf(state.cards[seat]!) === ended.winner ? 1 : 0)
    return Object.fromEntries(seatsOf(state).map((seat) => [seat, won(seat)]))
  },
})
