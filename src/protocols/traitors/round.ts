import type { Act, SeatId } from 'suasion'
import type { moves } from './moves.ts'
import {
  type Happening,
  livingAs,
  plurality,
  type Role,
  type Secret,
  type Stage,
  type State,
  seatsOf,
  type Talk,
  type Vote,
} from './state.ts'

type Acts = readonly { readonly seat: SeatId; readonly act: Act<typeof moves> }[]
type News = Secret extends infer S ? (S extends Secret ? Omit<S, 'after' | 'round'> : never) : never

const tell = (state: State, ...facts: readonly Happening[]): State => ({
  ...state,
  history: [...state.history, ...facts],
})

const whisper = (state: State, seats: readonly SeatId[], news: News): State => {
  const secret = { ...news, after: state.history.length, round: state.round } as Secret
  const told = Object.fromEntries(seats.map((seat) => [seat, [...state.secrets[seat]!, secret]]))
  return { ...state, secrets: { ...state.secrets, ...told } }
}

const enter = (state: State, stage: Stage, step = 0): State => {
  const speaks = stage === 'discussion' || stage === 'reaction' || stage === 'aftermath'
  return { ...state, stage, step, asked: speaks ? state.living.slice(step, step + 1) : state.living }
}

/** Opens a round: everybody hears who was murdered in the night before. */
export const dawn = (state: State, victim: SeatId | null): State => {
  const begun = tell(state, { what: 'dawn', round: state.round, victim })
  return enter(begun, state.settings.talk ? 'discussion' : 'vote')
}

const nightfall = (state: State): State => {
  const traitors = livingAs(state, 'traitor').length
  // The paper's win test waits for the morning: with one side gone the night passes without a murder.
  if (traitors === 0 || traitors === state.living.length) return morning(state, null)
  const meets = state.settings.talk && state.settings.exchanges > 0 && traitors > 1
  return enter(state, meets ? 'meeting' : 'murder')
}

/** After the night, and only then: the game is won when no traitor is left, or no more faithful than traitors are. */
const morning = (state: State, victim: SeatId | null): State => {
  const living = state.living.filter((seat) => seat !== victim)
  const next = { ...state, living, round: state.round + 1 }
  const traitors = livingAs(next, 'traitor').length
  if (living.length === 0) return end(next, victim, null)
  if (traitors === 0) return end(next, victim, 'faithful')
  if (traitors >= living.length - traitors) return end(next, victim, 'traitor')
  return state.round === state.settings.rounds ? end(next, victim, null) : dawn(next, victim)
}

const end = (state: State, victim: SeatId | null, winner: Role | null): State => ({
  ...tell(state, { what: 'dawn', round: state.round, victim }, { what: 'ended', roles: state.roles, winner }),
  ...{ stage: 'over', asked: [] },
})

const following = (state: State): State => {
  const { stage, step, living } = state
  const order: Readonly<Record<Talk, (state: State) => State>> = {
    discussion: (next) => enter(next, 'reaction'),
    reaction: (next) => enter(next, 'vote'),
    aftermath: nightfall,
  }
  return step + 1 < living.length ? enter(state, stage, step + 1) : order[stage as Talk](state)
}

const banish = (state: State, votes: readonly Vote[]): State => {
  const who = plurality(votes)
  const role = who === null ? null : state.roles[who]!
  const told = tell(state, { what: 'banished', round: state.round, votes, who, role })
  const left = { ...told, living: state.living.filter((seat) => seat !== who) }
  return state.settings.talk && left.living.length > 0 ? enter(left, 'aftermath') : nightfall(left)
}

const votesFor = (state: State, acts: Acts, move: 'vote' | 'murder'): Vote[] =>
  acts.flatMap(({ seat, act }): Vote[] =>
    act.move === move && state.living.includes(act.who) ? [[seat, act.who]] : [],
  )

/** What follows when everyone who was asked has acted, left or let the time pass. */
export const settle = (before: State, acts: Acts): State => {
  const state = departed(before)
  if (state.living.length === 0) return end(state, null, null)
  const { stage, round } = state
  if (stage === 'vote') return banish(state, votesFor(state, acts, 'vote'))
  if (stage === 'meeting') return met(state, acts)
  if (stage === 'murder') return struck(state, acts)
  let next = state
  for (const { seat, act } of acts)
    if (act.move === 'speak') {
      const accuse = act.accuse === 'nobody' ? null : act.accuse
      const said = { by: seat, claim: act.claim, accuse, text: act.text }
      next = tell(next, { what: 'spoke', round, stage: stage as Talk, ...said })
    }
  // Who left was the speaker: the one after it stands in its place.
  return following(before.leaving.length > 0 ? { ...next, step: next.step - 1 } : next)
}

const met = (state: State, acts: Acts): State => {
  const traitors = livingAs(state, 'traitor')
  if (traitors.length === 0) return nightfall(state)
  let next = state
  for (const { seat, act } of acts)
    if (act.move === 'confer')
      next = whisper(next, traitors, { what: 'conferred', by: seat, who: act.who, text: act.text })
  const again = state.step + 1 < state.settings.exchanges && traitors.length < state.living.length
  return again ? enter(next, 'meeting', state.step + 1) : murderOrMorning(next)
}

const murderOrMorning = (state: State): State =>
  livingAs(state, 'faithful').length === 0 ? morning(state, null) : enter(state, 'murder')

const struck = (state: State, acts: Acts): State => {
  const votes = votesFor(state, acts, 'murder')
  const victim = plurality(votes)
  let next = whisper(state, livingAs(state, 'traitor'), { what: 'aimed', votes, victim })
  for (const { seat, act } of acts)
    if (act.move === 'suspect') next = whisper(next, [seat], { what: 'suspected', who: act.who })
  return morning(next, victim)
}

const departed = (state: State): State => {
  const { leaving, roles } = state
  if (leaving.length === 0) return state.missing === 0 ? state : { ...state, missing: 0 }
  const news = leaving.map((who) => ({ what: 'left' as const, who, role: roles[who]! }))
  const living = state.living.filter((seat) => !leaving.includes(seat))
  return { ...tell(state, ...news), living, leaving: [], missing: 0 }
}

/** A game before its first round. */
export const opened = (settings: State['settings'], roles: State['roles']): State => {
  const living = seatsOf({ roles })
  const secrets = Object.fromEntries(living.map((seat) => [seat, []]))
  const empty = { step: 0, leaving: [], missing: 0, history: [], asked: [] } as const
  return dawn({ settings, roles, stage: 'vote', round: 1, living, secrets, ...empty }, null)
}
