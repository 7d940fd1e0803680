import {
  type AnyMind,
  type AnyStudy,
  cells,
  type Design,
  type Episode,
  FORMAT,
  type Instrument,
  type Items,
  type Json,
  luckOf,
  type Probe,
  type Scene,
  type Seating,
  scene,
  type Trial,
  trialKey,
} from '../core/index.ts'
import { castOf, crossCast } from './cross-cast.ts'
import { freezePlan } from './freeze.ts'
import { Misuse, unknownName } from './misuse.ts'
import type { Manifest, MindCard } from './record.ts'
import { version } from './version.ts'

/** What may be changed about a study from outside, without touching its file. */
export interface StudyOptions {
  /** Minds for some parts, in place of the study's own; several minds for a part make the cast a factor. */
  readonly cast?: Readonly<Record<string, AnyMind | readonly AnyMind[]>>
  /** How those minds were named on the command line. */
  readonly castNames?: Readonly<Record<string, readonly string[]>>
  readonly seed?: string
  /** How many trials in all. */
  readonly n?: number
  /** Parameters of the protocol, in place of the study's. */
  readonly set?: Readonly<Record<string, Json>>
  // biome-ignore lint/suspicious/noExplicitAny: the engine forgets the columns of an item table
  readonly items?: Items<any>
  readonly itemsFile?: string
  /** This process's share of the trials, as [index from 1, of]. */
  readonly shard?: readonly [index: number, of: number]
  /** The file the study came from, when it is not one of the catalogue. */
  readonly file?: string
}

/** The scene of a trial, where its luck comes from, and who plays each part of the cast in it. */
export interface Staged {
  readonly scene: Scene
  readonly seating: Seating
  readonly cast: Readonly<Record<string, AnyMind>>
}

/** A study with everything decided: what its trials are, and how each is staged. */
export interface Prepared {
  readonly study: AnyStudy
  readonly design: Design
  readonly manifest: Manifest
  /** How many episodes its minds can be in at once, where one of them is limited. */
  readonly atOnce: number
  stage(trial: Trial): Staged
}

/** What the instruments of a study ask its seats, outside the rules. */
export const probesOf = ({ instruments }: Pick<AnyStudy, 'instruments'>): readonly Probe[] =>
  (instruments as readonly Instrument[]).flatMap(({ probes }) => probes ?? [])

/** The scenes in which an episode is judged, by the name of the instrument that asks, with where their luck comes from. */
export const benchesOf = (
  { instruments }: Pick<AnyStudy, 'instruments'>,
  { seating, cast }: Pick<Staged, 'seating' | 'cast'>,
  episode: Episode,
): readonly { readonly name: string; readonly scene: Scene; readonly seating: Seating }[] =>
  (instruments as readonly Instrument[]).flatMap(({ name, judge }) => {
    const bench = judge?.(episode, cast)
    if (!bench) return []
    const at = { key: `${seating.key}/judge ${name}`, luck: `${seating.luck}/judge ${name}` }
    return [{ name, scene: bench, seating: at }]
  })

const card = ({ name, cast, source, hears, fit }: AnyMind): MindCard => ({
  name,
  cast,
  source,
  hears: hears ?? null,
  fit: fit ?? null,
})

/** Checks the options against the study and stages one trial of each cell, so that misuse shows before anything is written. */
export const prepare = (study: AnyStudy, options: StudyOptions = {}): Prepared => {
  const { seed = '1', n, set = {}, shard = [1, 1], castNames = {}, file = null, itemsFile = null } = options
  const parts = Object.keys(study.cast)
  for (const part of Object.keys(options.cast ?? {}))
    if (!parts.includes(part)) throw unknownName(`part of ${study.name}'s cast`, part, parts)
  const [index, of] = shard
  if (!(Number.isInteger(index) && Number.isInteger(of) && index >= 1 && index <= of))
    throw new Misuse(`--shard is I/N with I from 1 to N, as in --shard 2/4; it was ${index}/${of}`)
  const cast = Object.fromEntries(
    parts.map((part) => [part, [options.cast?.[part] ?? study.cast[part]].flat() as AnyMind[]] as const),
  )
  for (const [part, minds] of Object.entries(cast)) {
    const twice = minds.find((mind, i) => minds.findIndex((other) => other.name === mind.name) < i)
    if (twice) throw new Misuse(`${part} is given ${twice.name} twice; the minds compared in one part must differ`)
  }
  const items = options.items ?? study.items ?? null
  if (options.items && !study.items) throw new Misuse(`${study.name} has no item table, so --items cannot replace one`)
  const crossed = crossCast(study.design, cast)
  const design = n === undefined ? crossed : resized(crossed, n)

  if (design.adapts && of > 1)
    throw new Misuse(
      `${design.name} decides on what all trials gave, so it cannot run in shards; run it in one process, with --parallel`,
    )

  const stage = (trial: Trial): Staged => {
    const { cast: minds, condition } = castOf(trial, cast)
    const item = items && trial.item !== undefined ? items.of(trial.item) : (items?.rows[0] ?? null)
    const staged: Scene = study.scene(condition, minds, item as never)
    const { wording = staged.wording, ...params } = set as Record<string, Json> & { wording?: string }
    const luck = `${study.name}/${seed}/${trial.pair}`
    const seating = {
      key: `${study.name}/${seed}/${trialKey(trial)}`,
      luck,
      ...(trial.carry && { carry: trial.carry }),
    }
    if (Object.keys(set).length === 0) return { scene: staged, seating, cast: minds }
    const { protocol, minds: seated, patience } = staged
    return {
      scene: scene(protocol, { params: { ...staged.params, ...params } as never, wording, minds: seated, patience }),
      seating,
      cast: minds,
    }
  }
  for (const condition of cells(design.factors)) stage({ condition, replicate: 0, pair: 'rehearsal' })

  const instruments: readonly Instrument[] = study.instruments
  const manifest: Manifest = {
    format: FORMAT,
    suasion: version,
    study: study.name,
    file,
    title: study.title,
    cite: study.cite,
    seed,
    cast: Object.fromEntries(Object.entries(cast).map(([part, minds]) => [part, minds.map(card)])),
    castNames,
    factors: design.factors,
    size: design.size,
    shard: [index, of],
    set,
    items: items && { name: items.name, hash: items.hash, rows: items.rows.length, file: itemsFile },
    instruments: instruments.map(({ name }) => name),
    plan: freezePlan(study, design),
  }
  const atOnce = Math.min(
    ...Object.values(cast).flatMap((minds) => minds.map((mind) => mind.atOnce ?? Number.POSITIVE_INFINITY)),
  )
  return { study, design, manifest, atOnce, stage }
}

const resized = (design: Design, n: number): Design => {
  if (!(Number.isInteger(n) && n > 0)) throw new Misuse(`--n is a number of episodes of at least 1, not ${n}`)
  return design.resize(n)
}

/** The luck a study's design draws its assignment from. */
export const designLuck = ({ study, seed }: Pick<Manifest, 'study' | 'seed'>) => luckOf(`${study}/${seed}`).of('design')

export { identity } from './freeze.ts'
