import { join } from 'node:path'
import {
  type Answer,
  type AnyMind,
  type AnyStudy,
  closingOf,
  type Episode,
  type Finished,
  type Instrument,
  type Json,
  type OpenEvent,
  openingOf,
  type Trial,
  trialKey,
} from '../core/index.ts'
import { onShard } from './cross-cast.ts'
import { addressOf, type Decide, type Played, play } from './driver.ts'
import { manifestOf } from './freeze.ts'
import { benchesOf, designLuck, type Prepared, prepare, probesOf, type Staged, type StudyOptions } from './prepare.ts'
import { meter, type Progress } from './progress.ts'
import type { Run, Stored } from './record.ts'
import { analyse, finishedOf } from './rows.ts'
import { type Lines, lock, openLines, readEpisodes, readReplies, type StoredReply, storedLine } from './store.ts'

export interface RunOptions extends StudyOptions {
  /** Where the run is kept, and resumed from; without it, in memory only. */
  readonly folder?: string
  /** How many episodes may wait for their minds at once. */
  readonly parallel?: number
  /** Why the plan of a run that has data is changed; it stands in every report of the run. */
  readonly amend?: string
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
  /**
   * Tells the people of an episode what it was about, when it has ended. False: they withdraw, and what they did is
   * taken out of the run for good.
   */
  readonly debrief?: (ended: Debrief) => Promise<boolean>
}

/** What people are told when their episode has ended: the true treatment, and who the others were. */
export interface Debrief {
  readonly condition: Trial['condition']
  readonly seats: OpenEvent['seats']
}

/** A run that ended: complete, or stopped for a reason that names what would go on with it. */
export interface Ended extends Run {
  readonly stopped: string | null
  /** Why the last episode of this sitting that a provider error ended has no answer; null where none was. */
  readonly failed: string | null
}

/**
 * Runs a study, or goes on with a run that its folder already holds: no finished episode is played again, and no reply
 * that was waited for is asked for again. What is finished is stored when it is finished.
 */
export const run = async (study: AnyStudy, options: RunOptions = {}): Promise<Ended> => {
  const prepared = prepare(study, options)
  const { folder } = options
  if (folder === undefined) return conduct(prepared, options, null, [], new Map())
  const release = lock(folder)
  try {
    const manifest = manifestOf(folder, prepared.manifest, options.amend)
    const lines = {
      episodes: openLines(join(folder, 'episodes-1.ndjson')),
      replies: openLines(join(folder, 'replies-1.ndjson')),
    }
    try {
      return await conduct({ ...prepared, manifest }, options, lines, readEpisodes(folder), readReplies(folder))
    } finally {
      lines.episodes.close()
      lines.replies.close()
    }
  } finally {
    release()
  }
}

interface Writers {
  readonly episodes: Lines
  readonly replies: Lines
}

const conduct = async (
  { study, design, manifest, atOnce, stage }: Prepared,
  { parallel = 8, signal, onProgress, folder, debrief }: RunOptions,
  lines: Writers | null,
  before: readonly Stored[],
  replies: Map<string, Json>,
): Promise<Ended> => {
  const luck = designLuck(manifest)
  const instruments: readonly Instrument[] = study.instruments
  const probes = probesOf(study)
  // A failure of the world is no data point: such an episode is played again, with the replies it already has.
  const stored = new Map(before.filter((each) => !failed(each)).map((each) => [each.key, each]))
  const outcomes = new WeakMap<Stored, Finished>()
  const running = new Map<string, { trial: Trial; done: Promise<void> }>()
  const kept = stored.size
  const metered = meter(design.size, stored.size)
  let stopped: string | null = null
  let failure: string | null = null
  let answered = 0
  let failures = 0
  let over = false
  let complete = false
  let broken: unknown = null
  let wake = (): void => undefined
  /** Until an episode ends, or the user stops the run: one promise, however many are under way. */
  const ended = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
    })

  const decide: Decide = (mind, seen, kept, at) => {
    const known = replies.size ? replies.get(addressOf(at, seen)) : undefined
    if (known !== undefined) return known as unknown as Answer
    const reply = mind.decide(seen as never, kept as never)
    return reply instanceof Promise ? wait(reply, mind, addressOf(at, seen)) : reply
  }
  const wait = async (reply: Promise<Answer>, mind: AnyMind, address: string): Promise<Answer> => {
    try {
      const given = await reply
      answered++
      metered.usage(given)
      if (lines && !over) await lines.replies.commit({ at: address, reply: given })
      return given
    } catch (error) {
      const absence = absenceOf(error, mind)
      if (!absence) throw endsRun(error) ? Object.assign(error as Error, { at: address }) : error
      return absence
    }
  }
  const count = (each: Stored): void => {
    const { key, episode } = each
    stored.set(key, each)
    metered.finished(episode)
    if (!failed(each)) return
    failures++
    failure = reasonOf(episode)
    if (failures >= 3 && answered === 0) stopped = `no call was ever answered: ${failure}`
  }
  const judge = async (staged: Staged, { episode }: Played): Promise<Record<string, Episode>> => {
    const judged: Record<string, Episode> = {}
    for (const { name, scene, seating } of benchesOf(study, staged, episode))
      judged[name] = (await play(scene, seating, { decide })).episode
    return judged
  }
  const afterwards = async ({ condition }: Trial, key: string, played: Played): Promise<Played> => {
    const { seats } = openingOf(played.episode)
    const people = Object.values(seats).some(({ cast }) => cast === 'people')
    if (!people || !debrief || (await debrief({ condition, seats }))) return played
    const mine = (at: string): boolean => at.startsWith(`${key}|`)
    lines?.replies.keep(({ at }: StoredReply) => !mine(at))
    for (const at of replies.keys()) if (mine(at)) replies.delete(at)
    const close = { ...played.close, payoff: null, flags: ['withdrawn'] }
    return { episode: [played.episode[0]!, close], close, kept: {} }
  }
  const judges = instruments.some((instrument) => instrument.judge)
  const start = (trial: Trial): void => {
    const key = trialKey(trial)
    const staged = stage(trial)
    const { scene, seating } = staged
    const ending = play(scene, seating, { probes, decide })
    if (!(ending instanceof Promise) && !judges) {
      const { episode, kept } = ending
      const each = { key, trial, episode, kept }
      lines?.episodes.write(storedLine(each))
      count(each)
      return
    }
    const whole = async (): Promise<void> => {
      const played = await ending
      const ended = await afterwards(trial, seating.key, played)
      const { episode, kept } = ended
      const judged = judges && !ended.close.flags.includes('withdrawn') ? await judge(staged, ended) : null
      const each: Stored = { key, trial, episode, kept, ...(judged && { judged }) }
      if (lines) await lines.episodes.commit(storedLine(each))
      count(each)
    }
    const done = whole()
      .catch((error) => {
        if (endsRun(error)) stopped ??= `${(error as Error).message}${placeOf((error as { at?: string }).at)}`
        else broken ??= error
      })
      .finally(() => {
        running.delete(key)
        wake()
      })
    running.set(key, { trial, done })
  }
  const finished = (): Finished[] =>
    sorted(stored.values()).map((each) => {
      const known = outcomes.get(each)
      if (known) return known
      const outcome = finishedOf(study, each)
      outcomes.set(each, outcome)
      return outcome
    })

  const onAbort = (): void => wake()
  signal?.addEventListener('abort', onAbort, { once: true })
  let slice = performance.now()
  const breathe = async (): Promise<void> => {
    // A burst of formal episodes would otherwise keep ctrl-C and the progress line waiting.
    if (performance.now() - slice < 40) return
    onProgress?.(metered.now())
    await new Promise(setImmediate)
    slice = performance.now()
  }
  while (!stopped && !broken) {
    const next = design.next(
      finished(),
      [...running.values()].map(({ trial }) => trial),
      luck,
    )
    const mine =
      next === 'wait' ? [] : next.filter((trial) => onShard(trial, manifest.shard) && !stored.has(trialKey(trial)))
    if (mine.length === 0 && running.size === 0) {
      complete = next.length === 0
      break
    }
    for (const trial of mine) {
      await breathe()
      if (signal?.aborted) stopped = 'stopped by the user'
      if (stopped || broken) break
      start(trial)
      while (running.size >= Math.min(parallel, atOnce) && !stopped && !signal?.aborted) await ended()
    }
    if (running.size && !stopped && !broken) await ended()
    onProgress?.(metered.now())
    if (signal?.aborted) stopped = 'stopped by the user'
  }
  over = true
  signal?.removeEventListener('abort', onAbort)
  if (broken) throw broken
  if (failure !== null && answered === 0) stopped ??= `no call was ever answered: ${failure}`
  const all = sorted(stored.values())
  // A design that stopped early assigned no more than it played.
  const planned = complete ? all.length : design.size
  const expected = manifest.shard[1] === 1 ? Math.max(kept, planned) : kept
  const { rows, flow } = analyse(study, all, expected, all.length + running.size)
  const spent = metered.spent()
  return { folder: folder ?? null, manifest, study, stored: all, rows, flow, spent, stopped, failed: failure }
}

const sorted = (stored: Iterable<Stored>): Stored[] => [...stored].sort((a, b) => (a.key < b.key ? -1 : 1))

const failed = ({ episode }: Stored): boolean => closingOf(episode).flags.includes('provider error')

const reasonOf = (episode: Episode): string => {
  const absent = episode.findLast((event) => event.kind === 'absent')
  return absent?.kind === 'absent' ? (absent.reason ?? absent.why) : 'no reason is logged'
}

const placeOf = (address = ''): string => {
  const [key, turn, , seat] = address.split('|')
  return seat === undefined ? '' : ` (${seat} at turn ${turn} of ${key})`
}

/** Whether no further call can be made: the budget is used up, or the recording has no answer. */
const endsRun = (error: unknown): boolean => /^(budget|not recorded)$/.test((error as { kind?: string }).kind ?? '')

/** What became of a seat whose mind could not be reached: an error of the edge names it, and anything else is a bug. */
const absenceOf = (error: unknown, mind: AnyMind): Answer | null => {
  const { absent, name, message } = error as { absent?: 'left' | 'late'; name?: string; message?: string }
  if (absent) return { absent, reason: message ?? absent }
  if (name === 'ModelError' && !endsRun(error))
    return { absent: 'late', reason: `provider error: ${mind.name}: ${message}` }
  return null
}
