import { chiSquareQuantile, fQuantile, normalQuantile, normalSurvival, tQuantile } from '../math/distributions.ts'
import { checkAlpha } from './check.ts'
import { noncentralChiSquareCdf, noncentralFSurvival, noncentralTCdf } from './noncentral.ts'
import { root } from './root.ts'

interface Alpha {
  /** The level of the two-sided test; .05 unless said. */
  readonly alpha?: number
}

const checkSize = (n: number, least: number, what: string): void => {
  if (!(n >= least && Number.isFinite(n)))
    throw new Error(`the power of ${what} for n of ${n}; it needs ${least} at least`)
}
const checkEffect = (effect: number, what: string): void => {
  if (!Number.isFinite(effect)) throw new Error(`the effect is ${effect}; ${what} is a finite number`)
}
const share = (p: number): number => {
  if (p > 0 && p < 1) return p
  throw new Error(`a share to plan for is ${p}; it must lie between 0 and 1`)
}
const degrees = (df: number, what: string): void => {
  if (!(Number.isInteger(df) && df >= 1)) throw new Error(`${what} is ${df}; a whole number from 1 on is needed`)
}

/**
 * The power of a two-sided t test for a standardised difference `d`, with n in each group of two, or n in all where
 * `sample` is 'one' (or paired differences). n need not be whole. R: `pwr::pwr.t.test(n, d, sig.level, type = )`.
 */
export const tTestPower = (
  { n, d, sample = 'two' }: { readonly n: number; readonly d: number; readonly sample?: 'one' | 'two' },
  options: Alpha = {},
): number => {
  const alpha = checkAlpha(options.alpha)
  checkSize(n, 1 + 1e-9, 'a t test')
  checkEffect(d, 'd')
  const groups = sample === 'two' ? 2 : 1
  const df = (n - 1) * groups
  const away = Math.sqrt(n / groups) * d
  const critical = tQuantile(1 - alpha / 2, df)
  return 1 - noncentralTCdf(critical, df, away) + noncentralTCdf(-critical, df, away)
}

/** Cohen's h of two shares, the difference of their arcsines (R `pwr::ES.h(first, second)`). */
export const cohenH = (first: number, second: number): number =>
  2 * Math.asin(Math.sqrt(share(first))) - 2 * Math.asin(Math.sqrt(share(second)))

/** The power of a two-sided test of two shares by Cohen's h, n in each group (R `pwr::pwr.2p.test(h, n)`). */
export const arcsinePower = ({ n, h }: { readonly n: number; readonly h: number }, options: Alpha = {}): number => {
  checkSize(n, 1, 'a test of two shares')
  checkEffect(h, 'h')
  const critical = normalQuantile(1 - checkAlpha(options.alpha) / 2)
  const away = h * Math.sqrt(n / 2)
  return normalSurvival(critical - away) + normalSurvival(critical + away)
}

/**
 * The power of a two-sided test of two shares with the pooled standard error under no difference, n in each group; the
 * side of the wrong direction is left out. R: `power.prop.test(n, p1, p2)`.
 */
export const proportionsPower = (
  { n, shares: [first, second] }: { readonly n: number; readonly shares: readonly [number, number] },
  options: Alpha = {},
): number => {
  checkSize(n, 1, 'a test of two shares')
  const critical = normalQuantile(1 - checkAlpha(options.alpha) / 2)
  const sum = share(first) + share(second)
  const pooled = Math.sqrt(sum * (1 - sum / 2))
  const own = Math.sqrt(first * (1 - first) + second * (1 - second))
  return normalSurvival((critical * pooled - Math.sqrt(n) * Math.abs(first - second)) / own)
}

/** The power of a one-way analysis of variance for Cohen's f, n in each group (R `pwr::pwr.anova.test(k, n, f)`). */
export const anovaPower = (
  { n, groups, f }: { readonly n: number; readonly groups: number; readonly f: number },
  options: Alpha = {},
): number => {
  const alpha = checkAlpha(options.alpha)
  checkSize(n, 1 + 1e-9, 'an analysis of variance')
  checkEffect(f, 'f')
  degrees(groups - 1, 'the number of groups less 1')
  const [df1, df2] = [groups - 1, (n - 1) * groups]
  return noncentralFSurvival(fQuantile(1 - alpha, df1, df2), df1, df2, groups * n * f * f)
}

/** The power of a chi-square test for Cohen's w, n in all (R `pwr::pwr.chisq.test(w, N, df)`). */
export const chiSquarePower = (
  { n, w, df }: { readonly n: number; readonly w: number; readonly df: number },
  options: Alpha = {},
): number => {
  const alpha = checkAlpha(options.alpha)
  checkSize(n, 1, 'a chi-square test')
  checkEffect(w, 'w')
  degrees(df, 'the degrees of freedom')
  return 1 - noncentralChiSquareCdf(chiSquareQuantile(1 - alpha, df), df, n * w * w)
}

/** The power of a two-sided test of a correlation r of n pairs, by Fisher's z with its bias (R `pwr::pwr.r.test(n, r)`). */
export const correlationPower = ({ n, r }: { readonly n: number; readonly r: number }, options: Alpha = {}): number => {
  checkSize(n, 4, 'a test of a correlation')
  if (!(Math.abs(r) < 1)) throw new Error(`a correlation to plan for is ${r}; it must lie between -1 and 1`)
  const critical = tQuantile(1 - checkAlpha(options.alpha) / 2, n - 2)
  const bound = Math.atanh(Math.sqrt(critical ** 2 / (critical ** 2 + n - 2)))
  const away = Math.atanh(r) + r / (2 * (n - 1))
  const scale = Math.sqrt(n - 3)
  return normalSurvival((bound - away) * scale) + normalSurvival((bound + away) * scale)
}

/**
 * The power of the F test of `terms` coefficients of a linear model at `df` residual degrees of freedom, for Cohen's f
 * squared. R: `pwr::pwr.f2.test(u = terms, v = df, f2 = )`.
 */
export const linearModelPower = (
  { terms, df, f2 }: { readonly terms: number; readonly df: number; readonly f2: number },
  options: Alpha = {},
): number => {
  const alpha = checkAlpha(options.alpha)
  degrees(terms, 'the number of terms')
  checkSize(df, 1, 'an F test')
  if (!(f2 >= 0 && Number.isFinite(f2))) throw new Error(`f squared is ${f2}; it is a finite number, 0 or more`)
  return noncentralFSurvival(fQuantile(1 - alpha, terms, df), terms, df, f2 * (terms + df + 1))
}

/**
 * The least n, not rounded, at which a power that rises with n reaches `wanted`, .8 unless said:
 * `sampleSize((n) => tTestPower({ n, d: 0.5 }))` is 63.77 in each group. `from` is the least n the power is defined for,
 * 4 unless said. Throws where the power is above `wanted` there already, and where ten million are not enough.
 */
export const sampleSize = (
  power: (n: number) => number,
  { wanted = 0.8, from = 4 }: { readonly wanted?: number; readonly from?: number } = {},
): number => {
  if (!(wanted > 0 && wanted < 1)) throw new Error(`the power wanted is ${wanted}; it must lie between 0 and 1`)
  if (power(from) >= wanted) throw new Error(`the power is ${power(from)} at ${from} already, so ${from} are enough`)
  let high = 2 * from
  while (power(high) < wanted) {
    if (high > 1e7) throw new Error(`the power is ${power(high)} at ${Math.round(high)} still; the effect is too small`)
    high *= 2
  }
  return root((n) => power(n) - wanted, high / 2, high)
}
