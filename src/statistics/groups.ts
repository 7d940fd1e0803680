import { chiSquareSurvival, fSurvival } from '../math/distributions.ts'
import { checkNumbers } from './check.ts'
import { mean, quantile, variance } from './summary.ts'
import { independence, type Tested } from './tested.ts'

/** A test of several groups at once. */
export interface GroupsTest extends Tested {
  readonly statistic: number
  readonly df: readonly [between: number, within: number]
}

const checkGroups = (groups: readonly (readonly number[])[], what: string): void => {
  if (groups.length < 2) throw new Error(`${what} compares two groups or more; there are ${groups.length}`)
  for (const [g, values] of groups.entries()) checkNumbers(values, `group ${g} of ${what}`, 2)
}

/** Between over within: the F statistic of one-way analysis of variance, and the share of variance between. */
const oneWay = (groups: readonly (readonly number[])[]) => {
  const all = groups.flat()
  const grand = mean(all)
  const between = groups.reduce((sum, values) => sum + values.length * (mean(values) - grand) ** 2, 0)
  const within = groups.reduce((sum, values) => sum + (values.length - 1) * variance(values), 0)
  const df = [groups.length - 1, all.length - groups.length] as const
  return { between, within, df, f: between / df[0] / (within / df[1]), n: all.length }
}

/**
 * Welch's analysis of variance: do the means of several groups differ, whatever their variances? The value and effect are
 * eta squared. R: `oneway.test(y ~ g)`. Throws on fewer than two groups or values, and on a group that does not vary.
 */
export const welchAnova = (groups: readonly (readonly number[])[]): GroupsTest => {
  checkGroups(groups, "Welch's analysis of variance")
  const flat = groups.findIndex((values) => variance(values) === 0)
  if (flat >= 0)
    throw new Error(`every value of group ${flat} is ${groups[flat]![0]}, so it has no variance to weigh its mean by`)
  const k = groups.length
  const weights = groups.map((values) => values.length / variance(values))
  const total = weights.reduce((a, b) => a + b, 0)
  const centre = groups.reduce((sum, values, g) => sum + (weights[g]! * mean(values)) / total, 0)
  const rest = groups.reduce((sum, values, g) => sum + (1 - weights[g]! / total) ** 2 / (values.length - 1), 0)
  const above = groups.reduce((sum, values, g) => sum + weights[g]! * (mean(values) - centre) ** 2, 0) / (k - 1)
  const statistic = above / (1 + (2 * (k - 2) * rest) / (k * k - 1))
  const df = [k - 1, (k * k - 1) / (3 * rest)] as const
  const { between, within, n } = oneWay(groups)
  const value = between / (between + within)
  return {
    value,
    n,
    estimator: 'eta squared',
    statistic,
    df,
    p: fSurvival(statistic, df[0], df[1]),
    test: "Welch's analysis of variance",
    effect: { name: 'eta squared', value },
    assumptions: [
      independence,
      { assumes: 'normal values within groups, or many of them', holds: groups.every((g) => g.length >= 30) },
    ],
  }
}

/**
 * Do the variances of several groups differ? Levene's test about the medians, after Brown and Forsythe (1974).
 * R: `car::leveneTest(y, g, center = median)`. Throws on fewer than two groups or values, and where nothing varies.
 */
export const leveneTest = (groups: readonly (readonly number[])[]): GroupsTest => {
  checkGroups(groups, "Levene's test")
  const distances = groups.map((values) => {
    const centre = quantile(values, 0.5)
    return values.map((value) => Math.abs(value - centre))
  })
  const { f, df, n, between, within } = oneWay(distances)
  if (!(within > 0))
    throw new Error("Levene's test is not defined: all values of a group lie equally far from its median")
  const value = between / (between + within)
  return {
    value,
    n,
    estimator: 'eta squared of distances from the median',
    statistic: f,
    df,
    p: fSurvival(f, df[0], df[1]),
    test: "Levene's test about medians",
    effect: { name: 'eta squared', value },
    assumptions: [independence],
  }
}

/**
 * Do the variances of several groups differ, if values are normal? Bartlett's test (1937), far from exact where they are
 * not. R: `bartlett.test(y, g)`. Throws on fewer than two groups or values, and on a group that does not vary.
 */
export const bartlettTest = (
  groups: readonly (readonly number[])[],
): { readonly statistic: number; readonly df: number; readonly p: number; readonly n: number } => {
  checkGroups(groups, "Bartlett's test")
  if (groups.some((values) => variance(values) === 0))
    throw new Error("Bartlett's test is not defined: a group does not vary")
  const k = groups.length
  const n = groups.reduce((sum, values) => sum + values.length, 0)
  const free = groups.map((values) => values.length - 1)
  const pooled = groups.reduce((sum, values, g) => sum + free[g]! * variance(values), 0) / (n - k)
  const raw =
    (n - k) * Math.log(pooled) - groups.reduce((sum, values, g) => sum + free[g]! * Math.log(variance(values)), 0)
  const correction = 1 + (free.reduce((sum, df) => sum + 1 / df, 0) - 1 / (n - k)) / (3 * (k - 1))
  const statistic = raw / correction
  return { statistic, df: k - 1, p: chiSquareSurvival(statistic, k - 1), n }
}
