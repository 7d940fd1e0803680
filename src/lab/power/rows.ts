import {
  type AnyRow,
  type AnyStudy,
  cells,
  type Design,
  type Factors,
  type Hypothesis,
  type Instrument,
  type Luck,
  type Measure,
  type Trial,
  trialKey,
} from '../../core/index.ts'
import { probabilityColumn } from '../../statistics/index.ts'
import { Misuse } from '../misuse.ts'
import { run } from '../run.ts'

/** Where the effect of an estimate sits: its outcome, of what kind, and the two arms. */
export interface Placed {
  readonly outcome: string
  readonly measure: Measure
  readonly treated: Required<Hypothesis>['treated']
  readonly control: Required<Hypothesis>['control']
}

/** Where an estimate's effect sits, if the study's plan and instruments say so; null where they do not. */
export const placeOf = (study: AnyStudy, estimate: string): Placed | null => {
  const { outcome, treated, control }: Partial<Hypothesis> = study.plan?.primary[estimate] ?? {}
  if (outcome === undefined || !treated || !control) return null
  const instruments: readonly Instrument[] = study.instruments
  const measure = instruments.flatMap(({ measures }) => measures?.[outcome] ?? [])[0]
  return measure ? { outcome, measure, treated, control } : null
}

const matches = (condition: Readonly<Record<string, unknown>>, levels: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(levels).every(([factor, level]) => condition[factor] === level)

/** So many episodes of the control arm tell how people who were not treated answer. */
const PILOT = 400

/** Rows of the control arm, played by the study's own cast: what every simulated subject is drawn from. */
export const controlRows = async (
  study: AnyStudy,
  { outcome, control }: Placed,
  seed: string,
  signal?: AbortSignal,
): Promise<readonly AnyRow[]> => {
  const factors: Factors = study.design.factors
  const own = cells(factors).filter((condition) => matches(condition, control))
  const items: readonly { readonly id: string }[] = study.items?.rows ?? []
  const plan = Array.from({ length: PILOT }, (_, i): Trial => {
    const item = items.length ? items[i % items.length]!.id : undefined
    return { condition: own[i % own.length]!, replicate: i, pair: `pilot ${i}`, ...(item !== undefined && { item }) }
  })
  const design: Design = {
    name: 'control arm',
    factors,
    size: PILOT,
    resize: () => design,
    next: (finished) => (finished.length ? [] : plan),
  }
  const played = await run({ ...study, design, estimates: () => ({}), plan: undefined } as unknown as AnyStudy, {
    seed: `${seed}/power`,
    ...(signal && { signal }),
  })
  if (signal?.aborted)
    throw new Misuse('stopped by the user while the control arm was played; nothing is simulated yet', 130)
  const rows = played.rows.filter((row) => row[outcome] !== null && row[outcome] !== undefined)
  if (rows.length < 20)
    throw new Misuse(
      `the control arm of ${study.name} gave ${rows.length} rows with ${outcome}; a power analysis draws its subjects from at least 20`,
    )
  return rows
}

/** The cumulative shares of the answers of one group of subjects, in order. */
interface Answers {
  readonly levels: readonly number[]
  readonly below: readonly number[]
}

const answersOf = (values: readonly number[]): Answers => {
  const levels = [...new Set(values)].sort((a, b) => a - b)
  return { levels, below: levels.map((level) => values.filter((value) => value <= level).length / values.length) }
}

export interface RowMaker {
  readonly about: string
  /** The row of one trial, with an effect of this size (on the scale of the estimate) where it is treated. */
  row(trial: Trial, effect: number, luck: Luck): AnyRow
}

const logit = (p: number): number => Math.log(p / (1 - p))
const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/**
 * Makes rows with a planted effect: a subject of the control arm is drawn anew, and its outcome with it, given its answer
 * before; in the treated arm cumulative odds are multiplied (ordinal), the number is added (mean), or the odds or share
 * are moved (binary). Other arms answer as the control does. The unmoved keep what they had.
 */
export const rowMaker = (
  pool: readonly AnyRow[],
  { outcome, measure, treated }: Placed,
  { scale, unmoved }: { readonly scale: 'difference' | 'ratio'; readonly unmoved: number },
): RowMaker => {
  const { kind, before } = measure
  const numberIn = (row: AnyRow): number => {
    const value = row[outcome]
    const number = typeof value === 'boolean' ? Number(value) : value
    if (typeof number === 'number' && Number.isFinite(number)) return number
    throw new Misuse(`${outcome} is ${JSON.stringify(value)} in a row of the control arm; power needs a number there`)
  }
  const values = pool.map(numberIn)
  if (new Set(values).size < 2)
    throw new Misuse(`${outcome} is ${values[0]} in every row of the control arm, so no effect on it could be seen`)
  const asked: Readonly<Record<typeof kind, 'difference' | 'ratio' | null>> = {
    ordinal: 'ratio',
    mean: 'difference',
    binary: null,
  }
  if (asked[kind] && asked[kind] !== scale)
    throw new Misuse(
      `${outcome} is ${kind}, so an effect on it is a ${asked[kind]}, and this estimate is a ${scale}; choose another with --estimate`,
    )
  const groupOf = (row: AnyRow): string => (before ? String(row[before]) : 'all')
  const groups = new Map<string, number[]>()
  for (const [i, row] of pool.entries()) groups.set(groupOf(row), [...(groups.get(groupOf(row)) ?? []), values[i]!])
  const answers = new Map([...groups].map(([group, own]) => [group, answersOf(own)]))
  const share = values.reduce((sum, value) => sum + value, 0) / values.length
  const drawn = (row: AnyRow, effect: number, luck: Luck): number | boolean => {
    if (kind === 'mean') return numberIn(row) + effect
    if (kind === 'binary') {
      const p = scale === 'ratio' ? logistic(logit(share) + effect) : share + effect
      if (!(p > 0 && p < 1))
        throw new Misuse(`a share of ${share.toFixed(3)} cannot be moved by ${effect}: it would be ${p.toFixed(3)}`)
      return luck.of('outcome').uniform() < p
    }
    const { levels, below } = answers.get(groupOf(row))!
    const u = luck.of('outcome').uniform()
    const at = below.findIndex((share) => u < (share >= 1 ? 1 : logistic(logit(share) - effect)))
    return levels[at < 0 ? levels.length - 1 : at]!
  }
  return {
    about: `rows with a planted effect: subjects are drawn from ${pool.length} episodes of the control arm, played by the study's own cast${before ? `, and ${outcome} is drawn anew given ${before}` : ''}; ${
      {
        ordinal: 'in the treated arm the odds of a higher answer are multiplied by the effect (proportional odds)',
        mean: 'in the treated arm the effect is added',
        binary: `in the treated arm the ${scale === 'ratio' ? 'odds are multiplied by' : 'share is moved by'} the effect`,
      }[kind]
    }; other arms answer as the control does`,
    row: (trial, effect, luck) => {
      const { condition, pair, item = null, replicate, assignment } = trial
      const template = luck.of('subject').pick(pool)
      const still = unmoved > 0 && luck.of('unmoved').uniform() < unmoved
      const own = matches(condition, treated) && !still ? effect : 0
      const value = still && before ? (template[before] as number) : drawn(template, own, luck)
      const chances = Object.entries(assignment?.probabilities ?? {}).map(([arm, p]) => [probabilityColumn(arm), p])
      return {
        ...template,
        ...condition,
        [outcome]: value,
        ...(assignment?.batch !== undefined && { batch: assignment.batch }),
        ...Object.fromEntries(chances),
        trial: trialKey(trial),
        pair,
        item,
        replicate,
      }
    },
  }
}
