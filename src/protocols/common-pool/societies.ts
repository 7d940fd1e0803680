import type { Estimate } from 'suasion'
import { mean, oneSampleTest } from 'suasion/statistics'
import { collapseAt, constantShares } from './constant-share.ts'

/** The paper's grid of environments and first habits, by what a group may do to keep its stock. */
export const societies = {
  growth: ['rich', 'scarce'],
  start: ['altruistic', 'selfish'],
  institution: ['nothing', 'learning', 'punishment', 'vote'],
} as const
type Society = { readonly [K in keyof typeof societies]: (typeof societies)[K][number] }

/**
 * The parameters of a society. Each institution has what those before it have: 'learning' shows one other member,
 * 'punishment' adds watching and fines, 'vote' adds a norm that is the median proposal (all of this chosen; growth too).
 */
export const societyParams = ({ growth, institution }: Omit<Society, 'start'>) =>
  ({
    growth: growth === 'rich' ? 0.5 : 0.2,
    learning: institution !== 'nothing',
    monitoring: institution === 'punishment' || institution === 'vote',
    choice: institution === 'vote' ? 'median' : 'none',
  }) as const

/** Mean rounds that the groups of each society survived, with a t interval where they differ, by 'growth, start, institution'. */
export const survivalOf = (
  rows: readonly (Society & { readonly survival: number })[],
): Readonly<Record<string, Estimate>> => {
  const cells: Record<string, number[]> = {}
  for (const { growth, start, institution, survival } of rows) {
    const own = (cells[`${growth}, ${start}, ${institution}`] ??= [])
    own.push(survival)
  }
  return Object.fromEntries(
    Object.entries(cells).map(([cell, x]): [string, Estimate] => [
      cell,
      new Set(x).size > 1
        ? { ...oneSampleTest(x), estimator: 'mean over groups, t interval' }
        : { value: mean(x), n: x.length, estimator: 'the same in all groups' },
    ]),
  )
}

const grid = (from: number, step: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => from + i * step)

/** The three laws of a stock with growth .3 and capacity 100 as the kernel plays them: where it is lost, settles, and yields most. */
export const playedLaws = (): Readonly<Record<'threshold' | 'steady' | 'yield', Estimate>> => {
  const around = constantShares(grid(0.2, 0.001, 61), { rounds: 60_000 })
  const shares = constantShares(grid(0.1, 0.003, 61), { rounds: 5000 })
  const [at] = constantShares([0.15], { rounds: 5000 })
  const estimator = 'kernel, the same share every round until the stock has settled'
  return {
    threshold: { value: collapseAt(around), n: around.length, estimator, note: 'shares .001 apart' },
    steady: { value: at!.stock, n: 1, estimator },
    yield: { value: Math.max(...shares.map(({ taken }) => taken)), n: shares.length, estimator },
  }
}
