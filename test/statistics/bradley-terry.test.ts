import { existsSync, readFileSync } from 'node:fs'
import { bradleyTerry, logistic, numeric, type PairCounts, UnratedError } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

const file = new URL('../../../shared/reference/stat-reference.json', import.meta.url)
const present = existsSync(file)
interface Reference {
  readonly id: string
  // biome-ignore lint/suspicious/noExplicitAny: the reference file has another shape for every entry
  readonly data: any
  // biome-ignore lint/suspicious/noExplicitAny: the reference file has another shape for every entry
  readonly output: any
  readonly tol: number
}
const reference = (id: string): Reference =>
  JSON.parse(readFileSync(file, 'utf8')).references.find((each: Reference) => each.id === id)

const closeTo = (ours: readonly number[], theirs: readonly number[], tolerance: number): void => {
  expect(ours).toHaveLength(theirs.length)
  for (const [i, value] of theirs.entries())
    expect(Math.abs(ours[i]! - value), `${i}: ${ours[i]} against ${value}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(value)),
    )
}
const values = (fit: ReturnType<typeof bradleyTerry>) => fit.abilities.map(({ value }) => value)
const errors = (fit: ReturnType<typeof bradleyTerry>) => fit.abilities.map(({ se }) => se)
const game = (first: string, second: string, wins: number, losses: number, ties = 0): PairCounts => ({
  first,
  second,
  wins,
  losses,
  ties,
})

describe.skipIf(!present)('as in R (skipped where the reference file is not beside the checkout)', () => {
  test('without ties: abilities and standard errors against a player and against the mean', () => {
    const { data, output, tol } = reference('bt-citations')
    const { names, wins } = data as { names: string[]; wins: number[][] }
    const rows = names.flatMap((first, i) =>
      names.slice(i + 1).map((second, k) => game(first, second, wins[i]![i + 1 + k]!, wins[i + 1 + k]![i]!)),
    )
    const against = bradleyTerry(rows, { reference: 'Biometrika' })
    closeTo(values(against), output.ability_ref1, tol)
    closeTo(errors(against), output.se_ref1, tol)
    const centred = bradleyTerry(rows)
    closeTo(values(centred), output.ability_centered, tol)
    closeTo(errors(centred), output.se_centered, tol)
    closeTo(
      values(centred).map((ability) => 1000 + (400 / Math.log(10)) * ability),
      output.elo_scale,
      tol,
    )
    const entropy = (a: number, b: number): number => a * Math.log(a / (a + b)) + b * Math.log(b / (a + b))
    const saturated = rows.reduce((sum, { wins: a, losses: b }) => sum + entropy(a, b), 0)
    closeTo([2 * (saturated - centred.logLikelihood)], [output.dev], tol)
    expect(centred.tie).toBeNull()
  })

  test('with ties, after Davidson', () => {
    const { data, output, tol } = reference('bt-ties-davidson-raokupper')
    const rows = (data.i as number[]).map((i, k) =>
      game(`p${i}`, `p${data.j[k]}`, data.wi[k], data.wj[k], data.t[k] as number),
    )
    const fit = bradleyTerry(rows, { reference: 'p1' })
    const { ability, nu, se, nll } = output.davidson
    closeTo(values(fit), ability, tol)
    closeTo([...errors(fit), fit.tie!.se], [0, ...se], tol)
    closeTo([fit.tie!.value, -fit.logLikelihood], [nu, nll], tol)
    expect(fit.tie!.interval![0]).toBeLessThan(nu)
    expect(fit.tie!.estimator).toContain("exp of log of Davidson's nu")
  })
})

const three = [game('a', 'b', 7, 3), game('b', 'c', 6, 5), game('c', 'a', 4, 9)]

test('is the logistic regression on differences of indicators', () => {
  const fit = bradleyTerry(three, { reference: 'c' })
  const sign = (row: PairCounts, name: string): number => Number(row.first === name) - Number(row.second === name)
  const rows = three.flatMap((row) => [
    { y: 1, w: row.wins, a: sign(row, 'a'), b: sign(row, 'b') },
    { y: 0, w: row.losses, a: sign(row, 'a'), b: sign(row, 'b') },
    // Each row mirrored, which makes the intercept zero and doubles the information.
    { y: 0, w: row.wins, a: -sign(row, 'a'), b: -sign(row, 'b') },
    { y: 1, w: row.losses, a: -sign(row, 'a'), b: -sign(row, 'b') },
  ])
  const regression = logistic(rows, { outcome: 'y', terms: [numeric('a'), numeric('b')], frequency: 'w' })
  closeTo(values(fit), [regression.coefficients[1]!.value, regression.coefficients[2]!.value, 0], 1e-9)
  closeTo(
    errors(fit).slice(0, 2),
    regression.coefficients.slice(1).map(({ se }) => se * Math.SQRT2),
    1e-9,
  )
})

test('does not depend on the order of rows and sides, nor on how counts are split over rows', () => {
  const tied = three.map((row, i) => ({ ...row, ties: i + 1 }))
  const fit = bradleyTerry(tied)
  const other = bradleyTerry([
    ...tied.map(({ first, second, wins, losses }) => game(second, first, losses - 1, wins - 2)),
    ...tied.map(({ first, second, ties }) => game(first, second, 2, 1, ties)),
    game('c', 'b', 0, 0),
  ])
  for (const { name, value, se, n } of fit.abilities) {
    const same = other.abilities.find((each) => each.name === name)!
    closeTo([same.value, same.se], [value, se], 1e-9)
    expect(same.n).toBe(n)
  }
  expect(other.n).toBe(fit.n)
  closeTo([other.tie!.value, other.logLikelihood], [fit.tie!.value, fit.logLikelihood], 1e-9)
  expect(values(fit).reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 12)
})

test('two players have the log odds of their counts; a higher level widens the interval', () => {
  const { abilities, n } = bradleyTerry([game('x', 'y', 30, 10)], { reference: 'y', level: 0.99 })
  expect(n).toBe(40)
  expect(abilities[0]).toMatchObject({ name: 'x', level: 0.99, n: 40 })
  expect(abilities[0]!.value).toBeCloseTo(Math.log(3), 10)
  expect(abilities[0]!.se).toBeCloseTo(Math.sqrt(1 / 30 + 1 / 10), 10)
  expect(abilities[0]!.interval[1] - abilities[0]!.value).toBeCloseTo(2.5758293035489 * abilities[0]!.se, 9)
  expect(abilities[1]).toMatchObject({ value: 0, se: 0, interval: [0, 0] })
})

test('recovers planted abilities and nu', () => {
  const planted = { a: 1.2, b: 0.3, c: -0.4, d: -1.1 }
  const nu = 0.6
  const names = Object.keys(planted) as (keyof typeof planted)[]
  const rows = names.flatMap((first, i) =>
    names.slice(i + 1).map((second) => {
      const [p, q] = [Math.exp(planted[first]), Math.exp(planted[second])]
      const tie = nu * Math.sqrt(p * q)
      const [wins, losses, ties] = [p, q, tie].map((x) => Math.round((1e6 * x) / (p + q + tie)))
      return game(first, second, wins!, losses!, ties!)
    }),
  )
  const fit = bradleyTerry(rows)
  closeTo(values(fit), Object.values(planted), 1e-5)
  closeTo([fit.tie!.value], [nu], 1e-5)
})

describe('what has no finite abilities is refused by name', () => {
  const refused = (rows: readonly PairCounts[]): UnratedError => {
    try {
      bradleyTerry(rows)
    } catch (error) {
      expect(error).toBeInstanceOf(UnratedError)
      return error as UnratedError
    }
    throw new Error('it was not refused')
  }

  test('groups that never met', () => {
    const error = refused([game('a', 'b', 2, 1), game('c', 'd', 1, 1), game('a', 'd', 0, 0)])
    expect(error.message).toContain('connect a, b with c, d')
    expect(error.groups).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
  })

  test('a player whom nobody beat, and one who beat nobody', () => {
    expect(refused([...three, game('king', 'a', 4, 0), game('king', 'b', 2, 0)]).message).toContain(
      'nobody else ever came above or beside king',
    )
    const last = refused([...three, game('last', 'a', 0, 4)])
    expect(last.message).toContain('last never came above or beside anybody else')
    expect(last.groups).toEqual([['a', 'b', 'c'], ['last']])
    const chain = refused([game('a', 'b', 3, 0), game('b', 'c', 3, 0)])
    expect(chain.groups).toHaveLength(3)
    expect(chain.message).toContain('beside a;')
    // One tie is enough to place them.
    expect(bradleyTerry([...three, game('king', 'a', 4, 0, 1)]).abilities[3]!.value).toBeGreaterThan(0)
  })

  test('nothing but ties, and ties that are separated', () => {
    expect(refused([game('a', 'b', 0, 0, 5)]).message).toContain('all games are ties')
    const near = refused([game('a', 'b', 3, 0), game('b', 'c', 0, 0, 2), game('c', 'a', 0, 0, 2)])
    expect(near.message).toContain('one order of strength of a, b, c, with ties between the near, explains every game')
    expect(refused([game('a', 'b', 13, 0, 27)]).message).toContain('explains every game')
    expect(bradleyTerry([game('a', 'b', 13, 1, 27)]).abilities[0]!.value).toBeCloseTo(Math.log(13) / 2, 9)
  })
})

test('bad input is refused with the row', () => {
  expect(() => bradleyTerry([])).toThrow('of no games')
  expect(() => bradleyTerry([game('a', 'b', 0, 0)])).toThrow('of no games')
  expect(() => bradleyTerry([game('a', 'a', 1, 1)])).toThrow('row 0: a is compared with itself')
  expect(() => bradleyTerry([game('a', '', 1, 1)])).toThrow('row 0: a player is called ""')
  expect(() => bradleyTerry([...three, game('a', 'b', 1.5, 1)])).toThrow('row 3: the number of wins of a against b')
  expect(() => bradleyTerry([game('a', 'b', Number.NaN, 1)])).toThrow('is NaN; a count is a whole number')
  expect(() => bradleyTerry([game('a', 'b', 1, -1)])).toThrow('number of losses')
  expect(() => bradleyTerry([game('a', 'b', 1, 1, Number.POSITIVE_INFINITY)])).toThrow('number of ties')
  expect(() => bradleyTerry(three, { reference: 'z' })).toThrow('no player is called z; there are a, b, c')
  expect(() => bradleyTerry(three, { level: 95 })).toThrow('the level of an interval is 95')
  const huge = bradleyTerry([game('a', 'b', 9e14, 1e14)], { reference: 'b' })
  expect(huge.abilities[0]!.value).toBeCloseTo(Math.log(9), 9)
})
