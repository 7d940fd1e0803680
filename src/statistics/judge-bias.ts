import type { Estimate } from '../core/estimate.ts'
import type { Judgement } from '../core/judgement.ts'
import { exponentiate } from './check.ts'
import { clopperPearson } from './clopper-pearson.ts'
import { UnratedError } from './comparison-graph.ts'
import { numeric } from './design.ts'
import { type Coefficient, coefficient } from './fit.ts'
import { agreementTable, cohenKappa, type Kappa } from './kappa.ts'
import { krippendorffAlpha } from './krippendorff.ts'
import { SeparationError } from './likelihood.ts'
import { bradleyTerryRegression, type ComparisonFit } from './paired-comparison.ts'
import { proportion } from './proportion.ts'
import type { Tested } from './tested.ts'

export interface JudgeBiasOptions {
  /** How much longer counts as one step of verbosity, in the unit of the lengths; 100 unless said. */
  readonly lengthStep?: number
  /** What errors are clustered by; items where all judgements have one and there are two or more, unless said. */
  readonly cluster?: 'item' | 'judge' | 'none'
  /** Of the intervals; .95 unless said. */
  readonly level?: number
}

/** How far a judge can be trusted; what could not be measured is null, and `missing` says why. */
export interface JudgeBias {
  readonly position: {
    /** Share of decided verdicts for the one shown first; .5 where neither place helps and orders are balanced. */
    readonly first: Tested | null
    /** Odds ratio of being chosen for being shown first, between equals. */
    readonly advantage: Coefficient | null
    /** Of pairs shown in both orders, the share whose verdict was not the same. */
    readonly flips: Estimate | null
    /** Of flips between the two, the share for whoever was shown first; .5 where flips are noise. */
    readonly flipsToFirst: Tested | null
  }
  /** Odds ratio of being chosen for being longer by one step, beyond the writer's strength. */
  readonly verbosity: Coefficient | null
  readonly selfPreference: {
    /** Odds ratio of being chosen for being of the judge's family, beyond the writer's strength. */
    readonly own: Coefficient | null
    /** Verdicts for the own family where people chose the other, over the reverse: 1 where there is no preference. */
    readonly againstPeople: (Estimate & { readonly p: number }) | null
  }
  readonly agreement: { readonly raw: Estimate; readonly kappa: Kappa | null; readonly alpha: Estimate | null } | null
  readonly ties: Estimate
  readonly n: number
  /** What one step of verbosity is, in the unit of the lengths. */
  readonly lengthStep: number
  readonly missing: Readonly<Record<string, string>>
}

const CHOICES: readonly unknown[] = ['first', 'second', 'tie']

const check = (judgements: readonly Judgement[]): void => {
  if (judgements.length === 0) throw new Error('there are no judgements; give at least one')
  for (const [i, row] of judgements.entries()) {
    for (const what of ['choice', 'human'] as const)
      if (!CHOICES.includes(row[what]) && !(what === 'human' && (row.human === undefined || row.human === null)))
        throw new Error(`judgement ${i}: ${what} is ${JSON.stringify(row[what])}; it is first, second or tie`)
    for (const what of ['firstLength', 'secondLength'] as const) {
      const length = row[what]
      if (length !== undefined && length !== null && !(Number.isFinite(length) && length >= 0))
        throw new Error(`judgement ${i}: ${what} is ${String(length)}; a length is a finite number, 0 or more`)
    }
  }
}

/** The writer chosen, whatever the place. */
const chosen = ({ first, second, choice }: Judgement): string | null =>
  choice === 'tie' ? null : choice === 'first' ? first : second

/** Verdicts on the same two texts by the same judge, shown in the two orders. */
const bothOrders = (judgements: readonly Judgement[]): (readonly [Judgement, Judgement])[] => {
  const pairs = new Map<string, [Judgement[], Judgement[]]>()
  for (const row of judgements) {
    if (row.item === undefined || row.item === null) continue
    const swapped = row.first > row.second
    const names = swapped ? [row.second, row.first] : [row.first, row.second]
    const key = JSON.stringify([row.item, row.judge ?? null, ...names])
    const orders = pairs.get(key) ?? [[], []]
    orders[swapped ? 1 : 0].push(row)
    pairs.set(key, orders)
  }
  return [...pairs.values()].flatMap(([one, other]) =>
    one.slice(0, other.length).map((row, i) => [row, other[i]!] as const),
  )
}

/** 1 where only the first is of the judge's family, -1 where only the second is. */
const ownOf = ({ judgeFamily, firstFamily, secondFamily }: Judgement): number | null => {
  if (!judgeFamily || !firstFamily || !secondFamily) return null
  return Number(firstFamily === judgeFamily) - Number(secondFamily === judgeFamily)
}

/** The verdicts as Bradley and Terry's model with the place and some covariates, or why there is none. */
const regress = (
  all: readonly Judgement[],
  columns: readonly ('own' | 'longer')[],
  step: number,
  options: JudgeBiasOptions,
): ComparisonFit | string => {
  // Two texts of one writer say nothing of strengths; they still count for the place and for changed verdicts.
  const judgements = all.filter(({ first, second }) => first !== second)
  if (judgements.length === 0) return 'no two texts are by different writers'
  const items = new Set(judgements.map(({ item }) => item ?? null))
  const usual = items.size > 1 && !items.has(null) ? 'item' : 'none'
  const cluster = options.cluster ?? usual
  const rows = judgements.map((row) => ({
    first: row.first,
    second: row.second,
    wins: Number(row.choice === 'first'),
    losses: Number(row.choice === 'second'),
    ties: Number(row.choice === 'tie'),
    own: ownOf(row) ?? 0,
    longer: ((row.firstLength ?? 0) - (row.secondLength ?? 0)) / step,
    item: row.item,
    judge: row.judge,
  }))
  try {
    return bradleyTerryRegression(rows, {
      side: true,
      terms: columns.map(numeric),
      ...(cluster !== 'none' && { cluster }),
      ...(options.level !== undefined && { level: options.level }),
    })
  } catch (error) {
    const known =
      error instanceof UnratedError ||
      error instanceof SeparationError ||
      /follows? from/.test((error as Error).message)
    if (known) return (error as Error).message
    throw error
  }
}

const attempt = <T>(make: () => T, why: (message: string) => void): T | null => {
  try {
    return make()
  } catch (error) {
    why((error as Error).message)
    return null
  }
}

/**
 * The card of a judge who chooses between two texts: does it lean to a place, to length, to its own family, and does it
 * agree with people? Place, length and family are odds ratios of one Bradley-Terry regression with the writers'
 * strengths in it (ties after Davidson), so that a better writer is no bias; flips compare the same two texts in both
 * orders. R: `binom.test(firsts, decided)`; `glm(first ~ X + longer + own, binomial)` with X the writers' differences.
 * Throws on no judgements, and on a choice, length or human label that is none, naming the row.
 */
export const judgeBias = (judgements: readonly Judgement[], options: JudgeBiasOptions = {}): JudgeBias => {
  check(judgements)
  const { lengthStep = 100, level } = options
  if (!(lengthStep > 0 && Number.isFinite(lengthStep)))
    throw new Error(`lengthStep is ${lengthStep}; it is a finite number above 0, as 100 words are`)
  const at = level === undefined ? {} : { level }
  const missing: Record<string, string> = {}
  const decided = judgements.filter(({ choice }) => choice !== 'tie')
  const firsts = decided.filter(({ choice }) => choice === 'first').length
  if (decided.length === 0) missing['position'] = 'every verdict is a tie'

  const swapped = bothOrders(judgements)
  const flipped = swapped.filter(([one, other]) => chosen(one) !== chosen(other))
  const clear = flipped.filter((both) => both.every((each) => chosen(each) !== null))
  if (swapped.length === 0) missing['flips'] = 'no two texts of one item were shown to a judge in both orders'
  else if (clear.length === 0) missing['flipsToFirst'] = 'no verdict went from one text to the other'

  const measured = {
    longer: judgements.every(
      ({ firstLength, secondLength }) => typeof firstLength === 'number' && typeof secondLength === 'number',
    ),
    own: judgements.every((row) => ownOf(row) !== null),
  }
  const varies = {
    longer: measured.longer && judgements.some(({ firstLength, secondLength }) => firstLength !== secondLength),
    own: measured.own && judgements.some((row) => ownOf(row) !== 0),
  }
  if (!varies.longer)
    missing['verbosity'] = measured.longer ? 'no two texts differ in length' : 'not every judgement has both lengths'
  if (!varies.own)
    missing['own'] = measured.own
      ? 'no judge saw just one text of its own family'
      : 'not every judgement has the families of the judge and both writers'
  const asked = (['longer', 'own'] as const).filter((column) => varies[column])
  // Judges of one family only, or one text for each writer: then family or length can't be told from strength, and the
  // place still can.
  const fewer = (['own', 'longer'] as const).map((left) => asked.filter((column) => column !== left))
  let columns: readonly ('longer' | 'own')[] = asked
  let fit = regress(judgements, columns, lengthStep, options)
  for (const tried of [...fewer.filter(({ length }) => length < asked.length), []]) {
    if (typeof fit !== 'string') break
    const less = regress(judgements, tried, lengthStep, options)
    if (typeof less === 'string') continue
    for (const column of asked)
      if (!tried.includes(column))
        missing[column === 'longer' ? 'verbosity' : 'own'] = `cannot be told from strength: ${fit}`
    columns = tried
    fit = less
  }
  const found = typeof fit === 'string' ? null : fit
  if (typeof fit === 'string') {
    missing['advantage'] = fit
    for (const column of columns) missing[column === 'longer' ? 'verbosity' : 'own'] = fit
  }
  const oddsRatio = (name: string): Coefficient => {
    const { wald, ...log } = coefficient(found!, name)
    return { ...exponentiate(log), wald: [Math.exp(wald[0]), Math.exp(wald[1])] }
  }

  const labelled = judgements.filter(({ human }) => human !== undefined && human !== null)
  const apart = labelled.flatMap((row) => {
    const own = ownOf(row)
    if (!own || row.choice === 'tie' || row.human === 'tie' || row.choice === row.human) return []
    return [(row.choice === 'first') === (own === 1)]
  })
  const forOwn = apart.filter(Boolean).length
  if (apart.length === 0)
    missing['againstPeople'] =
      labelled.length === 0
        ? 'no judgement has a human label'
        : 'no verdict on the own family that people did not share'
  if (labelled.length === 0) missing['agreement'] = 'no judgement has a human label'
  const sides = (of: 'choice' | 'human') => labelled.map((row) => row[of] as string)
  const odds = (share: number): number => (share === 1 ? Number.POSITIVE_INFINITY : share / (1 - share))
  const split = apart.length > 0 ? clopperPearson(forOwn, apart.length, at) : null
  if (split && forOwn === apart.length)
    missing['againstPeople'] =
      `all ${apart.length} verdicts that people did not share were for the own family, so the odds are not finite`
  return {
    position: {
      first: decided.length > 0 ? clopperPearson(firsts, decided.length, at) : null,
      advantage: found && oddsRatio('side'),
      flips: swapped.length > 0 ? proportion(flipped.length, swapped.length, at) : null,
      flipsToFirst:
        clear.length > 0
          ? clopperPearson(clear.filter(([one]) => one.choice === 'first').length, clear.length, at)
          : null,
    },
    verbosity: found && columns.includes('longer') ? oddsRatio('longer') : null,
    selfPreference: {
      own: found && columns.includes('own') ? oddsRatio('own') : null,
      againstPeople:
        split && forOwn < apart.length
          ? {
              value: odds(split.value),
              interval: [odds(split.interval[0]), odds(split.interval[1])],
              level: split.level!,
              n: apart.length,
              p: split.p,
              estimator: 'odds ratio of discordant verdicts, exact conditional interval',
            }
          : null,
    },
    agreement:
      labelled.length > 0
        ? {
            raw: proportion(labelled.filter(({ choice, human }) => choice === human).length, labelled.length, at),
            kappa: attempt(
              () => cohenKappa(agreementTable(sides('choice'), sides('human')), at),
              (why) => (missing['kappa'] = why),
            ),
            alpha: attempt(
              () => krippendorffAlpha([sides('choice'), sides('human')], { metric: 'nominal' }),
              (why) => (missing['alpha'] = why),
            ),
          }
        : null,
    ties: proportion(judgements.length - decided.length, judgements.length, at),
    n: judgements.length,
    lengthStep,
    missing,
  }
}

export type { Choice, Judgement } from '../core/judgement.ts'
