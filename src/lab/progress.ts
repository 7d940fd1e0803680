import type { Answer, Episode } from '../core/index.ts'
import type { Spent } from './record.ts'

/** How far a run is, what it costs, and how long it may still take. */
export interface Progress {
  readonly done: number
  readonly total: number
  readonly faults: number
  readonly calls: number
  readonly tokens: number
  readonly cost: number | null
  readonly seconds: number
  /** Episodes per second of this sitting. */
  readonly rate: number
  /** Seconds left at that rate; null before the first episode. */
  readonly left: number | null
}

interface Usage {
  readonly input?: number
  readonly output?: number
  readonly cost?: number
}

/** Counts what a run does: episodes, faults, calls, tokens and dollars. */
export const meter = (total: number, before: number, clock: () => number = () => performance.now()) => {
  const began = clock()
  let done = 0
  let faults = 0
  let calls = 0
  let input = 0
  let output = 0
  let cost: number | null = null
  const seconds = (): number => (clock() - began) / 1000
  return {
    finished: (episode: Episode): void => {
      done++
      for (const event of episode) if (event.kind === 'fault') faults++
    },
    usage: (answer: Answer): void => {
      if ('absent' in answer) return
      const { usage } = (answer.note ?? {}) as { usage?: Usage }
      if (!usage) return
      calls++
      input += usage.input ?? 0
      output += usage.output ?? 0
      if (usage.cost !== undefined) cost = (cost ?? 0) + usage.cost
    },
    now: (): Progress => {
      const rate = done / Math.max(seconds(), 1e-9)
      const left = done > 0 ? Math.max(0, total - before - done) / rate : null
      return { done: before + done, total, faults, calls, tokens: input + output, cost, seconds: seconds(), rate, left }
    },
    spent: (): Spent => ({ calls, inputTokens: input, outputTokens: output, cost, faults, seconds: seconds() }),
  }
}
