import { openingOf } from '../../core/index.ts'
import type { Cache } from '../../models/cache.ts'
import type { Stored } from '../record.ts'

/** What earlier calls of a model took, as far as they were counted. */
export interface Measured {
  readonly calls: number
  readonly tokensPerCharacter: number
  readonly outputTokens: number
  /** Mean seconds of a call; null where no time was kept. */
  readonly seconds: number | null
}

interface Sums {
  calls: number
  characters: number
  input: number
  output: number
  timed: number
  seconds: number
}

interface Note {
  readonly usage?: { readonly input: number; readonly output: number }
  readonly characters?: number
}

/** Adds up what the calls of each model took, in stored episodes and in a cache; models without a count are left out. */
export const measuredFrom = (stored: readonly Stored[], cache: Cache | null): ReadonlyMap<string, Measured> => {
  const sums = new Map<string, Sums>()
  const of = (model: string): Sums => {
    const known = sums.get(model) ?? { calls: 0, characters: 0, input: 0, output: 0, timed: 0, seconds: 0 }
    sums.set(model, known)
    return known
  }
  const add = (
    model: string,
    characters: number,
    { input, output }: { input: number; output: number },
  ): Sums | null => {
    if (!(input > 0 && characters > 0)) return null
    const sum = of(model)
    sum.calls++
    sum.characters += characters
    sum.input += input
    sum.output += output
    return sum
  }
  if (cache)
    for (const { model, characters, completion } of cache.calls()) {
      const sum = add(model, characters, completion.usage)
      if (!sum || !(completion.milliseconds > 0)) continue
      sum.timed++
      sum.seconds += completion.milliseconds / 1000
    }
  const cached = new Set(sums.keys())
  for (const { episode } of stored) {
    const { seats } = openingOf(episode)
    for (const event of episode) {
      if (event.kind !== 'act' && event.kind !== 'probe' && event.kind !== 'fault') continue
      const { usage, characters = 0 } = (event.note ?? {}) as Note
      const { mind } = seats[event.seat]!
      // What a run left in a cache stands in both, and is counted once.
      if (usage && !cached.has(mind)) add(mind, characters, usage)
    }
  }
  return new Map(
    [...sums].map(([model, { calls, characters, input, output, timed, seconds }]) => [
      model,
      {
        calls,
        tokensPerCharacter: input / characters,
        outputTokens: output / calls,
        seconds: timed > 0 ? seconds / timed : null,
      },
    ]),
  )
}
