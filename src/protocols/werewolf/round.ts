import { type Act, floor, type Luck, left, openFloor, type SeatId, talked } from 'suasion'
import type { moves } from './moves.ts'
import {
  type Happening,
  type Role,
  type Secret,
  type Side,
  type Speech,
  type Stage,
  type State,
  seatsOf,
  type Vote,
  winnerOf,
} from './state.ts'

export type Acts = readonly { readonly seat: SeatId; readonly act: Act<typeof moves> }[]
type Say = Extract<Act<typeof moves>, { move: 'say' }>

const tell = (state: State, fact: Happening): State => ({ ...state, history: [...state.history, fact] })
/** Secrets one after the other, each to some seats. Written out in full: a spread of many shapes is slow. */
type Whispers = (readonly [seats: readonly SeatId[], secret: Secret])[]
const whisper = (state: State, whispers: Whispers): State => {
  if (whispers.length === 0) return state
  const secrets: Record<SeatId, readonly Secret[]> = { ...state.secrets }
  for (const [seats, secret] of whispers) for (const seat of seats) secrets[seat] = [...secrets[seat]!, secret]
  return { ...state, secrets }
}
const packOf = ({ living, roles }: State): SeatId[] => living.filter((seat) => roles[seat] === 'werewolf')
const shown = ({ settings, roles }: State, seat: SeatId | null): Role | null =>
  settings.reveal && seat !== null ? roles[seat]! : null

const enter = (state: State, stage: Stage, step = 0): State => {
  const { settings, roles, round, living, leaving, missing, history, secrets } = state
  const asked = stage === 'talk' ? living.slice(step, step + 1) : living
  return { settings, roles, stage, round, living, secrets, step, leaving, missing, history, asked, floor: null }
}

const dusk = (state: State): State => {
  const told = tell(state, { what: 'dusk', round: state.round })
  // The den is open however many werewolves live: how many do may be unknown.
  return enter(told, state.settings.talk !== 'none' && state.settings.den > 0 ? 'den' : 'night')
}

const end = (state: State, winner: Side | null): State => ({
  ...tell(state, { what: 'ended', roles: state.roles, winner }),
  ...{ stage: 'over', asked: [], floor: null },
})

/** Takes somebody out of the game, and ends it where that decides it. */
const without = (state: State, gone: SeatId | null, next: (state: State) => State): State => {
  const living = gone === null ? state.living : state.living.filter((seat) => seat !== gone)
  const winner = winnerOf(living, state.roles, state.settings.win)
  return winner ? end({ ...state, living }, winner) : next({ ...state, living })
}

const dayBreak = (state: State): State => {
  const { talk, limit } = state.settings
  if (talk === 'none') return afterTalk(state)
  if (talk === 'turns') return enter(state, 'talk')
  const open = openFloor({ village: state.living }, limit)
  return { ...enter(state, 'talk'), floor: open, asked: floor(open).ask }
}

const afterTalk = (state: State): State => enter(state, state.settings.predict ? 'predict' : 'vote')

const said = (seat: SeatId, { claim, stance, target, text }: Say): Speech =>
  target === 'nobody'
    ? { by: seat, claim, stance: 'vague', target: null, text }
    : { by: seat, claim, stance, target, text }

const spokenOf = (round: number, { by, claim, stance, target, text }: Speech): Happening => ({
  what: 'said',
  round,
  by,
  claim,
  stance,
  target,
  text,
})

const spoken = (state: State, acts: Acts): State => {
  let next = state
  for (const { seat, act } of acts) {
    if (act.move === 'say') next = tell(next, spokenOf(state.round, said(seat, act)))
    if (next.floor && (act.move === 'say' || act.move === 'silent'))
      next = { ...next, floor: talked(next.floor, seat, act) }
  }
  if (next.floor) {
    const { ask } = floor(next.floor)
    return ask.length > 0 ? { ...next, asked: ask } : afterTalk(next)
  }
  return next.step + 1 < next.living.length ? enter(next, 'talk', next.step + 1) : afterTalk(next)
}

const inDen = (state: State, acts: Acts): State => {
  const pack = packOf(state)
  const { round } = state
  const after = state.history.length
  const whispers: Whispers = []
  for (const { seat, act } of acts) {
    if (act.move !== 'say') continue
    const { by, claim, stance, target, text } = said(seat, act)
    whispers.push([pack, { what: 'said', by, claim, stance, target, text, after, round }])
  }
  const next = whisper(state, whispers)
  return state.step + 1 < state.settings.den ? enter(next, 'den', state.step + 1) : enter(next, 'night')
}

/** Who has the most votes; a tie is drawn by lot, or falls on nobody. */
const most = (votes: readonly Vote[], tie: 'lot' | 'nobody', lot: Luck): SeatId | null => {
  const counts = new Map<SeatId, number>()
  for (const [, who] of votes) counts.set(who, (counts.get(who) ?? 0) + 1)
  const top = Math.max(...counts.values())
  const first = [...counts.keys()].filter((who) => counts.get(who) === top)
  if (first.length > 1 && tie === 'nobody') return null
  return first.length > 1 ? lot.pick(first.sort()) : (first[0] ?? null)
}

const struck = (state: State, acts: Acts, luck: Luck): State => {
  const { round, roles } = state
  const here = (who: SeatId): boolean => state.living.includes(who)
  const votes = acts.flatMap(({ seat, act }): Vote[] => (act.move === 'kill' && here(act.who) ? [[seat, act.who]] : []))
  const at = most(votes, 'lot', luck.of('kill', round))
  const after = state.history.length
  const whispers: Whispers = [[packOf(state), { what: 'aimed', votes, at, after, round }]]
  let saved = false
  for (const { seat, act } of acts) {
    if (act.move === 'dream') whispers.push([[seat], { what: 'dreamt', who: act.who, after, round }])
    if (act.move === 'check' && here(act.who))
      whispers.push([[seat], { what: 'checked', who: act.who, werewolf: roles[act.who] === 'werewolf', after, round }])
    if (act.move !== 'save') continue
    saved = act.who === at
    whispers.push([[seat], { what: 'saved', who: act.who, after, round }])
  }
  const next = whisper(state, whispers)
  const victim = saved ? null : at
  return without(tell(next, { what: 'dawn', round, victim, role: shown(state, victim) }), victim, dayBreak)
}

const predicted = (state: State, acts: Acts): State => {
  const { round } = state
  const after = state.history.length
  const whispers: Whispers = []
  for (const { seat, act } of acts)
    if (act.move === 'predict') whispers.push([[seat], { what: 'predicted', hostile: act.hostile, after, round }])
  return enter(whisper(state, whispers), 'vote')
}

const banish = (state: State, acts: Acts, luck: Luck): State => {
  const { round, settings } = state
  const votes = acts.flatMap(({ seat, act }): Vote[] =>
    act.move === 'vote' && (act.who === 'nobody' || state.living.includes(act.who)) ? [[seat, act.who]] : [],
  )
  const chosen = most(votes, settings.tie, luck.of('vote', round))
  const who = chosen === 'nobody' ? null : chosen
  const open = settings.ballot === 'open' ? votes : null
  let next = tell(state, { what: 'banished', round, votes: open, who, role: shown(state, who) })
  const after = next.history.length
  if (!open)
    next = whisper(
      next,
      votes.map(([seat, target]) => [[seat], { what: 'voted', who: target, after, round }]),
    )
  return without(next, who, (on) => (round === settings.rounds ? end(on, null) : dusk({ ...on, round: round + 1 })))
}

/** What follows when everyone who was asked has acted, left or let the time pass. */
export const settle = (before: State, acts: Acts, luck: Luck): State => {
  const { leaving } = before
  // Of several who answer one turn of a free talk, the first may have closed the floor.
  const late = acts.length > 0 && before.missing === 0 && (before.stage === 'predict' || before.stage === 'vote')
  if (late && acts.every(({ act }) => act.move === 'say' || act.move === 'silent')) return before
  let state: State = before.missing === 0 ? before : { ...before, missing: 0, leaving: [] }
  for (const who of leaving) {
    state = tell(state, { what: 'left', who, role: shown(state, who) })
    state = { ...state, living: state.living.filter((seat) => seat !== who) }
    if (state.floor) state = { ...state, floor: left(state.floor, who) }
  }
  if (leaving.length > 0 && winnerOf(state.living, state.roles, state.settings.win))
    return without(state, null, (on) => on)
  const here = acts.filter(({ seat }) => state.living.includes(seat))
  const { stage } = state
  if (stage === 'den') return inDen(state, here)
  if (stage === 'night') return struck(state, here, luck)
  if (stage === 'predict') return predicted(state, here)
  if (stage === 'vote') return banish(state, here, luck)
  // Who left was the speaker: the one after it stands in its place.
  return spoken(leaving.length > 0 && !state.floor ? { ...state, step: state.step - 1 } : state, here)
}

/** A game before its first night. */
export const opened = (settings: State['settings'], roles: State['roles']): State => {
  const living = seatsOf({ roles })
  const secrets = Object.fromEntries(living.map((seat) => [seat, []]))
  const empty = { step: 0, leaving: [], missing: 0, history: [], asked: [], floor: null } as const
  return dusk({ settings, roles, stage: 'night', round: 1, living, secrets, ...empty })
}
