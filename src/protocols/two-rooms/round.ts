import { floor, type Luck, left, openFloor, type SeatId, talked } from 'suasion'
import { type Claim, present, ROOMS, type Room, type Rooms, roomOf, type State, seatsOf, teamOf } from './state.ts'

type Opening = Omit<State, 'stage' | 'talks' | 'abstained'>
type Spoken =
  | { readonly move: 'say'; readonly room: string; readonly text: string; readonly claim: Claim }
  | { readonly move: 'silent' }
  | { readonly move: 'reveal'; readonly to: SeatId }

/** Opens the floor of both rooms for a round. */
export const gather = (state: Opening): State => {
  const { rooms, gone, round, limit, cards } = state
  const talk = (room: Room) => gone.reduce(left, openFloor({ [room]: rooms[room] }, limit))
  const gathered = { what: 'gathered' as const, round, rooms, gone, to: Object.keys(cards) }
  const talks = { north: talk('north'), south: talk('south') }
  return toVote({ ...state, stage: 'talk', talks, abstained: [], history: [...state.history, gathered] })
}

/** Who may speak now, in either room. */
export const speakers = ({ talks }: State): readonly SeatId[] => ROOMS.flatMap((room) => floor(talks[room]).ask)

const toVote = (state: State): State => {
  if (present(state).length === 0) return end(state)
  return speakers(state).length === 0 ? { ...state, stage: 'vote' } : state
}

/** After something was said or shown in a room, or somebody fell silent there. */
export const spoken = (state: State, seat: SeatId, act: Spoken): State => {
  const room = roomOf(state, seat)
  const talk = state.talks[room]
  const to = state.rooms[room]
  if (act.move === 'reveal') {
    // Whoever is shown a card may want to answer, as after an utterance.
    const woken = { ...talk, silent: talk.silent.filter((each) => each !== act.to) }
    const revealed = { what: 'revealed' as const, by: seat, viewer: act.to, card: state.cards[seat]!, to }
    return { ...state, talks: { ...state.talks, [room]: woken }, history: [...state.history, revealed] }
  }
  const talks = { ...state.talks, [room]: talked(talk, seat, act) }
  if (act.move === 'silent') return toVote({ ...state, talks })
  const said = { what: 'said' as const, by: seat, claim: act.claim, text: act.text, to }
  return toVote({ ...state, talks, history: [...state.history, said] })
}

/** Counts the votes: the most votes of each room, ties by lot; nobody moves where a room did not vote. */
export const exchange = (state: State, votes: readonly (readonly [SeatId, SeatId])[], luck: Luck): State => {
  const sent = ROOMS.flatMap((room) => {
    const counts = state.rooms[room].map((who) => votes.filter(([, vote]) => vote === who).length)
    const most = Math.max(...counts)
    const tied = most > 0 ? state.rooms[room].filter((_, i) => counts[i] === most) : []
    return tied.length > 1 ? [luck.of('tie', state.round, room).pick(tied)] : tied
  })
  return sent.length === ROOMS.length ? nextRound(state, sent) : nextRound(state, [])
}

const nextRound = (state: State, sent: readonly SeatId[]): State => {
  const stays = (room: Room) => state.rooms[room].filter((seat) => !sent.includes(seat))
  const comes = (room: Room) => sent.filter((seat) => roomOf(state, seat) !== room)
  const rooms: Rooms = {
    north: [...stays('north'), ...comes('north')],
    south: [...stays('south'), ...comes('south')],
  }
  const news = { what: 'sent' as const, who: sent, to: seatsOf(state) }
  const moved = { ...state, rooms, history: [...state.history, news] }
  return state.round === state.rounds ? end(moved) : gather({ ...moved, round: state.round + 1 })
}

/** Turns over the cards. */
const end = (state: State): State => {
  const leaders = seatsOf(state).filter((seat) => state.cards[seat] === 'envoy' || state.cards[seat] === 'spy')
  const together = roomOf(state, leaders[0]!) === roomOf(state, leaders[1]!)
  const winner = teamOf(together ? 'spy' : 'envoy')
  const ended = { what: 'ended' as const, cards: state.cards, winner, to: seatsOf(state) }
  return { ...state, stage: 'over', abstained: [], history: [...state.history, ended] }
}

/** After somebody left for good: nobody waits for them again. */
export const departed = (state: State, seat: SeatId): State => {
  const room = roomOf(state, seat)
  const news = { what: 'left' as const, who: seat, to: state.rooms[room] }
  const talks = { ...state.talks, [room]: left(state.talks[room], seat) }
  const without = { ...state, talks, gone: [...state.gone, seat], history: [...state.history, news] }
  return state.stage === 'talk' ? toVote(without) : abstained(without, null)
}

/** After somebody did not vote in time; where nobody did, nobody moves. */
export const abstained = (state: State, seat: SeatId | null): State => {
  const without = { ...state, abstained: seat === null ? state.abstained : [...state.abstained, seat] }
  if (present(without).length === 0) return end(without)
  return present(without).every((each) => without.abstained.includes(each)) ? nextRound(without, []) : without
}
