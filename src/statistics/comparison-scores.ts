import type { Estimate } from '../core/estimate.ts'
import { chiSquareSurvival, normalQuantile, tQuantile, tSurvival } from '../math/distributions.ts'
import { checkLevel } from './check.ts'
import { OUTCOME_MODELS } from './comparison-outcome.ts'
import { meetingsOf } from './comparison-rows.ts'
import { twoSided } from './fit.ts'
import type { ComparisonFit, ComparisonModel, ComparisonRow } from './paired-comparison.ts'

/** How two are expected to fare where neither place nor any covariate helps one of them. */
export interface ExpectedScore {
  readonly first: string
  readonly second: string
  /** Chances that the first wins, and that they tie. */
  readonly win: number
  readonly tie: number
  /** Wins of the first and half of the ties: the chance of a win where there are no ties. */
  readonly score: Estimate
  /** How far the first is ahead, on the scale of the link. */
  readonly lead: Estimate & { readonly se: number; readonly p: number }
}

/** How far comparisons of one pair are from what the strengths say. */
export interface PairResidual {
  readonly first: string
  readonly second: string
  readonly n: number
  /** Wins and half of the ties of the first, as a share: seen, and expected in the places and covariates they met in. */
  readonly seen: number
  readonly expected: number
  /** Of the difference in its own standard deviations; beyond 2 or so the strengths do not tell this pair. */
  readonly residual: number
}

/** Whether one strength each explains the comparisons. */
export interface ComparisonFitness {
  /** The pairs that met, those furthest from what is expected first. */
  readonly pairs: readonly PairResidual[]
  /** Pairs that never met. */
  readonly unmet: readonly (readonly [string, string])[]
  /** Against one parameter for each pair and place; null with covariates, where cells hold too little, and where none is left over. */
  readonly deviance: {
    readonly statistic: number
    readonly df: number
    readonly p: number
    readonly least: number
  } | null
}

const bandOf = ({ tie }: ComparisonFit, outcomes: keyof typeof OUTCOME_MODELS): number =>
  tie === null ? 0 : outcomes === 'glenn-david' ? tie.value : Math.log(tie.value)

/** Chances that the first wins, the second does, and that they tie, with the slopes of their logarithms by lead and band. */
const chancesOf = (fit: ComparisonFit, outcomes: keyof typeof OUTCOME_MODELS) => {
  const out = new Float64Array(18)
  const band = bandOf(fit, outcomes)
  const ties = fit.tie !== null
  return (lead: number) => {
    OUTCOME_MODELS[outcomes].fill(lead, band, ties, out)
    return [0, 1, 2].map((k) => {
      const chance = k === 2 && !ties ? 0 : Math.exp(out[k * 6]!)
      return {
        chance,
        byLead: chance && chance * out[k * 6 + 1]!,
        byBand: chance && ties ? chance * out[k * 6 + 2]! : 0,
      }
    }) as [Chance, Chance, Chance]
  }
}
interface Chance {
  readonly chance: number
  readonly byLead: number
  readonly byBand: number
}

/**
 * The expected score of every pair in `fit`, as named in the order of its abilities, on even ground: intervals by the
 * delta method on the logit of the score, with the error of the band of ties in them. `outcomes` is what the fit was
 * made with. R: `plogis(b1 - b2 + c(-1, 1) * z * sqrt(v11 + v22 - 2 * v12))` without ties.
 */
export const expectedScores = (
  fit: ComparisonFit,
  outcomes: keyof typeof OUTCOME_MODELS,
  level?: number,
): readonly ExpectedScore[] => {
  const at = checkLevel(level)
  const { abilities, covariance, parameters, clusters } = fit
  const width = parameters.length
  const band = fit.tie === null ? -1 : width - 1
  const df = clusters === null ? null : clusters - 1
  const critical = df === null ? normalQuantile(0.5 + at / 2) : tQuantile(0.5 + at / 2, df)
  const chances = chancesOf(fit, outcomes)
  const v = (a: number, b: number): number => covariance[a * width + b]!
  return abilities.flatMap((first, i) =>
    abilities.slice(i + 1).map((second, k): ExpectedScore => {
      const j = i + 1 + k
      const lead = first.value - second.value
      const variance = Math.max(0, v(i, i) + v(j, j) - 2 * v(i, j))
      const se = Math.sqrt(variance)
      const [win, , tie] = chances(lead)
      const score = win.chance + tie.chance / 2
      const [byLead, byBand] = [win.byLead + tie.byLead / 2, win.byBand + tie.byBand / 2]
      const withBand = band < 0 ? 0 : byBand * byBand * v(band, band) + 2 * byLead * byBand * (v(i, band) - v(j, band))
      const spread = Math.sqrt(Math.max(0, byLead * byLead * variance + withBand)) / (score * (1 - score))
      const logit = Math.log(score / (1 - score))
      const bound = (sign: number): number => 1 / (1 + Math.exp(-(logit + sign * critical * spread)))
      const z = se > 0 ? lead / se : 0
      const n = Math.min(first.n, second.n)
      return {
        first: first.name,
        second: second.name,
        win: win.chance,
        tie: tie.chance,
        score: {
          value: score,
          interval: [bound(-1), bound(1)],
          level: at,
          n,
          estimator: 'expected score on even ground, delta method on the logit',
        },
        lead: {
          value: lead,
          interval: [lead - critical * se, lead + critical * se],
          level: at,
          se,
          p: df === null ? twoSided(z) : 2 * tSurvival(Math.abs(z), df),
          n,
          estimator: 'difference of two abilities',
        },
      }
    }),
  )
}

/**
 * Whether one strength for each explains who beat whom: residuals of every pair, pairs that never met, and the deviance
 * against one parameter for each pair and place. `rows`, `model` and `outcomes` are what the fit was made with. Its p
 * takes comparisons for independent. R: `deviance(fit)` and `df.residual(fit)` of the grouped binomial `glm`.
 */
export const comparisonFitness = (
  fit: ComparisonFit,
  rows: readonly ComparisonRow[],
  model: ComparisonModel,
  outcomes: keyof typeof OUTCOME_MODELS,
): ComparisonFitness => {
  const { names, covariates, meetings } = meetingsOf(rows, model.terms ?? [], model.side ?? false, [])
  const strength = new Map(fit.abilities.map(({ name, value }) => [name, value]))
  const slopes = covariates.map((name) => fit.coefficients.find((each) => each.name === name)!.value)
  const chances = chancesOf(fit, outcomes)
  const ties = fit.tie !== null
  const pairs = new Map<
    string,
    { first: string; second: string; n: number; seen: number; expected: number; spread: number }
  >()
  let [statistic, cells, least] = [0, 0, Number.POSITIVE_INFINITY]
  for (const { first, second, counts, covariates: values } of meetings) {
    const ahead = values.reduce((sum, value, k) => sum + value * slopes[k]!, 0)
    const lead = strength.get(names[first]!)! - strength.get(names[second]!)! + ahead
    const expected = chances(lead).map(({ chance }) => chance)
    const n = counts[0] + counts[1] + counts[2]
    for (const [k, count] of counts.entries()) {
      if (k === 2 && !ties) continue
      least = Math.min(least, n * expected[k]!)
      if (count > 0) statistic += 2 * count * Math.log(count / (n * expected[k]!))
    }
    cells += ties ? 2 : 1
    const turned = first > second
    const [a, b] = turned ? [second, first] : [first, second]
    const own = pairs.get(`${a} ${b}`) ?? { first: names[a]!, second: names[b]!, n: 0, seen: 0, expected: 0, spread: 0 }
    const [seen, mean] = [counts[0] + counts[2] / 2, expected[0]! + expected[2]! / 2]
    own.n += n
    own.seen += turned ? n - seen : seen
    own.expected += n * (turned ? 1 - mean : mean)
    own.spread += n * (expected[0]! + expected[2]! / 4 - mean * mean)
    pairs.set(`${a} ${b}`, own)
  }
  const df = cells - fit.free
  return {
    pairs: [...pairs.values()]
      .map(({ first, second, n, seen, expected, spread }) => ({
        first,
        second,
        n,
        seen: seen / n,
        expected: expected / n,
        residual: spread > 0 ? (seen - expected) / Math.sqrt(spread) : 0,
      }))
      .sort((one, other) => Math.abs(other.residual) - Math.abs(one.residual)),
    unmet: names.flatMap((name, i) =>
      names.slice(i + 1).flatMap((other, k) => (pairs.has(`${i} ${i + 1 + k}`) ? [] : [[name, other] as const])),
    ),
    deviance:
      (model.terms ?? []).length > 0 || df < 1 ? null : { statistic, df, p: chiSquareSurvival(statistic, df), least },
  }
}
