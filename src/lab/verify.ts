import { createHash } from 'node:crypto'
import {
  type Answer,
  type AnyMind,
  closingOf,
  type Episode,
  type Event,
  type Json,
  type Trial,
  trialKey,
} from '../core/index.ts'
import { type AgainOptions, preparedAgain } from './again.ts'
import { protocolOf } from './cast.ts'
import { addressOf, type Decide, play } from './driver.ts'
import { readRun } from './open.ts'
import { benchesOf, designLuck, type Prepared, probesOf } from './prepare.ts'
import type { Stored } from './record.ts'
import { readReplies, storedLine } from './store.ts'
import { loggedAnswers } from './verify/answers.ts'
import { compareStored, type Difference, firstDifference } from './verify/difference.ts'
import { verifyTold } from './verify/told.ts'
import { version } from './version.ts'

export type { Difference } from './verify/difference.ts'

/** What became of a run that was executed again. */
export interface Verification {
  readonly folder: string
  readonly study: string
  readonly episodes: number
  /** How many episodes the whole design has, over all shards. */
  readonly size: number
  /** Episodes that are the same, event by event. */
  readonly same: number
  /** Of these, how many people took back: of them only the opening is left to compare. */
  readonly withdrawn: number
  /** The first difference of each episode that has one, in the order of their keys. */
  readonly differences: readonly Difference[]
  /** Decisions that formal and fitted minds made again. */
  readonly recomputed: number
  /** Decisions of models and people, taken from what was stored of them. */
  readonly fromLog: number
  /** What the manifest says, and what it would say of the same run now. */
  readonly manifest: readonly { readonly field: string; readonly stored: Json; readonly again: Json }[]
  /** The versions of suasion that made the run, and that executed it again. */
  readonly versions: readonly [stored: string, again: string]
  /** SHA-256 over all stored episodes: equal for equal runs, wherever they are kept. */
  readonly hash: string
  readonly seconds: number
}

export interface VerifyOptions extends AgainOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/** What of a manifest must come out the same again; the version is told apart. */
const held = ['title', 'cite', 'cast', 'factors', 'size', 'items', 'instruments', 'plan'] as const

/**
 * Executes every episode of a stored run again and compares it with what is stored, event by event. Formal and fitted
 * minds decide again; what models and people replied is taken from the run, and conversations that were imported are told
 * again by the rules. Luck, rules, probes, flags, payoffs, the
 * words that models were shown, the plan of analysis and the item table must all come out as they are stored.
 */
export const verifyRun = async (folder: string, options: VerifyOptions = {}): Promise<Verification> => {
  const began = performance.now()
  const run = await readRun(folder)
  const closing: (() => unknown)[] = []
  try {
    const prepared = await preparedAgain(run, { ...options, onClose: (close) => void closing.push(close) })
    const replies = readReplies(folder)
    const assigned = assignedBy(prepared)
    const hash = createHash('sha256')
    const counts = { recomputed: 0, fromLog: 0 }
    const differences: Difference[] = []
    let withdrawn = 0
    let slice = performance.now()
    for (const [i, stored] of run.stored.entries()) {
      hash.update(`${JSON.stringify(storedLine(stored))}\n`)
      if (closingOf(stored.episode).flags.includes('withdrawn')) withdrawn++
      const found = run.manifest.corpus
        ? verifyHeld(prepared, stored, counts)
        : (astray(stored, assigned) ?? (await verifyEpisode(prepared, stored, replies, counts)))
      if (found) differences.push(found)
      if (performance.now() - slice < 40) continue
      options.onProgress?.(i + 1, run.stored.length)
      await new Promise(setImmediate)
      options.signal?.throwIfAborted()
      slice = performance.now()
    }
    return {
      folder,
      study: run.manifest.study,
      episodes: run.stored.length,
      size: run.manifest.size,
      same: run.stored.length - differences.length,
      withdrawn,
      differences,
      ...counts,
      manifest: held.flatMap((field) => {
        const found = firstDifference(asJson(run.manifest[field]), asJson(prepared.manifest[field]), field)
        return found ? [{ field: found.path, stored: found.stored, again: found.again }] : []
      }),
      versions: [run.manifest.suasion, version],
      hash: hash.digest('hex'),
      seconds: (performance.now() - began) / 1000,
    }
  } finally {
    for (const close of closing) await close()
  }
}

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value))

/** The trials of a design that deals them all at once, by key; null of one that waits for results. */
const assignedBy = ({ design, manifest }: Prepared): ReadonlyMap<string, Trial> | null => {
  const all = design.next([], [], designLuck(manifest))
  return all === 'wait' || all.length < design.size ? null : new Map(all.map((trial) => [trialKey(trial), trial]))
}

/** A trial that is not the one its design assigned. */
const astray = ({ key, trial }: Stored, assigned: ReadonlyMap<string, Trial> | null): Difference | null => {
  const at = { key, turn: null, seat: null }
  if (trialKey(trial) !== key) return { ...at, field: 'key', stored: key, again: trialKey(trial) }
  if (!assigned) return null
  const found = firstDifference(asJson(trial), asJson(assigned.get(key) ?? null), 'trial')
  return found && { ...at, field: found.path, stored: found.stored, again: found.again }
}

class Missing extends Error {
  constructor(
    readonly turn: number,
    readonly seat: string,
  ) {
    super('the log has no further reply')
  }
}

/** A conversation that was held was assigned to nobody: the rules tell it again from what people did. */
const verifyHeld = ({ study }: Prepared, stored: Stored, counts: { fromLog: number }): Difference | null => {
  const { acts, difference } = verifyTold(protocolOf(study), stored)
  counts.fromLog += acts
  return difference
}

const recomputes = ({ cast }: AnyMind): boolean => cast === 'formal' || cast === 'fitted'

const verifyEpisode = async (
  { study, stage }: Prepared,
  stored: Stored,
  replies: ReadonlyMap<string, Json>,
  counts: { recomputed: number; fromLog: number },
): Promise<Difference | null> => {
  const { key, trial, episode } = stored
  const { scene, seating, cast } = stage(trial)
  const lost = new Set<Event>()
  const deciding = (log: Episode): Decide => {
    const logged = loggedAnswers(log)
    return (mind, seen, kept, at) => {
      if (recomputes(mind)) {
        counts.recomputed++
        return mind.decide(seen as never, kept as never)
      }
      counts.fromLog++
      const answer: Answer | null = logged.next(seen, replies.get(addressOf(at, seen)))
      for (const event of logged.lost) lost.add(event)
      if (answer === null) throw new Missing(at.turn, seen.seat)
      return answer
    }
  }
  try {
    const close = closingOf(episode)
    if (close.flags.includes('withdrawn')) {
      // All that was said is gone for good, so what is compared is who was to take part in what.
      const silent: Decide = () => ({ absent: 'left' })
      const begun = await play(scene, seating, { decide: silent, maxTurns: 0 })
      return compareStored(stored, { ...stored, episode: [begun.episode[0]!, close] }, lost)
    }
    const played = await play(scene, seating, { probes: probesOf(study), decide: deciding(episode) })
    const judged: Record<string, Episode> = {}
    for (const { name, ...bench } of benchesOf(study, { seating, cast }, played.episode)) {
      const decide = deciding(stored.judged?.[name] ?? [])
      judged[name] = (await play(bench.scene, bench.seating, { decide })).episode
    }
    const again = { key, trial, episode: played.episode, kept: played.kept }
    return compareStored(stored, { ...again, ...(Object.keys(judged).length > 0 && { judged }) }, lost)
  } catch (error) {
    if (!(error instanceof Missing)) throw error
    return { key, turn: error.turn, seat: error.seat, field: 'reply', stored: null, again: null }
  }
}
