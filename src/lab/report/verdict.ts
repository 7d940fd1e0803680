import type { Estimate, Evidence, Interval, Published, Verdict } from '../../core/index.ts'
import { normalQuantile } from '../../math/distributions.ts'
import type { Status } from '../freeze.ts'
import { shortNumber } from './format.ts'

/** Ours less theirs, on the scale it is judged on: logarithms for 'ratio'. */
export interface Difference {
  readonly value: number
  /** At .95; null where one of the two numbers has no known sampling error, or none is needed. */
  readonly interval: Interval | null
  readonly scale: Published['scale']
  readonly margin: number
}

/** What was done to test a number: computed again, derived, recovered, repeated with the same or with another cast. */
export type Test = 'data' | 'theorem' | 'planted' | 'same' | 'other'

/** What may be said of our number beside theirs, and why. */
export interface Judgement {
  readonly verdict: Verdict
  /** Null where the claim and the cast allow no test. */
  readonly by: Test | null
  /** What the two have in common, and what not. */
  readonly why: string
  readonly difference: Difference | null
}

/** One published number beside ours. */
export interface Comparison extends Judgement {
  readonly key: string
  readonly ours: Estimate | null
  readonly theirs: Published
  /** The effect planted in the formal cast, where there is one. */
  readonly planted: number | null
  /** What spoils the estimate whatever the verdict says. */
  readonly note: string | null
  /** Where it stands in the frozen plan of its run; absent where there is none. */
  readonly status?: Status | null
}

export type Outcome = 'agrees' | 'differs' | 'too imprecise' | 'not tested'

const verdicts = {
  data: ['recomputed', 'not recomputed'],
  theorem: ['derived', 'contradicted'],
  planted: ['planted, recovered', 'planted, not recovered'],
  same: ['replicated', 'not replicated'],
  other: ['generalises', 'does not generalise'],
} as const satisfies Readonly<Record<Test, readonly [agrees: Verdict, differs: Verdict]>>

const agreements: readonly Verdict[] = Object.values(verdicts).map(([agrees]) => agrees)

/** How a test came out, whichever test it was. */
export const outcomeOf = ({ by, verdict }: Pick<Judgement, 'by' | 'verdict'>): Outcome => {
  if (by === null) return 'not tested'
  if (verdict === 'too imprecise to say') return 'too imprecise'
  return agreements.includes(verdict) ? 'agrees' : 'differs'
}

/** On what grounds the two may be compared at all; or the verdict where they may not. */
type Grounds =
  | { readonly by: Test; readonly why: string; readonly target?: number }
  | { readonly verdict: Verdict; readonly why: string }

const groundsOf = (published: Published, evidence: Evidence, planted: number | undefined): Grounds => {
  const { claim, data, population } = published
  const { cast, fittedOn } = evidence
  const has = (kind: (typeof cast)[number]): boolean => cast.includes(kind)
  const formal = cast.every((kind) => kind === 'formal') && evidence.data === undefined
  if (published.error !== undefined) return { verdict: "the paper's error", why: published.error }
  if (data !== undefined && fittedOn.includes(data))
    return {
      verdict: 'circular: fitted on it',
      why: `a mind of the cast was fitted on ${data}, which gave this number`,
    }
  if (evidence.data !== undefined && (data === undefined || data === evidence.data))
    return { by: 'data', why: `computed again from the same data, ${evidence.data}` }
  if (claim === 'data')
    return {
      verdict: 'data not available',
      why: `this number can only be computed from ${data ?? "the authors' data"}, and ${evidence.data ?? 'no data'} was given`,
    }
  if (claim === 'formal')
    return formal
      ? { by: 'theorem', why: 'mathematics or an algorithm, and formal minds: it must come out' }
      : { by: 'other', why: 'the claim is about mathematics; this cast need not keep to it' }
  if (formal && cast.length > 0 && planted !== undefined)
    return {
      by: 'planted',
      target: planted,
      why: `formal minds with an effect of ${shortNumber(planted)} planted in them`,
    }
  if (claim === 'instrument')
    return formal
      ? { by: 'planted', target: published.value, why: `an effect of ${shortNumber(published.value)} was planted` }
      : { by: 'other', why: 'nothing is planted in this cast; its reading is compared with the published one' }
  if (formal)
    return cast.length === 0
      ? { verdict: 'data not available', why: `the claim is about ${population}, and nobody was run` }
      : {
          verdict:
            claim === 'language-model' ? 'planted: says nothing about models' : 'planted: says nothing about people',
          why: `formal minds do what was put into them; the claim is about ${population}`,
        }
  const same = evidence.population !== undefined && evidence.population === population
  const asked = same
    ? ({ by: 'same', why: `the same as the paper's: ${population}` } as const)
    : ({
        by: 'other',
        why: `${evidence.population ?? evidence.data ?? cast.join(' and ')}; the paper's were ${population}`,
      } as const)
  if (claim === 'people' && has('language-model') && !has('people'))
    return {
      verdict: 'no verdict: a language model stood in for people',
      why: `the claim is about ${population}, and no person took part`,
    }
  return asked
}

const onScale = (value: number, { scale }: Published, whose: string): number => {
  if (Number.isNaN(value)) throw new Error(`${whose} is NaN, and a number is needed for a verdict`)
  if (scale === 'difference') return value
  if (value < 0) throw new Error(`${whose} is ${value}, and a ratio is not below 0`)
  return Math.log(value)
}

const standardError = (
  interval: Interval | undefined,
  level: number,
  published: Published,
  whose: string,
): number | null => {
  if (!interval) return null
  const [low, high] = interval.map((end) => onScale(end, published, `the interval of ${whose}`)) as [number, number]
  if (high < low) throw new Error(`the interval of ${whose} ends below its beginning: ${interval.join(' to ')}`)
  return (high - low) / (2 * normalQuantile(0.5 + level / 2))
}

/** Adding and dividing decimals moves the last digit, which must not decide. */
const slack = 1e-9

const standing = ([low, high]: Interval, margin: number): 'inside' | 'outside' | 'unclear' => {
  const edge = margin * (1 + slack) + Number.EPSILON
  if (low >= -edge && high <= edge) return 'inside'
  return low > edge || high < -edge ? 'outside' : 'unclear'
}

/**
 * Judges our estimate beside a published one, by the interval of their difference against the stated margin and never
 * by overlapping intervals (architecture 7). `planted` is the effect planted in the formal cast, where there is one.
 * Throws on NaN, and on a ratio below 0.
 */
export const verdict = (
  published: Published,
  ours: Estimate | null,
  evidence: Evidence,
  planted?: number,
): Judgement => {
  const grounds = groundsOf(published, evidence, planted)
  const { scale, margin } = published
  const target = 'target' in grounds && grounds.target !== undefined ? grounds.target : published.value
  const value = ours
    ? onScale(ours.value, published, 'our estimate') - onScale(target, published, 'the published value')
    : null
  const bare: Difference | null =
    value !== null && Number.isFinite(value) ? { value, interval: null, scale, margin } : null
  if ('verdict' in grounds) return { ...grounds, by: null, difference: bare }
  const { by, why } = grounds
  const [agrees, differs] = verdicts[by]
  const unclear = (because: string, difference: Difference | null = bare): Judgement => ({
    verdict: 'too imprecise to say',
    by,
    why: `${because} (${why})`,
    difference,
  })
  if (!ours)
    return by === 'data'
      ? { verdict: 'data not available', by: null, why: 'the data given does not reach this number', difference: null }
      : unclear('the analysed episodes do not allow this estimate')
  if (!bare) return unclear('a ratio of 0 has no logarithm')
  if (by === 'data') {
    const near = standing([bare.value, bare.value], margin) === 'inside'
    return { verdict: near ? agrees : differs, by, why, difference: bare }
  }
  const exact = by === 'theorem'
  const mine = standardError(ours.interval, ours.level ?? 0.95, published, 'our estimate') ?? ours.se ?? null
  const known = by === 'planted' || published.origin === 'exact'
  const theirs = known ? 0 : standardError(published.interval, 0.95, published, 'the published value')
  if (mine === null && !exact) return unclear('our estimate has no interval')
  if (theirs === null && !exact) return unclear('the paper gives no interval')
  const se = Math.hypot(mine ?? 0, theirs ?? 0)
  if (!Number.isFinite(se)) return unclear('an interval has no end')
  const reach = normalQuantile(0.975) * se
  const difference: Difference = { ...bare, interval: [bare.value - reach, bare.value + reach] }
  const stands = standing(difference.interval!, margin)
  if (stands === 'unclear')
    return unclear('the interval of the difference lies both within the margin and beyond it', difference)
  return { verdict: stands === 'inside' ? agrees : differs, by, why, difference }
}
