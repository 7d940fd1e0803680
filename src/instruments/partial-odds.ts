import type { Estimate, Luck, Row } from 'suasion'
import {
  brantTest,
  type Combinable,
  type Contrast,
  factor,
  linearContrasts,
  percentileInterval,
  SeparationError,
  type StratifiedOddsFit,
  stratifiedOdds,
} from 'suasion/statistics'
import { answeredTwice } from './stance.ts'

export interface PartialOddsOptions {
  /** The column that names each row's arm. */
  readonly arm: string
  /**
   * The arms of a trial of two crossed factors: neither, the first, the second, both. Its contrasts are every arm against
   * the one with neither, both against the first alone, and the interaction, the ratio of two odds ratios.
   */
  readonly arms: readonly [none: string, first: string, second: string, both: string]
  /** The columns of the answers, where they are not called `pre` and `post`. */
  readonly pre?: string
  readonly post?: string
  /** The column of the independent unit (debate): a second set of contrasts has errors robust within it. */
  readonly cluster?: string
  /** A column of blocks (topic): a third set of contrasts has an effect for each block. */
  readonly block?: string
  /** Draws for resampling whole blocks, which lets effects differ between them; none unless given. */
  readonly luck?: Luck
  /** How many resamples; 199 unless said. */
  readonly replicates?: number
}

type Contrasts = Readonly<Record<string, Readonly<Record<string, number>>>>

const contrastsBetween = ([none, first, second, both]: PartialOddsOptions['arms']): Contrasts => ({
  [`${both} against ${none}`]: { [both]: 1, [none]: -1 },
  [`${first} against ${none}`]: { [first]: 1, [none]: -1 },
  [`${second} against ${none}`]: { [second]: 1, [none]: -1 },
  [`${both} against ${first}`]: { [both]: 1, [first]: -1 },
  interaction: { [both]: 1, [first]: -1, [second]: -1, [none]: 1 },
})

type Coded = {
  readonly pre: number
  readonly arm: string
  readonly post: number
  readonly unit: Cell
  readonly block: Cell
}
type Cell = string | number

/**
 * Partial proportional odds of the answer after on the arm, with an effect of the answer before (a factor) at each cut:
 * odds ratios `partial odds, CONTRAST` with Wald intervals, and p adjusted by Holm over the family (the note has it before).
 * Beside each contrast: `, by cluster` with errors robust within clusters, `, by block` with an effect for each block
 * as well, and `, blocks resampled`, the percentile interval over resampled blocks. `Brant test, pre` and `Brant test, arm` hold
 * the chi-square of parallel odds. Null where the rows do not allow one: an arm is empty, nobody with one answer
 * before differs after, or the arms are parted completely. An answer after that nobody gives after some answer before has
 * no cut there (`stratifiedOdds`). Rows without both answers are passed over.
 * All rows must be of one of the four arms. R: `ordinal::clm(post ~ arm, nominal = ~ pre)`, `car::poTest`. Throws on an arm that is none of the four, and a cluster or block
 * that is missing.
 */
export const partialOdds = (
  rows: readonly Row[],
  options: PartialOddsOptions,
): Readonly<Record<string, Estimate | null>> => {
  const { arm, arms, pre = 'pre', post = 'post', cluster, block, luck } = options
  const cell = (row: Row, i: number, column: string | undefined): Cell => {
    const found = column === undefined ? i : row[column]
    if (typeof found === 'string' || typeof found === 'number') return found
    throw new Error(`row ${i}: ${column} is ${String(found)}; a cluster or block has a name`)
  }
  const coded = answeredTwice(
    rows.map((row, i) => {
      const name = row[arm]
      if (typeof name !== 'string' || !arms.includes(name))
        throw new Error(`row ${i}: ${arm} is ${String(name)}; the arms are ${arms.join(', ')}`)
      return {
        pre: row[pre] ?? null,
        post: row[post] ?? null,
        arm: name,
        unit: cell(row, i, cluster),
        block: cell(row, i, block),
      }
    }),
  ) as readonly Coded[]
  const [reference] = arms
  const contrasts = contrastsBetween(arms)
  const complete = arms.every((each) => coded.some((row) => row.arm === each))
  const between = factor('arm', { reference })
  const model = { outcome: 'post', terms: [between], stratum: 'pre' }
  const fitted = complete ? allowed(() => stratifiedOdds(coded, model)) : null
  const family = (of: Fitted | null, what: string): Readonly<Record<string, Estimate | null>> =>
    contrastsOf(of, contrasts, reference, what, coded.length)
  const brant = complete ? allowed(() => brantTest(coded, { outcome: 'post', terms: [factor('pre'), between] })) : null
  const test = (term: 'pre' | 'arm'): Estimate | null =>
    brant && {
      value: brant.terms[term]!.statistic,
      p: brant.terms[term]!.p,
      n: brant.n,
      estimator: `chi-square of Brant's test of parallel odds, ${brant.terms[term]!.df} degrees of freedom`,
    }
  const plain = 'partial proportional odds, answer before free'
  const suffixed = (of: Readonly<Record<string, Estimate | null>>, suffix: string) =>
    Object.fromEntries(Object.entries(of).map(([name, estimate]) => [`${name}${suffix}`, estimate]))
  const robust = (blocked: boolean) =>
    fitted &&
    allowed(() =>
      stratifiedOdds(coded, { ...model, terms: blocked ? [between, factor('block')] : [between], cluster: 'unit' }),
    )
  return {
    ...family(fitted, plain),
    ...(cluster !== undefined && suffixed(family(robust(false), `${plain}, errors by ${cluster}`), ', by cluster')),
    ...(block !== undefined &&
      suffixed(family(robust(true), `${plain}, ${block} as block, errors by ${cluster ?? 'row'}`), ', by block')),
    ...(block !== undefined &&
      luck !== undefined &&
      suffixed(resampled(coded, model, fitted, contrasts, options, luck), ', blocks resampled')),
    'Brant test, pre': test('pre'),
    'Brant test, arm': test('arm'),
  }
}

type Fitted = Pick<StratifiedOddsFit, 'coefficients' | 'parameters' | 'covariance' | 'df'>

/** What the rows allow, or null where they part an outcome completely or leave a column without a coefficient. */
const allowed = <T>(work: () => T): T | null => {
  try {
    return work()
  } catch (error) {
    if (error instanceof SeparationError || (error instanceof Error && error.name === 'Error')) return null
    throw error
  }
}

const weightsOf = (parameters: readonly string[], contrast: Readonly<Record<string, number>>, reference: string) => {
  return parameters.map((name) => (name === `arm=${reference}` ? 0 : (contrast[name.replace(/^arm=/, '')] ?? 0)))
}

/** A family of contrasts as odds ratios, Holm's p in each. */
const contrastsOf = (
  fit: Fitted | null,
  contrasts: Contrasts,
  reference: string,
  what: string,
  n: number,
): Readonly<Record<string, Estimate | null>> => {
  if (!fit) return Object.fromEntries(Object.keys(contrasts).map((name) => [`partial odds, ${name}`, null]))
  const combinable: Combinable = {
    parameters: fit.parameters,
    values: fit.coefficients.map((one) => one.value),
    covariance: fit.covariance,
    df: fit.df,
  }
  const family = Object.entries(contrasts).map(([name, contrast]) => ({
    name: `partial odds, ${name}`,
    weights: weightsOf(fit.parameters, contrast, reference),
  }))
  const single = linearContrasts(combinable, family)
  const adjusted = linearContrasts(combinable, family, { adjust: 'holm' })
  return Object.fromEntries(
    single.map((one: Contrast, k) => [
      one.name,
      {
        value: Math.exp(one.value),
        interval: [Math.exp(one.interval[0]), Math.exp(one.interval[1])] as const,
        level: one.level,
        n,
        se: one.se,
        statistic: one.statistic,
        p: adjusted[k]!.p,
        estimator: `odds ratio, ${what}, Wald interval`,
        note: `p after Holm over ${family.length} contrasts; ${one.p.toPrecision(2)} before`,
      },
    ]),
  )
}

/** The contrasts over resampled blocks: cells of answers and arms are counted once, a resample adds up the blocks' counts. */
const resampled = (
  coded: readonly Coded[],
  model: Parameters<typeof stratifiedOdds>[1],
  fitted: Fitted | null,
  contrasts: Contrasts,
  { arms: [reference], replicates = 199 }: PartialOddsOptions,
  luck: Luck,
): Readonly<Record<string, Estimate | null>> => {
  const blocks = [...new Set(coded.map((row) => row.block))]
  const names = Object.keys(contrasts)
  if (!fitted || blocks.length < 5) return Object.fromEntries(names.map((name) => [`partial odds, ${name}`, null]))
  const cells = new Map<string, { pre: number; arm: string; post: number; counts: number[] }>()
  for (const { pre, arm, post, block } of coded) {
    const key = JSON.stringify([pre, arm, post])
    const found = cells.get(key) ?? { pre, arm, post, counts: blocks.map(() => 0) }
    found.counts[blocks.indexOf(block)]!++
    cells.set(key, found)
  }
  const draws = names.map((): number[] => [])
  const logs = (fit: Fitted): readonly number[] => {
    const values = fit.coefficients.map((one) => one.value)
    return names.map((name) =>
      weightsOf(fit.parameters, contrasts[name]!, reference).reduce((sum, weight, k) => sum + weight * values[k]!, 0),
    )
  }
  for (let r = 0; r < replicates; r++) {
    const own = luck.of('resample', r)
    const times = blocks.map(() => 0)
    for (let k = 0; k < blocks.length; k++) times[Math.floor(own.of(k).uniform() * blocks.length)]!++
    const rows = [...cells.values()].map(({ counts, ...cell }) => ({
      ...cell,
      times: counts.reduce((sum, count, b) => sum + count * times[b]!, 0),
    }))
    const fit = allowed(() => stratifiedOdds(rows, { ...model, frequency: 'times' }))
    if (fit) for (const [k, value] of logs(fit).entries()) draws[k]!.push(value)
  }
  const values = logs(fitted)
  const lost = replicates - draws[0]!.length
  return Object.fromEntries(
    names.map((name, k) => {
      if (lost > replicates / 10) return [`partial odds, ${name}`, null]
      const [low, high] = percentileInterval(draws[k]!)
      return [
        `partial odds, ${name}`,
        {
          value: Math.exp(values[k]!),
          interval: [Math.exp(low), Math.exp(high)] as const,
          level: 0.95,
          n: blocks.length,
          estimator: `odds ratio, partial proportional odds, percentile interval of ${draws[0]!.length} resamples of whole blocks`,
          ...(lost > 0 && { note: `${lost} resamples had no finite odds ratio and are left out` }),
        },
      ]
    }),
  )
}
