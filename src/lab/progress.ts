import type { Answer, Episode, Json } from '../core/index.ts'
import type { Spent } from './record.ts'

/** How far a run is, what it costs, and how long it may still take. */
export interface Progress {
  readonly done: number
  readonly total: number
  readonly faults: number
  readonly calls: number
  /** Calls answered from a cache. */
  readonly reused: number
  readonly tokens: number
  readonly cost: number | null
  readonly seconds: number
  /** Episodes per second of this sitting. */
  readonly rate: number
  /** Seconds left at that rate; null before the first episode. */
  readonly left: number | null
}

/** What the note of a model's reply says of its call. */
interface Note {
  readonly usage?: { readonly input?: number; readonly output?: number; readonly cost?: number }
  /** In place of usage, where the answer came out of a cache. */
  readonly reused?: unknown
}

/** Adds up what the notes of replies say was used. */
export const tally = () => {
  let [calls, reused, inputTokens, outputTokens] = [0, 0, 0, 0]
  let cost: number | null = null
  return {
    add: (note: Json | undefined): void => {
      const { usage, reused: again } = (note ?? {}) as Note
      if (again) reused++
      if (!usage) return
      calls++
      inputTokens += usage.input ?? 0
      outputTokens += usage.output ?? 0
      if (usage.cost !== undefined) cost = (cost ?? 0) + usage.cost
    },
    sum: (): Omit<Spent, 'faults' | 'seconds'> => ({ calls, reused, inputTokens, outputTokens, cost }),
  }
}

/** Counts what a run does: episodes, faults, calls, tokens and dollars. */
export const meter = (total: number, before: number, clock: () => number = () => performance.now()) => {
  const began = clock()
  let done = 0
  let faults = 0
  const used = tally()
  const seconds = (): number => (clock() - began) / 1000
  return {
    finished: (episode: Episode): void => {
      done++
      for (const event of episode) if (event.kind === 'fault') faults++
    },
    usage: (answer: Answer): void => {
      if (!('absent' in answer)) used.add(answer.note)
    },
    now: (): Progress => {
      const rate = done / Math.max(seconds(), 1e-9)
      const left = done > 0 ? Math.max(0, total - before - done) / rate : null
      const { calls, reused, inputTokens, outputTokens, cost } = used.sum()
      const tokens = inputTokens + outputTokens
      return { done: before + done, total, faults, calls, reused, tokens, cost, seconds: seconds(), rate, left }
    },
    spent: (): Spent => ({ ...used.sum(), faults, seconds: seconds() }),
  }
}
