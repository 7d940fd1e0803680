import {
  type AnyProtocol,
  advance,
  asked,
  begin,
  closingOf,
  type Event,
  emptyScene,
  type Json,
  type Line,
  luckOf,
  openingOf,
  repliesAt,
  type SeatId,
  settledLog,
  type Table,
} from '../../core/index.ts'
import { castFactor } from '../cross-cast.ts'
import type { Run, Stored } from '../record.ts'
import { subjectsOf } from './subjects.ts'

/** One thing in a seat's own episode: what it was shown since the last time, and what it did. */
export interface Step {
  readonly kind: 'act' | 'probe' | 'fault' | 'absent'
  readonly turn: number
  readonly seat: SeatId
  /** How many of the seat's lines it had been shown; null where it was shown nothing new. */
  readonly heard: number | null
  readonly now: string
  readonly ask: string
  readonly did: Readonly<Record<string, Json>>
  readonly note?: Json
  readonly flags?: readonly string[]
}

/** One episode as each seat saw it. */
export interface Transcript {
  readonly key: string
  /** Why this episode is among those shown. */
  readonly chosen: string
  readonly luck: string
  readonly flags: readonly string[]
  readonly payoff: Readonly<Record<SeatId, number>> | null
  readonly seats: Readonly<Record<SeatId, { role: string; mind: string; brief: string; lines: readonly Line[] }>>
  readonly steps: readonly Step[]
  /** Why nothing could be told of what the seats saw, where it could not. */
  readonly problem?: string
}

/** The episodes a report shows in full, and what was left out. */
export interface Transcripts {
  /** What each protocol is, for a reader who has never met it. */
  readonly about: Readonly<Record<string, string>>
  readonly episodes: readonly Transcript[]
  readonly of: number
}

/** The protocol an episode was played by, from the study's own scene of its condition. */
export const protocolOf = ({ study, manifest }: Run, { trial }: Stored): AnyProtocol => {
  const cast = new Set(Object.keys(manifest.cast).map(castFactor))
  const condition = Object.fromEntries(Object.entries(trial.condition).filter(([factor]) => !cast.has(factor)))
  const rows: readonly { readonly id: string }[] = study.items?.rows ?? []
  const item = rows.find(({ id }) => id === trial.item) ?? rows[0] ?? null
  return study.scene(condition, study.cast, item as never).protocol
}

const stepOf = (event: Event, shown: { heard: number; now: string; ask: string } | undefined): Step | null => {
  if (event.kind === 'open' || event.kind === 'close') return null
  const { turn, seat } = event
  const at = { kind: event.kind, turn, seat, heard: shown?.heard ?? null, now: shown?.now ?? '', ask: shown?.ask ?? '' }
  const more =
    'note' in event || 'flags' in event
      ? { ...('note' in event && { note: event.note }), ...(event.flags && { flags: event.flags }) }
      : {}
  if (event.kind === 'act') return { ...at, did: event.act, ...more } as Step
  if (event.kind === 'probe') return { ...at, did: { question: event.question, answer: event.answer }, ...more } as Step
  if (event.kind === 'fault') return { ...at, did: { problem: event.problem, tries: event.tries } }
  return { ...at, did: { why: event.why, ...(event.reason !== undefined && { reason: event.reason }) } }
}

/** Tells one episode as each seat saw it: what they were shown is derived again from the acts by the rules and words. */
export const transcriptOf = (run: Run, stored: Stored, chosen: string): { transcript: Transcript; about: string } => {
  const { episode, key } = stored
  const opening = openingOf(episode)
  const { seats, luck, carry, protocol: name, version } = opening
  const { flags, payoff } = closingOf(episode)
  const protocol = protocolOf(run, stored)
  if (protocol.name !== name || protocol.version !== version)
    throw new Error(
      `${key} was played by ${name} version ${version}, and this is ${protocol.name} version ${protocol.version}`,
    )
  const staged = emptyScene(protocol, opening)
  const { words } = staged
  const settled = settledLog(episode)
  const steps: Step[] = []
  let table: Table = begin(staged, { key, luck, ...(carry && { carry }) }).table
  const asides = (turn: number, when: (event: Event) => boolean): void => {
    for (const event of episode)
      if ('turn' in event && event.turn === turn && when(event)) {
        const heard = words.lines(protocol.view(table.state, event.seat)).length
        const step = stepOf(event, { heard, now: '', ask: '' })
        if (step) steps.push(step)
      }
  }
  asides(0, (event) => event.kind === 'probe' && event.when === 'before')
  for (let more = true; more; ) {
    const { turn } = table
    const asks = new Map(asked(staged, table).map((seen) => [seen.seat, seen]))
    for (const event of episode) {
      if ((event.kind !== 'act' && event.kind !== 'absent') || event.turn !== turn || !asks.has(event.seat)) continue
      // A probe that nobody answered is logged as an absence too, and closes no turn.
      if (event.kind === 'absent' && event.probe !== undefined) continue
      const shown = asks.get(event.seat)!.words()
      for (const fault of episode)
        if (fault.kind === 'fault' && fault.turn === turn && fault.seat === event.seat)
          steps.push(stepOf(fault, undefined)!)
      steps.push(stepOf(event, { heard: shown.lines.length, now: shown.now, ask: shown.ask })!)
    }
    const replies = repliesAt(settled, turn)
    if (Object.keys(replies).length > 0) table = advance(staged, table, replies).table
    more = table.turn > turn
    if (more) asides(table.turn, (event) => event.kind === 'probe' && event.when !== 'before' && event.when !== 'after')
  }
  asides(table.turn, (event) => event.kind === 'probe' && event.when === 'after')
  const told = Object.entries(seats).map(([seat, { role, mind }]) => {
    const view = protocol.view(table.state, seat)
    return [seat, { role, mind, brief: words.brief(view), lines: words.lines(view) }] as const
  })
  return {
    transcript: { key, chosen, luck, flags, payoff, seats: Object.fromEntries(told), steps },
    about: words.about,
  }
}

/** Which episodes to show, with the reason: the first, those with flags, the most extreme, then others by luck. */
const choose = (run: Run, most: number): Map<Stored, string> => {
  const { stored, manifest } = run
  const chosen = new Map<Stored, string>()
  const add = (each: Stored | undefined, why: string): void => {
    if (each && chosen.size < most && !chosen.has(each)) chosen.set(each, why)
  }
  add(stored[0], 'the first')
  const flagged = stored.filter(({ episode }) => closingOf(episode).flags.length > 0)
  for (const each of flagged.slice(0, Math.ceil(most / 3)))
    add(each, `flagged: ${closingOf(each.episode).flags.join(', ')}`)
  const moved = new Map<string, number>()
  for (const { trial, pre, post } of subjectsOf(run)?.points ?? [])
    moved.set(trial, Math.max(moved.get(trial) ?? 0, Math.abs(post - pre)))
  const gained = ({ episode }: Stored): number =>
    Math.max(0, ...Object.values(closingOf(episode).payoff ?? {}).map(Math.abs))
  const extreme = moved.size
    ? { why: 'among the largest changes', of: ({ key }: Stored) => moved.get(key) ?? -1 }
    : { why: 'among the largest payoffs', of: gained }
  const sorted = stored.map((each) => ({ each, at: extreme.of(each) })).sort((a, b) => b.at - a.at)
  for (const { each } of sorted.slice(0, Math.ceil(most / 6))) add(each, extreme.why)
  const rest = stored.filter((each) => !chosen.has(each))
  const luck = luckOf(`${manifest.study}/${manifest.seed}`).of('transcripts')
  for (const each of luck.draw(rest, Math.min(rest.length, Math.max(0, most - chosen.size)))) add(each, 'by luck')
  return chosen
}

/**
 * The transcripts a report shows: at most `most` episodes, and no more than about `room` characters of them. An episode
 * that other rules or another version played is listed with the reason it cannot be told again.
 */
export const transcriptsOf = (run: Run, most = 60, room = 1_500_000): Transcripts => {
  if (!(Number.isInteger(most) && most >= 0))
    throw new Error(`transcripts is a number of episodes of at least 0, not ${most}`)
  const about: Record<string, string> = {}
  const episodes: Transcript[] = []
  let used = 0
  for (const [stored, chosen] of choose(run, most)) {
    const { luck, protocol } = openingOf(stored.episode)
    let transcript: Transcript
    try {
      const told = transcriptOf(run, stored, chosen)
      transcript = told.transcript
      about[protocol] = told.about
    } catch (error) {
      const { flags, payoff } = closingOf(stored.episode)
      transcript = {
        key: stored.key,
        chosen,
        luck,
        flags,
        payoff,
        seats: {},
        steps: [],
        problem: (error as Error).message,
      }
    }
    used += JSON.stringify(transcript).length
    if (used > room && episodes.length > 0) break
    episodes.push(transcript)
  }
  return { about, episodes, of: run.stored.length }
}
