import { existsSync, readFileSync } from 'node:fs'
import { luckOf } from 'suasion'
import {
  bradleyTerry,
  bradleyTerryRegression,
  type ComparisonFit,
  type ComparisonRow,
  circularTriads,
  coefficient,
  elo,
  factor,
  glicko,
  glicko2,
  likelihoodRatioTest,
  numeric,
  plackettLuce,
  type Ranking,
  thurstone,
  UnratedError,
} from 'suasion/statistics'
import { describe, expect, test } from 'vitest'

// biome-ignore lint/suspicious/noExplicitAny: fixtures have another shape for every entry
type Loose = any
const fixture = (name: string): Loose =>
  JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'))
const paired = fixture('paired-comparison')
const ranked = fixture('plackett-luce')
const file = new URL('../../../shared/reference/stat-reference.json', import.meta.url)
const present = existsSync(file)
const reference = (id: string): Loose =>
  JSON.parse(readFileSync(file, 'utf8')).references.find((each: Loose) => each.id === id)

const closeTo = (ours: readonly number[], theirs: readonly number[], tolerance = 1e-6): void => {
  expect(ours).toHaveLength(theirs.length)
  for (const [i, value] of theirs.entries())
    expect(Math.abs(ours[i]! - value), `${i}: ${ours[i]} against ${value}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(value)),
    )
}
const rowsOf = (columns: Record<string, readonly unknown[]>): ComparisonRow[] =>
  Object.values(columns)[0]!.map((_, i) =>
    Object.fromEntries(Object.keys(columns).map((key) => [key, columns[key]![i]])),
  ) as unknown as ComparisonRow[]
const matrixRows = (names: readonly string[], wins: readonly (readonly number[])[]): ComparisonRow[] =>
  names.flatMap((first, i) =>
    names
      .slice(i + 1)
      .map((second, k) => ({ first, second, wins: wins[i]![i + 1 + k]!, losses: wins[i + 1 + k]![i]! })),
  )
/** Values and errors in the order of R: side, players after the first, the rest. */
const inOrder = (fit: ComparisonFit, players: readonly string[]) => {
  const found = (name: string) => fit.abilities.find((each) => each.name === name)!
  const [side, ...rest] = fit.coefficients
  return [side!, ...players.map(found), ...rest]
}
const values = (all: readonly { readonly value: number }[]) => all.map(({ value }) => value)
const errors = (all: readonly { readonly se: number }[]) => all.map(({ se }) => se)

describe('comparisons with covariates, as in R', () => {
  const rows = rowsOf(paired.regression.data)
  const model = { side: true, terms: [factor('topic'), numeric('len')], reference: 'a' } as const
  const players = ['b', 'c', 'd', 'e']
  const { glm, probit } = paired.regression

  test('side, topic and length as glm has them, and the errors of sandwich', () => {
    const fit = bradleyTerryRegression(rows, model)
    closeTo(values(inOrder(fit, players)), glm.coef)
    closeTo(errors(inOrder(fit, players)), glm.se)
    expect(fit.logLikelihood).toBeCloseTo(glm.logLik, 8)
    expect(fit.coefficients.map(({ name }) => name)).toEqual(['side', 'topic=sport', 'topic=tax', 'len'])
    const robust = (cluster?: string | readonly [string, string]) =>
      errors(
        inOrder(bradleyTerryRegression(rows, { ...model, ...(cluster ? { cluster } : { robust: true }) }), players),
      )
    closeTo(robust(), glm.hc0)
    closeTo(robust('judge'), glm.judge)
    closeTo(robust('topic'), glm.topic)
    closeTo(robust(['judge', 'item']), glm.both)
    const by = bradleyTerryRegression(rows, { ...model, cluster: 'judge' })
    expect(by.clusters).toBe(12)
    const { value, se, interval, estimator } = coefficient(by, 'len')
    // t of 11 degrees of freedom.
    expect((interval[1] - value) / se).toBeCloseTo(2.200985, 5)
    expect(estimator).toContain('CR1 over 12 of judge')
  })

  test('crossed clusterings that leave no error say so', () => {
    expect(() => bradleyTerryRegression(rows, { ...model, cluster: ['judge', 'topic'] })).toThrow(
      'no error left between the clusters of judge and topic',
    )
  })

  test('Thurstone case V with covariates, and its errors clustered', () => {
    const fit = thurstone(rows, model)
    closeTo(values(inOrder(fit, players)), probit.coef)
    closeTo(errors(inOrder(fit, players)), probit.se)
    expect(fit.logLikelihood).toBeCloseTo(probit.logLik, 8)
    closeTo(errors(inOrder(thurstone(rows, { ...model, cluster: 'judge' }), players)), probit.judge, 1e-5)
  })

  test('home advantage in baseball, as BradleyTerry2 has it', () => {
    const { data, coef, se, parameters } = paired.baseball
    const fit = bradleyTerryRegression(rowsOf(data), { side: true, reference: 'Baltimore' })
    const teams = parameters.slice(0, -1).map((each: string) => each.replace('team', ''))
    const [side, ...others] = inOrder(fit, teams)
    closeTo([...values(others), side!.value], coef, 1e-5)
    closeTo([...errors(others), side!.se], se, 1e-5)
    expect(side!.value).toBeCloseTo(0.3023, 4)
    const without = bradleyTerryRegression(rowsOf(data), { reference: 'Baltimore' })
    expect(likelihoodRatioTest(without, fit)).toMatchObject({ df: 1 })
  })

  test('three models of ties with a side and a covariate, as the plain likelihoods have them', () => {
    const { data, davidson, rao_kupper, glenn_david } = paired.ties
    const tied = rowsOf(data)
    const own = { side: true, terms: [numeric('len')], reference: 'a' } as const
    const asInR = (fit: ComparisonFit) => {
      const [side, ...rest] = inOrder(fit, players)
      return [...rest.slice(0, 4), side!, ...rest.slice(4)]
    }
    for (const [fit, theirs] of [
      [bradleyTerryRegression(tied, own), davidson],
      [bradleyTerryRegression(tied, { ...own, ties: 'rao-kupper' }), rao_kupper],
    ] as const) {
      closeTo([...values(asInR(fit)), Math.log(fit.tie!.value)], theirs.coef)
      closeTo([...errors(asInR(fit)), fit.tie!.se], theirs.se, 1e-5)
      expect(-fit.logLikelihood).toBeCloseTo(theirs.nll, 7)
    }
    const thurstonian = thurstone(tied, own)
    closeTo([...values(asInR(thurstonian)), thurstonian.tie!.value], glenn_david.coef)
    // Theirs is the observed information, ours the expected one.
    closeTo([...errors(asInR(thurstonian)), thurstonian.tie!.se], glenn_david.se, 0.05)
    expect(-thurstonian.logLikelihood).toBeCloseTo(glenn_david.nll, 7)
  })

  describe.skipIf(!present)('the reference file (skipped where it is absent)', () => {
    test('Davidson and Rao-Kupper', () => {
      const { data, output, tol } = reference('bt-ties-davidson-raokupper')
      const counts = data.i.map((i: number, k: number) => ({
        first: `p${i}`,
        second: `p${data.j[k]}`,
        wins: data.wi[k],
        losses: data.wj[k],
        ties: data.t[k],
      }))
      const { ability, theta, se, nll } = output.rao_kupper
      const fit = bradleyTerryRegression(counts, { ties: 'rao-kupper', reference: 'p1' })
      closeTo(values(fit.abilities), ability, tol)
      // Theirs is the error of ln(theta - 1).
      closeTo([...errors(fit.abilities), (fit.tie!.se * theta) / (theta - 1)], [0, ...se], tol * 10)
      closeTo([fit.tie!.value, -fit.logLikelihood], [theta, nll], tol)
      const davidson = bradleyTerryRegression(counts)
      const plain = bradleyTerry(counts)
      closeTo(values(davidson.abilities), values(plain.abilities), 1e-9)
      closeTo(errors(davidson.abilities), errors(plain.abilities), 1e-9)
      closeTo([davidson.tie!.value, davidson.tie!.se], [plain.tie!.value, plain.tie!.se], 1e-9)
    })

    test('Thurstone case V', () => {
      const { data, output, tol } = reference('thurstone-caseV')
      const rows = matrixRows(['a', 'b', 'c', 'd'], data.wins)
      closeTo(values(thurstone(rows, { reference: 'a' }).abilities), output.probit_ref1, tol)
      closeTo(values(bradleyTerryRegression(rows, { reference: 'a' }).abilities), output.logit_ref1, tol)
    })

    test('Elo', () => {
      const { data, output, tol } = reference('elo-sequential')
      const games = data.games.map(([first, second, score]: Loose) => ({ first, second, score }))
      const { trace, ratings } = elo(games, { k: data.K, start: data.start })
      for (const [i, after] of trace.entries())
        for (const [name, rating] of Object.entries(after))
          expect(Math.abs(rating - output.trace[i][name])).toBeLessThan(tol * rating)
      expect(ratings).toEqual(trace.at(-1))
      const streak = [1, 1, 1, 0, 0, 0].map((score) => ({ first: 'A', second: 'B', score }))
      expect(elo(streak).ratings['A']).toBeLessThan(1495)
      expect(elo(streak.toReversed()).ratings['A']).toBeGreaterThan(1505)
    })

    test('Glicko and Glicko-2', () => {
      const games = (data: Loose) =>
        data.opponents.map(([rating, deviation, score]: number[]) => ({ rating, deviation, score }))
      const one = reference('glicko1')
      const after = glicko({ rating: one.data.r, deviation: one.data.RD }, games(one.data))
      closeTo([after.rating, after.deviation], [one.output.r, one.output.RD], one.tol)
      const two = reference('glicko2')
      const own = { rating: two.data.r, deviation: two.data.RD, volatility: two.data.vol }
      const moved = glicko2(own, games(two.data), { tau: two.data.tau })
      closeTo(
        [moved.rating, moved.deviation, moved.volatility],
        [two.output.r, two.output.RD, two.output.sigma],
        two.tol,
      )
    })

    test('circular triads', () => {
      const { data, output } = reference('thurstone-caseV')
      expect(circularTriads(data.wins)).toMatchObject({ triads: output.circular_triads, zeta: output.kendall_zeta })
    })

    test('Plackett-Luce', () => {
      const { data, output, tol } = reference('plackett-luce')
      const rankings = data.rankings.map((row: number[]) => ({ places: row.map(String) }))
      const fit = plackettLuce(rankings, { reference: '1' })
      closeTo(values(fit.abilities), output.logworth_ref1, tol)
      closeTo(errors(fit.abilities).slice(1), output.se, tol)
      expect(-fit.logLikelihood).toBeCloseTo(output.nll, 7)
    })
  })

  test('does not depend on how counts are split over rows', () => {
    const split = rows.flatMap((row) => [{ ...row, wins: 0, losses: 0 }, row])
    expect(bradleyTerryRegression(split, { ...model, cluster: 'judge' })).toEqual(
      bradleyTerryRegression(rows, { ...model, cluster: 'judge' }),
    )
  })
})

describe('comparisons recover what was planted', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  const planted = [1, 0.6, 0.1, -0.2, -0.5, -1]
  const simulate = (seed: string, n: number, side: number, slope: number, band: number): ComparisonRow[] => {
    const luck = luckOf(seed)
    return Array.from({ length: n }, (_, k) => {
      const own = luck.of('game', k)
      const [i, j] = own.of('who').draw([0, 1, 2, 3, 4, 5], 2) as [number, number]
      const x = own.of('x').normal()
      const lead = planted[i]! - planted[j]! + side + slope * x
      const chances = [lead - band, -lead - band].map((each) => 1 / (1 + Math.exp(-each))) as [number, number]
      const u = own.of('outcome').uniform()
      const [wins, losses] = [Number(u < chances[0]), Number(u > 1 - chances[1])]
      return { first: names[i]!, second: names[j]!, wins, losses, ties: 1 - wins - losses, x }
    })
  }

  test('abilities, side, covariate and band, and as many intervals hold them as they promise', () => {
    const [side, slope, band] = [0.4, 0.5, 0.3]
    let held = 0
    let all = 0
    for (let run = 0; run < 40; run++) {
      const rows = simulate(`recovery ${run}`, 500, side, slope, band)
      const fit = bradleyTerryRegression(rows, { side: true, terms: [numeric('x')], ties: 'rao-kupper' })
      const truth = [
        ...fit.abilities.map(({ name }) => planted[names.indexOf(name)]!),
        ...[side, slope],
        Math.exp(band),
      ]
      for (const [k, { interval }] of [...fit.abilities, ...fit.coefficients, fit.tie!].entries()) {
        all++
        if (interval![0] <= truth[k]! && truth[k]! <= interval![1]) held++
      }
    }
    // .95 of 360, within three standard errors.
    expect(held / all).toBeGreaterThan(0.95 - 3 * Math.sqrt((0.95 * 0.05) / all))
    expect(held / all).toBeLessThan(0.95 + 3 * Math.sqrt((0.95 * 0.05) / all))
  })

  test('values of Thurstone, with ties and a side', () => {
    let held = 0
    let all = 0
    for (let run = 0; run < 40; run++) {
      const luck = luckOf(`thurstone ${run}`)
      const rows = Array.from({ length: 400 }, (_, k) => {
        const own = luck.of('game', k)
        const [i, j] = own.of('who').draw([0, 1, 2, 3, 4, 5], 2) as [number, number]
        const lead = planted[i]! - planted[j]! + 0.3 + own.of('lead').normal()
        return {
          first: names[i]!,
          second: names[j]!,
          wins: Number(lead > 0.25),
          losses: Number(lead < -0.25),
          ties: Number(Math.abs(lead) <= 0.25),
        }
      })
      const fit = thurstone(rows, { side: true })
      const truth = [...fit.abilities.map(({ name }) => planted[names.indexOf(name)]!), 0.3, 0.25]
      for (const [k, { interval }] of [...fit.abilities, ...fit.coefficients, fit.tie!].entries()) {
        all++
        if (interval![0] <= truth[k]! && truth[k]! <= interval![1]) held++
      }
    }
    expect(Math.abs(held / all - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / all))
  })

  test('log worths of Plackett and Luce, from rankings of two to six and from top lists', () => {
    let held = 0
    let all = 0
    for (let run = 0; run < 40; run++) {
      const luck = luckOf(`rankings ${run}`)
      const rankings = Array.from({ length: 120 }, (_, k): Ranking => {
        const own = luck.of('ranking', k)
        const some = own.of('who').draw([0, 1, 2, 3, 4, 5], 2 + (k % 5))
        // The first of exponential waiting times is the first choice (Luce).
        const waits = some.map(
          (i) => [-Math.log(own.of('wait', i).uniform()) / Math.exp(planted[i]!), names[i]!] as const,
        )
        const places = waits.sort(([a], [b]) => a - b).map(([, name]) => name)
        return k % 3 === 0 && places.length > 3 ? { places: places.slice(0, 2), below: places.slice(2) } : { places }
      })
      for (const { name, interval } of plackettLuce(rankings).abilities) {
        all++
        const truth = planted[names.indexOf(name)]!
        if (interval[0] <= truth && truth <= interval[1]) held++
      }
    }
    expect(Math.abs(held / all - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / all))
  })

  test('whatever the unit of a covariate', () => {
    const rows = simulate('units', 300, 0.2, 0.5, 0.3)
    const inUnits = (unit: number) => rows.map((row) => ({ ...row, x: (row as unknown as { x: number }).x * unit }))
    const of = (unit: number) =>
      coefficient(bradleyTerryRegression(inUnits(unit), { side: true, terms: [numeric('x')] }), 'x')
    expect(of(1e6).value * 1e6).toBeCloseTo(of(1).value, 8)
    expect(of(1e-6).se * 1e-6).toBeCloseTo(of(1).se, 8)
  })

  test('errors that ignore what judges share are too small; clustered ones are not', () => {
    const covered = (options: object): number => {
      let held = 0
      for (let run = 0; run < 100; run++) {
        const luck = luckOf(`judges ${run}`)
        const rows = Array.from({ length: 600 }, (_, k) => {
          const own = luck.of('game', k)
          const judge = `j${k % 30}`
          // Judges differ in how much they lean to the first place.
          const lean = 1.2 * luck.of('judge', judge).normal()
          const [first, second] = own.of('who').draw(['p', 'q', 'r'], 2) as [string, string]
          const wins = Number(own.of('outcome').uniform() < 1 / (1 + Math.exp(-lean)))
          return { first, second, wins, losses: 1 - wins, judge }
        })
        const { interval } = bradleyTerryRegression(rows, { side: true, ...options }).coefficients[0]!
        if (interval[0] <= 0 && 0 <= interval[1]) held++
      }
      return held / 100
    }
    expect(covered({})).toBeLessThan(0.85)
    expect(covered({ cluster: 'judge' })).toBeGreaterThan(0.88)
  })
})

describe('rankings', () => {
  const items = ['A', 'B', 'C', 'D', 'E', 'F']
  const ordered = (fit: ReturnType<typeof plackettLuce>) =>
    items.map((name) => fit.abilities.find((each) => each.name === name)!)
  const rankings: Ranking[] = ranked.rankings.map((places: string[], i: number) => ({
    places,
    judge: ranked.judges[i],
  }))
  const tied: Ranking[] = ranked.rankings.map((items_: string[], i: number) => ({
    places: [1, 2, 3]
      .map((place) => items_.filter((_, k) => ranked.places[i][k] === place))
      .filter((own) => own.length),
    judge: ranked.judges[i],
  }))

  test('of three to six items, as the plain likelihood and the stratified Cox model have them', () => {
    const fit = plackettLuce(rankings, { reference: 'A' })
    closeTo(values(ordered(fit)).slice(1), ranked.optim.coef)
    closeTo(errors(ordered(fit)).slice(1), ranked.optim.se, 1e-5)
    expect(-fit.logLikelihood).toBeCloseTo(ranked.optim.nll, 7)
    const by = plackettLuce(rankings, { reference: 'A', robust: 'judges' })
    closeTo(
      errors(ordered(by)).slice(1),
      ranked.cox.robust.map((se: number) => se * Math.sqrt(10 / 9)),
    )
    expect(by.clusters).toBe(10)
    expect(plackettLuce(rankings).abilities.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(0, 10)
  })

  test('with shared places under a declared rule, as coxph has them', () => {
    for (const ties of ['efron', 'breslow'] as const) {
      const fit = plackettLuce(tied, { reference: 'A', ties })
      closeTo(values(ordered(fit)).slice(1), ranked[ties].coef)
      closeTo(errors(ordered(fit)).slice(1), ranked[ties].se, 1e-5)
      expect(fit.logLikelihood).toBeCloseTo(ranked[ties].logLik, 7)
    }
    expect(() => plackettLuce(tied)).toThrow('share a place; say by which rule ties count: efron or breslow')
  })

  test('of the top two of six', () => {
    const top = ranked.top.map((places: string[]) => ({
      places,
      below: items.filter((each) => !places.includes(each)),
    }))
    const fit = plackettLuce(top, { reference: 'A' })
    closeTo(values(ordered(fit)).slice(1), ranked.topfit.coef, 1e-5)
    closeTo(errors(ordered(fit)).slice(1), ranked.topfit.se, 1e-4)
  })

  test('of two are Bradley and Terry, and counts stand for repetition', () => {
    const pairs = [
      { places: ['x', 'y'], count: 12 },
      { places: ['y', 'x'], count: 5 },
      { places: ['y', 'z'], count: 7 },
      { places: ['z', 'x'], count: 4 },
    ]
    const fit = plackettLuce(pairs)
    const plain = bradleyTerry([
      { first: 'x', second: 'y', wins: 12, losses: 5 },
      { first: 'y', second: 'z', wins: 7, losses: 0 },
      { first: 'z', second: 'x', wins: 4, losses: 0 },
    ])
    closeTo(values(fit.abilities), values(plain.abilities), 1e-9)
    closeTo(errors(fit.abilities), errors(plain.abilities), 1e-9)
    const repeated = pairs.flatMap(({ places, count }) => Array.from({ length: count }, () => ({ places })))
    closeTo(values(plackettLuce(repeated).abilities), values(fit.abilities), 1e-9)
    closeTo(
      errors(plackettLuce(repeated, { robust: 'rankings' }).abilities),
      errors(plackettLuce(pairs, { robust: 'rankings' }).abilities),
      1e-9,
    )
  })

  test('that cannot be read or placed say which and why', () => {
    const refuse = (given: unknown, message: string | RegExp, options = {}) =>
      expect(() => plackettLuce(given as Ranking[], options)).toThrow(message)
    refuse([], 'of no rankings')
    refuse([{ places: ['a'] }], 'ranking 0 has 1 items')
    refuse([{ places: ['a', 'b', 'a'] }], 'ranking 0: a stands in it twice')
    refuse([{ places: ['a', ''] }], 'an item is called ""')
    refuse([{ places: ['a', null] }], 'an item is called null')
    refuse([{ places: ['a', []] }], 'an empty place')
    refuse([{ places: ['a', 'b'], count: Number.NaN }], 'a count is a whole number')
    refuse([{ places: ['a', 'b'] }], 'nobody else ever came above or beside a')
    refuse(
      [{ places: ['a', 'b'] }, { places: ['b', 'a'] }, { places: ['c', 'd'] }, { places: ['d', 'c'] }],
      'connect a, b with c, d',
    )
    refuse([{ places: ['a', 'b'] }, { places: ['b', 'a'] }], 'no judge to cluster by', { robust: 'judges' })
    refuse([{ places: ['a', 'b'] }, { places: ['b', 'a'] }], 'no item is called z', { reference: 'z' })
    refuse([{ places: ['a', 'b'] }], 'ties average are not known', { ties: 'average' })
  })
})

describe('comparisons that cannot be fitted say which and why', () => {
  const game = (first: string, second: string, wins: number, losses: number, more = {}): ComparisonRow => ({
    first,
    second,
    wins,
    losses,
    ...more,
  })
  const good = [game('a', 'b', 3, 2), game('b', 'c', 2, 3), game('c', 'a', 2, 2)]

  test('a graph in parts, a player who won all, ties only, nothing', () => {
    const parts = [game('a', 'b', 1, 1), game('c', 'd', 1, 1)]
    expect(() => bradleyTerryRegression(parts)).toThrow('connect a, b with c, d')
    let thrown: unknown
    try {
      thurstone(parts)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(UnratedError)
    expect((thrown as UnratedError).groups).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ])
    expect(() => thurstone([game('a', 'b', 4, 0), game('a', 'c', 2, 0), game('b', 'c', 1, 1)])).toThrow(
      'nobody else ever came above or beside a',
    )
    expect(() => bradleyTerryRegression([game('a', 'b', 0, 0, { ties: 3 })])).toThrow('all comparisons are ties')
    expect(() => bradleyTerryRegression([])).toThrow('no comparisons to fit')
    expect(() => bradleyTerryRegression([game('a', 'b', 0, 0)])).toThrow('no comparisons to fit')
  })

  test('strange rows', () => {
    const refuse = (row: unknown, message: string) =>
      expect(() => bradleyTerryRegression([...good, row as ComparisonRow])).toThrow(message)
    refuse(game('a', 'b', Number.NaN, 1), 'row 3: the number of wins of a against b is NaN')
    refuse(game('a', 'b', 1.5, 1), 'a count is a whole number')
    refuse(game('a', 'a', 1, 1), 'a is compared with itself')
    refuse({ second: 'b', wins: 1, losses: 1 }, 'a player is called undefined')
    refuse(game('a', 'b', 1, 1, { ties: -1 }), 'the number of ties')
  })

  test('covariates and clusters that are not there, do not vary, or follow from the players', () => {
    expect(() => bradleyTerryRegression(good, { terms: [numeric('length')] })).toThrow(
      'there is no column length to be a covariate; the comparisons have first, second, wins, losses',
    )
    expect(() => bradleyTerryRegression(good, { cluster: 'judge' })).toThrow('no column judge to be a cluster')
    const judged = good.map((row) => ({ ...row, judge: 'j', topic: 't', x: Number.NaN }))
    expect(() => bradleyTerryRegression(judged, { cluster: 'judge' })).toThrow('judge is the same in every comparison')
    expect(() => bradleyTerryRegression(judged, { terms: [numeric('x')] })).toThrow('x is NaN, not a finite number')
    expect(() => bradleyTerryRegression(judged, { terms: [factor('topic')] })).toThrow('needs side: true')
    expect(() => bradleyTerryRegression(judged, { side: true, terms: [factor('topic')] })).toThrow('one level only')
    const athome = [game('a', 'b', 3, 2), game('a', 'c', 2, 3)]
    expect(() => bradleyTerryRegression(athome, { side: true })).toThrow('side follows from who met whom')
    expect(() => bradleyTerryRegression(good, { reference: 'z' })).toThrow('no player is called z')
    expect(() => bradleyTerryRegression(good, { ties: 'none' as 'davidson' })).toThrow('ties none are not known')
    expect(() => bradleyTerryRegression(good, { level: 2 })).toThrow('must lie between 0 and 1')
  })

  test('a covariate that explains every outcome', () => {
    const told = [...[1, 2, 3].flatMap((x) => [game('a', 'b', 1, 0, { x }), game('a', 'b', 0, 1, { x: -x })])]
    expect(() => bradleyTerryRegression(told, { terms: [numeric('x')] })).toThrow(/separated by .*x/)
  })

  test('periods of Glicko, and volatility that rises where results surprise', () => {
    const own = { rating: 1500, deviation: 50, volatility: 0.06 }
    const lost = { rating: 1000, deviation: 30, score: 0 }
    const calm = glicko2(own, [{ rating: 1500, deviation: 30, score: 0.5 }])
    expect(glicko2(own, Array(10).fill(lost)).volatility).toBeGreaterThan(0.06)
    expect(calm.volatility).toBeLessThan(0.06)
    expect(calm.rating).toBeCloseTo(1500, 10)
    expect(glicko2(own, [])).toMatchObject({ rating: 1500, volatility: 0.06 })
    expect(glicko2(own, []).deviation).toBeCloseTo(Math.hypot(50, 0.06 * 173.7178), 8)
    expect(glicko(own, []).deviation).toBeCloseTo(50, 10)
    expect(() => glicko({ rating: 1500, deviation: 0 }, [])).toThrow('the deviation of a player is 0')
    expect(() => glicko2({ ...own, volatility: Number.NaN }, [])).toThrow('not a finite number')
    expect(() => glicko(own, [{ ...lost, score: 2 }])).toThrow('game 0: the score is 2')
    expect(() => glicko(own, [{ ...lost, deviation: -1 }])).toThrow('game 0: the deviation of the opponent is -1')
  })

  test('choices that go round, and tables that are none', () => {
    expect(
      circularTriads([
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ]),
    ).toEqual({ triads: 1, most: 1, zeta: 0 })
    expect(() => circularTriads([[0]])).toThrow('three or more')
    expect(() =>
      circularTriads([
        [0, 1, 1],
        [0, 0, 1],
        [0, 0],
      ]),
    ).toThrow('row 2 has 2 cells')
    expect(() =>
      circularTriads([
        [0, 1, 1],
        [1, 0, 1],
        [0, 0, 0],
      ]),
    ).toThrow('neither is preferred')
  })

  test('games of Elo', () => {
    const one = { first: 'a', second: 'b', score: 1 }
    expect(() => elo([])).toThrow('of no games')
    expect(() => elo([{ ...one, score: 2 }])).toThrow('game 0: the score of a is 2')
    expect(() => elo([{ ...one, second: 'a' }])).toThrow('plays against itself')
    expect(() => elo([{ ...one, first: '' }])).toThrow('a player is called ""')
    expect(() => elo([one], { k: 0 })).toThrow('must be above 0')
    expect(() => elo([one], { start: Number.NaN })).toThrow('not a finite number')
  })
})
