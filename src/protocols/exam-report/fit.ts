import type { Estimate } from 'suasion'
import { literalListener } from 'suasion/solvers'
import { type ChoiceSet, conditionalLogit } from 'suasion/statistics'
import { type Goal, isTrue, placeOf, SENTENCES, type Sentence } from './language.ts'
import { MEANING, NEGATIVE, type StrengthName, strengthsOf } from './strength.ts'

/** One sentence that somebody chose for some results and a goal. */
export interface Reported {
  readonly results: readonly number[]
  readonly goal: Goal
  readonly sentence: Sentence
}

/** A speaker fitted to reports by maximum likelihood, all speakers pooled. */
export interface SpeakerFit {
  readonly logLikelihood: number
  readonly alpha: number
  /** 1 for the speaker that does not argue, 0 for one that does not inform; at these bounds its standard error is 0. */
  readonly beta: number
  readonly cost: number
  /** Standard errors of the three, by the delta method; they take reports as independent. */
  readonly se: { readonly alpha: number; readonly beta: number; readonly cost: number }
  readonly n: number
}

interface Cell {
  readonly results: number
  readonly goal: Goal
  readonly counts: number[]
}

/** Reports counted by results and goal; throws on a sentence that is false of its results. */
const cells = (reports: readonly Reported[]): Cell[] => {
  if (reports.length === 0) throw new Error('there are no reports to fit a speaker to')
  const found = new Map<string, Cell>()
  for (const { results, goal, sentence } of reports) {
    const place = placeOf(results)
    const which = SENTENCES.indexOf(sentence)
    if (which < 0) throw new Error(`there is no sentence ${sentence}; they read like ${SENTENCES[10]}`)
    if (!isTrue(sentence, results))
      throw new Error(`${sentence} is false of ${results.join(' ')}: leave false reports out`)
    const key = `${place} ${goal}`
    const cell = found.get(key) ?? { results: place, goal, counts: SENTENCES.map(() => 0) }
    cell.counts[which]! += 1
    found.set(key, cell)
  }
  return [...found.values()]
}

/** The log-likelihood of reports by somebody who says any true sentence as readily as any other. */
export const uniformLogLikelihood = (reports: readonly Reported[]): number =>
  cells(reports).reduce((sum, { results, counts }) => {
    const open = MEANING.filter((row) => row[results] === 1).length
    return sum - counts.reduce((n, count) => n + count, 0) * Math.log(open)
  }, 0)

/**
 * Fits the argumentative speaker to reports, pooled, by maximum likelihood; null for `strength` fits the speaker that
 * only informs. Its utility is linear in alpha beta, alpha (1 - beta) and alpha cost, so it is a conditional logit, and
 * its likelihood has one maximum, sought where both weights are 0 or more. The pragmatic strength depends on alpha
 * itself and cannot be fitted so.
 */
export const fitSpeaker = (
  reports: readonly Reported[],
  strength: Exclude<StrengthName, 'pragmatic'> | null,
): SpeakerFit => {
  const all = strength === null ? (['informing', 'cost'] as const) : (['informing', 'cost', 'arguing'] as const)
  const free = fitted(reports, strength, all)
  // Both weights are 0 or more, and the likelihood is concave: where it would be highest beyond that, it is so at 0.
  if (free.weights.arguing < 0) return fitSpeaker(reports, null)
  return (free.weights.informing < 0 ? fitted(reports, strength, ['cost', 'arguing']) : free).fit
}

type Feature = 'informing' | 'cost' | 'arguing'

const fitted = (reports: readonly Reported[], strength: StrengthName | null, features: readonly Feature[]) => {
  const listener = literalListener({ meaning: MEANING })
  const sets = cells(reports).map(({ results, goal, counts }): ChoiceSet => {
    const strengths = strength === null || goal === 'inform' ? null : strengthsOf(strength, goal)
    const open = SENTENCES.flatMap((_, u) => (MEANING[u]![results] === 1 ? u : []))
    const values = (u: number) => ({
      informing: Math.log(listener[u]![results]!),
      cost: -NEGATIVE[u]!,
      arguing: strengths?.[u] ?? 0,
    })
    return {
      alternatives: open.map((u) => features.map((feature) => values(u)[feature])),
      counts: open.map((u) => counts[u]!),
    }
  })
  const { coefficients, covariance, logLikelihood, n } = conditionalLogit(sets, { features })
  const at = (feature: Feature): number => coefficients.find(({ name }) => name === feature)?.value ?? 0
  const [informing, costing, arguing] = [at('informing'), at('cost'), at('arguing')]
  const alpha = informing + arguing
  const [beta, cost] = [informing / alpha, costing / alpha]
  const size = features.length
  const spread = (gradient: Readonly<Record<Feature, number>>): number => {
    let sum = 0
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size; b++) sum += gradient[features[a]!] * gradient[features[b]!] * covariance[a * size + b]!
    return Math.sqrt(sum)
  }
  const se = {
    alpha: spread({ informing: 1, cost: 0, arguing: 1 }),
    beta: size === 3 ? spread({ informing: (1 - beta) / alpha, cost: 0, arguing: -beta / alpha }) : 0,
    cost: spread({ informing: -cost / alpha, cost: 1 / alpha, arguing: -cost / alpha }),
  }
  return { fit: { logLikelihood, alpha, beta, cost, se, n }, weights: { informing, arguing } }
}

/**
 * One parameter of a fitted speaker as an estimate, with its normal interval (alpha's of its logarithm); null for an
 * alpha that is not above 0, which is no speaker of this kind.
 */
export const estimateOf = (fit: SpeakerFit, of: 'alpha' | 'beta' | 'cost'): Estimate | null => {
  const [value, se] = [fit[of], fit.se[of]]
  if (of === 'alpha' && value <= 0) return null
  const reach = 1.959964 * se
  const factor = Math.exp(reach / value)
  return {
    value,
    se,
    interval: of === 'alpha' ? [value / factor, value * factor] : [value - reach, value + reach],
    level: 0.95,
    n: fit.n,
    estimator: 'maximum likelihood, all speakers pooled; delta method',
  }
}
