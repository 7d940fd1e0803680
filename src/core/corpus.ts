import { advance } from './advance.ts'
import { onlooker } from './empty-scene.ts'
import type { Episode, Event } from './event.ts'
import type { Instrument, Row } from './instrument.ts'
import type { Json } from './json.ts'
import type { AnyMind } from './mind.ts'
import type { AnyProtocol, SeatId, Why } from './protocol.ts'
import { scene } from './scene.ts'
import { type Answer, asked, begin } from './table.ts'

/** A record that could not be taken as it stands: it is counted and shown, and nothing is guessed in its place. */
export interface Problem {
  /** Where it stands: a dialogue's id, or a file and line. */
  readonly record: string
  /** What kind of problem it is, the same words for each of its kind, so that they can be counted. */
  readonly what: string
  /** False where the record was left out; true where it was kept, and this part of it is missing. */
  readonly kept: boolean
}

/** One conversation of people as an episode, with what is known about it outside its acts. */
export interface Told {
  readonly key: string
  readonly episode: Episode
  /** Outcomes and traits beside the log: a row about the conversation, or one per seat, with `seat`. Missing is null. */
  readonly facts: readonly Row[]
}

/** A released corpus of people's conversations: how its files become episodes of a protocol. */
export interface Corpus {
  /** As `suasion import` takes it: 'persuasion-for-good'. */
  readonly name: string
  /** What it is, whom it is of, and how to cite it. */
  readonly about: string
  /** The terms under which its authors released it. */
  readonly licence: string
  readonly protocol: AnyProtocol
  /** The files it is read from, by name within the folder the user gives. A corpus of one file takes its path too. */
  readonly files: readonly { readonly name: RegExp; readonly about: string; readonly required: boolean }[]
  /** What is read from every conversation unless other instruments are named. */
  readonly instruments: readonly Instrument[]
  /** What the columns of the facts mean. */
  readonly facts: Readonly<Record<string, string>>
  /** Reads the files, given by name; throws, naming file and line, on one that is of another kind or cut off. */
  read(files: Readonly<Record<string, string>>): {
    readonly told: readonly Told[]
    readonly problems: readonly Problem[]
  }
}

/** What people did in one conversation, in order. */
export interface Deed {
  readonly seat: SeatId
  /** The act, or why there was none. */
  readonly act?: Readonly<Record<string, Json>>
  readonly absent?: Why
}

/** Stands for people whose conversation is read: labels that annotators set stand in the acts as they are. */
const person: AnyMind = { ...onlooker, name: 'person', cast: 'people', source: 'a released conversation' }

/**
 * The log of a conversation, made by the rules from what people did. A deed that the rules do not allow is returned as
 * the `problem`, with its place, and no episode: a log that the rules would not play is no episode of theirs.
 */
export const tell = (
  protocol: AnyProtocol,
  key: string,
  params: Readonly<Record<string, Json>>,
  deeds: readonly Deed[],
): { readonly episode: Episode } | { readonly problem: string; readonly at: number } => {
  const minds = Object.fromEntries(Object.keys(protocol.roles).map((role) => [role, person]))
  const stage = scene(protocol, { params: params as never, minds })
  const begun = begin(stage, { key })
  const events: Event[] = [...begun.events]
  let { table } = begun
  for (const [at, { seat, act, absent }] of deeds.entries()) {
    const open = asked(stage, table).map((seen) => seen.seat)
    if (!open.includes(seat))
      return { at, problem: open.length ? `${seat} acts out of turn` : `${seat} acts after the end` }
    const answer: Answer = absent ? { absent } : { act: act as never }
    const next = advance(stage, table, { [seat]: answer })
    const fault = next.events.find((event) => event.kind === 'fault')
    if (fault?.kind === 'fault') return { at, problem: fault.problem }
    events.push(...next.events)
    table = next.table
  }
  if (asked(stage, table).length > 0) return { at: deeds.length, problem: 'it breaks off before its end' }
  return { episode: events }
}
