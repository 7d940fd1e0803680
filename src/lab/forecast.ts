import type { AnyMind, AnyStudy, RehearsedCall, Trial } from '../core/index.ts'
import { trialKey } from '../core/index.ts'
import { tQuantile } from '../math/distributions.ts'
import type { Cache } from '../models/cache.ts'
import { costOf, type Prices, priceOf } from '../models/prices.ts'
import type { Rehearsal } from './cast.ts'
import { onShard } from './cross-cast.ts'
import { type Decide, play } from './driver.ts'
import { type Measured, measuredFrom } from './forecast/measured.ts'
import { playsItself, standIn } from './forecast/stand-in.ts'
import { benchesOf, designLuck, prepare, probesOf, type Staged, type StudyOptions } from './prepare.ts'
import type { Stored } from './record.ts'

/** A forecast total, with the interval in which 95 of 100 such runs lie; null where one episode was rehearsed. */
export interface Expected {
  readonly value: number
  readonly interval: readonly [low: number, high: number] | null
}

/** What is expected of one model. */
export interface ModelForecast {
  readonly model: string
  readonly calls: Expected
  readonly inputTokens: Expected
  readonly outputTokens: Expected
  /** Dollars; null where no price is known. */
  readonly cost: Expected | null
  /** Tokens per character of a prompt, and tokens of an answer. */
  readonly tokensPerCharacter: number
  readonly tokensPerAnswer: number
  /** How many earlier calls these two were measured in; 0 where four characters count as a token. */
  readonly measuredIn: number
  /** Mean seconds of a call, where earlier ones were timed. */
  readonly secondsPerCall: number | null
}

/** What a run will take, told before anything is spent. */
export interface Forecast {
  readonly study: string
  /** Episodes still to be played, and those that are stored already. */
  readonly episodes: number
  readonly done: number
  /** Episodes played with stand-ins to find this out. */
  readonly rehearsed: number
  /** Decisions of minds that are no formal ones: models, people, programs. */
  readonly asks: Expected
  readonly models: readonly ModelForecast[]
  /** Dollars over all models; null where one has no price. */
  readonly cost: Expected | null
  readonly unpriced: readonly string[]
  /** Wall seconds; null where a model's calls were never timed. */
  readonly seconds: Expected | null
  /** Wall seconds for every second that a call takes; null where all minds are formal. */
  readonly secondsPerSecondOfCall: Expected | null
  /** Episodes per second of the rehearsal, in which nothing is waited for. */
  readonly rate: number
}

export interface ForecastOptions extends StudyOptions {
  /** How the minds of the cast were read, so that those which send nothing are known. */
  readonly rehearsal?: Rehearsal & { readonly calls: RehearsedCall[] }
  /** What the run has stored already. */
  readonly stored?: readonly Stored[]
  readonly cache?: Cache | null
  readonly prices?: Prices
  readonly parallel?: number
  /** The most episodes that are rehearsed. Default 40. */
  readonly episodes?: number
  /** The most seconds that are rehearsed, after the first four episodes. Default 3. */
  readonly seconds?: number
}

/** What one rehearsed episode took. */
interface Sample {
  /** Its condition: episodes of one are more alike than those of several. */
  readonly cell: string
  readonly asks: number
  /** Times at which the episode waits: asks of one moment are answered at once. */
  readonly rounds: number
  readonly models: ReadonlyMap<string, { readonly calls: number; readonly characters: number }>
  /** Characters of the acts of those who are asked. */
  readonly written: number
  readonly seconds: number
}

/**
 * Total over `n` further episodes, of which each condition has the share it has in the rehearsal, predicted from the
 * variation within the conditions (normal theory, Student's t); from all variation, where each was rehearsed once or twice.
 */
const expected = (samples: readonly Sample[], n: number, of: (sample: Sample) => number): Expected => {
  const k = samples.length
  const mean = samples.reduce((sum, each) => sum + of(each), 0) / Math.max(1, k)
  if (k < 2) return { value: n * mean, interval: null }
  const cells = new Map<string, number[]>()
  for (const each of samples) cells.set(each.cell, [...(cells.get(each.cell) ?? []), of(each)])
  const groups = 3 * cells.size <= k ? [...cells.values()] : [samples.map(of)]
  const df = k - groups.length
  const squares = groups.flatMap((values) => {
    const own = values.reduce((sum, value) => sum + value, 0) / values.length
    return values.map((value) => (value - own) ** 2)
  })
  const variance = squares.reduce((sum, square) => sum + square, 0) / df
  const half = tQuantile(0.975, df) * Math.sqrt(variance * (n + (n * n) / k))
  return { value: n * mean, interval: [Math.max(0, n * mean - half), n * mean + half] }
}

const cellOf = ({ condition }: Trial): string => JSON.stringify(condition)

/** Trials spread evenly over those to come, each condition with its share of them. */
const spread = (trials: readonly Trial[], most: number): readonly Trial[] => {
  if (trials.length <= most) return trials
  const sorted = trials.toSorted((a, b) => (cellOf(a) < cellOf(b) ? -1 : cellOf(a) > cellOf(b) ? 1 : 0))
  return Array.from({ length: most }, (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / most)]!)
}

/**
 * Plays some episodes of a study's design with stand-ins for its models and people, and says what the run will take:
 * asks, tokens, dollars and time. Nothing is sent. Input tokens come from the prompts themselves, at the tokens per
 * character that earlier calls of the model had, or four characters to a token; bad answers that are asked again, and
 * input that a server has in its cache, are not counted on. Rejects as `run` does where the options make no sense.
 */
export const forecast = async (study: AnyStudy, options: ForecastOptions = {}): Promise<Forecast> => {
  const { rehearsal, stored = [], cache = null, prices = {}, parallel = 8, episodes: most = 40, seconds = 3 } = options
  const cast = Object.fromEntries(
    Object.entries(study.cast as Readonly<Record<string, AnyMind>>).map(([part, own]) => {
      const minds = [options.cast?.[part] ?? own].flat()
      const played = minds.map((mind) =>
        playsItself(mind) ? mind : standIn(mind, own === mind ? undefined : own, rehearsal?.minds.has(mind) ?? false),
      )
      return [part, played]
    }),
  )
  const prepared = prepare(study, { ...options, cast: { ...options.cast, ...cast } })
  const { design, manifest, atOnce, stage } = prepared
  const known = new Set(stored.map(({ key }) => key))
  const next = design.next([], [], designLuck(manifest))
  const trials = next === 'wait' ? [] : next.filter((trial) => onShard(trial, manifest.shard))
  // A design that waits for results has not yet said which trials are this shard's.
  const share =
    next !== 'wait' && next.length >= design.size ? trials.length : Math.round(design.size / manifest.shard[1])
  const left = Math.max(0, share - known.size)
  const open = trials.filter((trial) => !known.has(trialKey(trial)))
  const samples: Sample[] = []
  const began = performance.now()
  for (const trial of spread(open.length ? open : trials, Math.max(1, most))) {
    if (left === 0 || (samples.length >= 4 && performance.now() - began > seconds * 1000)) break
    samples.push(await rehearse(cellOf(trial), stage(trial), study, rehearsal?.calls ?? []))
  }
  const measured = measuredFrom(stored, cache)
  const models = modelsOf(samples, left, measured, prices)
  const rounds = expected(samples, left, (sample) => sample.rounds)
  const lanes = Math.max(1, Math.min(parallel, atOnce, left))
  const waits = rounds.value > 0 ? scaled(rounds, 1 / lanes) : null
  const rate =
    samples.length /
    Math.max(
      1e-9,
      samples.reduce((sum, each) => sum + each.seconds, 0),
    )
  const asks = expected(samples, left, (sample) => sample.asks)
  const timed = models.every(({ secondsPerCall }) => secondsPerCall !== null)
  const allModels = asks.value === models.reduce((sum, { calls }) => sum + calls.value, 0)
  const perCall =
    models.reduce((sum, { calls, secondsPerCall }) => sum + calls.value * (secondsPerCall ?? 0), 0) /
    Math.max(1, asks.value)
  const alone = expected(samples, left, (sample) => sample.seconds)
  const unpriced = models.filter(({ cost }) => cost === null).map(({ model }) => model)
  return {
    study: study.name,
    episodes: left,
    done: known.size,
    rehearsed: samples.length,
    asks,
    models,
    cost: unpriced.length || models.length === 0 ? null : costOver(samples, left, models, prices),
    unpriced,
    seconds: waits === null ? alone : timed && allModels ? scaled(waits, perCall) : null,
    secondsPerSecondOfCall: waits,
    rate,
  }
}

const scaled = ({ value, interval }: Expected, by: number): Expected => ({
  value: value * by,
  interval: interval && [interval[0] * by, interval[1] * by],
})

const rehearse = async (
  cell: string,
  { scene, seating, cast }: Staged,
  study: AnyStudy,
  calls: RehearsedCall[],
): Promise<Sample> => {
  const began = performance.now()
  const before = calls.length
  const moments = new Set<string>()
  let asks = 0
  let written = 0
  let asker = ''
  const decide: Decide = (mind, seen, kept, { turn, probe }) => {
    if (playsItself(mind)) return mind.decide(seen as never, kept as never)
    asks++
    moments.add([asker, turn, probe, probe && seen.seat, seen.tries].join('|'))
    const reply = mind.decide(seen as never, kept as never)
    const count = (given: Awaited<typeof reply>): typeof given => {
      if (!('absent' in given)) written += JSON.stringify(given.act).length
      return given
    }
    return reply instanceof Promise ? reply.then(count) : count(reply)
  }
  const { episode } = await play(scene, seating, { probes: probesOf(study), decide })
  for (const { name, ...bench } of benchesOf(study, { seating, cast }, episode)) {
    asker = name
    await play(bench.scene, bench.seating, { decide })
  }
  const models = new Map<string, { calls: number; characters: number }>()
  for (const { model, characters } of calls.splice(before)) {
    const sum = models.get(model) ?? { calls: 0, characters: 0 }
    models.set(model, { calls: sum.calls + 1, characters: sum.characters + characters })
  }
  return { cell, asks, rounds: moments.size, models, written, seconds: (performance.now() - began) / 1000 }
}

/** Characters that count as a token where nothing was measured (*chosen*: what English text has in common tokenizers). */
const charactersPerToken = 4

const modelsOf = (
  samples: readonly Sample[],
  left: number,
  measured: ReadonlyMap<string, Measured>,
  prices: Prices,
): ModelForecast[] => {
  const asks = samples.reduce((sum, sample) => sum + sample.asks, 0)
  const answer = samples.reduce((sum, { written }) => sum + written, 0) / Math.max(1, asks) / charactersPerToken
  return [...new Set(samples.flatMap((sample) => [...sample.models.keys()]))].map((model) => {
    const earlier = measured.get(model)
    const tokensPerCharacter = earlier?.tokensPerCharacter ?? 1 / charactersPerToken
    const tokensPerAnswer = earlier?.outputTokens ?? answer
    const of = (part: 'calls' | 'characters', by: number): Expected =>
      expected(samples, left, (sample) => (sample.models.get(model)?.[part] ?? 0) * by)
    const forecast = { model, tokensPerCharacter, tokensPerAnswer }
    return {
      ...forecast,
      calls: of('calls', 1),
      inputTokens: of('characters', tokensPerCharacter),
      outputTokens: of('calls', tokensPerAnswer),
      cost: priceOf(prices, model) ? costOver(samples, left, [forecast], prices) : null,
      measuredIn: earlier?.calls ?? 0,
      secondsPerCall: earlier?.seconds ?? null,
    }
  })
}

/** Dollars of some models together, from what each episode costs. */
const costOver = (
  samples: readonly Sample[],
  left: number,
  models: readonly Pick<ModelForecast, 'model' | 'tokensPerCharacter' | 'tokensPerAnswer'>[],
  prices: Prices,
): Expected =>
  expected(samples, left, (sample) =>
    models.reduce((sum, { model, tokensPerCharacter, tokensPerAnswer }) => {
      const { calls, characters } = sample.models.get(model) ?? { calls: 0, characters: 0 }
      const usage = { input: characters * tokensPerCharacter, output: calls * tokensPerAnswer }
      return sum + costOf(priceOf(prices, model)!, usage)
    }, 0),
  )
