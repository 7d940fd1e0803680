import { luckOf } from 'suasion'
import { nashEffort, optimalEffort, validation } from 'suasion/protocols/coopetition'
import { expect, it } from 'vitest'

const { allTargets, appropriated, appropriationClaims, cooperationAt, dilemma, nullScores, numpyUniforms } = validation
const { recovery, repeatedRobustness, teamOutput, unevenAnswers, usualAppropriation } = validation
const { alliance, allianceRates, apache, appStore, appStoreScore, audit, cooperation, estimatesOf, foundations } =
  validation
const { foundationClaims, loyaltyClaims, moved, numpyNormals, pairs, publishedOf, reciprocityClaims } = validation
const { reciprocitySweep, renaultNissan, robustness, teamEfforts, teamSweep, trustClaims, trustSweep } = validation

it("draws what NumPy's RandomState(42) draws", () => {
  const normal = numpyNormals(42)
  const drawn = Array.from({ length: 4 }, normal)
  expect(drawn).toEqual([0.4967141530112327, -0.13826430117118466, 0.6476885381006925, 1.5230298564080254])
  expect(numpyUniforms(42)()).toBe(0.3745401188473625)
})

it('sweeps the whole grids, not parts of them', () => {
  expect(trustSweep()).toHaveLength(3125)
  expect(teamSweep('sum').configurations).toBe(3125)
  const sweep = reciprocitySweep()
  expect(sweep.configurations).toBe(15_625)
  expect([sweep.emergence, sweep.forgiveness]).toEqual([15_235, 13_728])
})

it('has a computation, a source and a margin for every claim', () => {
  for (const claims of [foundationClaims, trustClaims, loyaltyClaims, reciprocityClaims, appropriationClaims]) {
    const published = publishedOf(claims)
    expect(Object.keys(estimatesOf(claims))).toEqual(Object.keys(published))
    for (const each of Object.values(published)) {
      expect(each.source.length).toBeGreaterThan(5)
      expect(each.margin).toBeGreaterThanOrEqual(0)
      expect(each).not.toHaveProperty('compute')
    }
  }
})

it('moves trust up slowly, down fast, and never above what reputation permits', () => {
  const rates = { building: 0.1, erosion: 0.3, damage: 0.6, decay: 0.03, amplification: 0.5 }
  const up = moved({ trust: 0.5, damage: 0 }, 1, 0.5, rates)
  const down = moved({ trust: 0.5, damage: 0 }, -1, 0.5, rates)
  expect(0.5 - down.trust).toBeGreaterThan(3 * (up.trust - 0.5))
  expect(down.damage).toBeCloseTo(0.6, 12)
  expect(moved({ trust: 0.9, damage: 0.6 }, 0.5, 0, rates, { cut: true }).trust).toBeCloseTo(0.4, 12)
  expect(moved({ trust: 0.9, damage: 0.6 }, 0.5, 0, rates).trust).toBeCloseTo(0.9, 12)
})

it('solves teams to the closed forms, at bounds too', () => {
  const team = { omega: 20, beta: 0.5, cost: 2.5, benefit: 0.8, tolerance: 0.3 }
  const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length
  const closed = (loyalty: number, mates: number, n = 5) =>
    ((20 * 0.5 * (1 + loyalty * 0.8 * mates)) / (n * 2.5 * (1 - loyalty * 0.3))) ** 2 / n
  const loyal = { ...team, loyalties: new Array(5).fill(0.5) }
  expect(mean(teamEfforts(loyal, 'sum'))).toBeCloseTo(closed(0.5, 4), 9)
  expect(mean(teamEfforts(loyal, 'average'))).toBeCloseTo(closed(0.5, 1), 9)
  expect(mean(teamEfforts({ ...team, loyalties: new Array(5).fill(0) }, 'sum'))).toBeCloseTo(
    nashEffort({ ...team, players: 5, most: 50 }),
    9,
  )
  expect(teamEfforts({ ...team, omega: 1000, loyalties: [1, 1] }, 'sum')).toEqual([50, 50])
  const goods = { omega: 2, beta: 1, cost: 1, players: 5, most: 50 }
  expect([nashEffort(goods), optimalEffort(goods)]).toEqual([0, 50])
})

it('scores the four cases as the released suites do', () => {
  expect(foundations(pairs.slcd, 'logarithmic').points).toEqual([10, 15, 13, 10, 10])
  expect(renaultNissan(alliance.released, allianceRates).points).toEqual([10, 15, 15, 9])
  expect([apache('sum').points, apache('average').points]).toEqual([
    [15, 15, 15, 15],
    [12, 12, 11, 10],
  ])
  const { points, applicable, scores } = appStoreScore(appStore())
  expect([points, applicable]).toEqual([43, 51])
  const sums = scores.map((each) => Object.values(each).reduce<number>((sum, x) => sum + (x ?? 0), 0))
  expect(sums).toEqual([8.5, 10, 8, 6.5, 10])
})

it('lets shocks strike, noise repeat, and nothing happen without reciprocity', () => {
  expect(appStore().acts).toEqual(appStore().acts)
  expect(appStore(undefined, 7).acts[66]).not.toEqual(appStore().acts[66])
  const still = cooperation(
    {
      ...{
        dependence: [
          [0, 1],
          [1, 0],
        ],
        trust: [
          [1, 0.5],
          [0.5, 1],
        ],
        acts: [0.3, 0.3],
        baselines: [0.3, 0.3],
      },
      ...{ rho: 1, eta: 1, kappa: 1, lambda: 1, omega: 0.6, adjustment: 0.1, decay: 0.1 },
    },
    20,
  )
  expect(still.acts.flat()).toEqual(still.acts.flat().map(() => expect.closeTo(0.3, 12)))
  const struck = appStore({ 10: { 0: { set: 0 } } })
  expect(struck.acts[10]![0]).toBe(0)
})

it('draws its own robustness by address', () => {
  const once = robustness(luckOf('a'), 20)
  expect(robustness(luckOf('a'), 20)).toEqual(once)
  expect(robustness(luckOf('b'), 20).power).not.toEqual(once.power)
})

it('audits both ways to leave the others, by the gain of who leaves', () => {
  const left = audit({ environment: 'GiftExchange' })
  expect(left.filter(({ kind }) => kind === 'static')).toHaveLength(4)
  expect(left.filter(({ kind, exploitative }) => kind === 'late' && exploitative)).toEqual([])
  const ramp = left.find(({ kind }) => kind === 'ramp')!
  expect(ramp.exploitative).toBe(ramp.gain > 0 && ramp.others < 0)
  expect(ramp.exploitative).toBe(true)
})

it('finds acts and efforts that neither could better, alone or together', () => {
  const { acts, efforts, utilities } = appropriated()
  const [depends, share] = [pairs.slcd.dependence, pairs.slcd.share]
  const { cost, strain, capture, erosion } = usualAppropriation
  const utility = (i: number, c: readonly number[], p: readonly number[]): number => {
    const surplus = 0.65 * Math.sqrt(c[0]! * c[1]!)
    const kept = 1 - (erosion * (p[0]! + p[1]!)) / 2
    const paid = c.map(
      (a, k) =>
        100 -
        a -
        cost * p[k]! +
        20 * Math.log(1 + a) +
        (share[k]! * kept + capture * p[k]!) * surplus -
        strain * p[k]! ** 2,
    )
    return paid[i]! + depends[i]! * paid[1 - i]!
  }
  for (const i of [0, 1]) {
    expect(utility(i, acts, efforts)).toBeCloseTo(utilities[i]!, 9)
    for (let c = 0; c <= 100; c += 2)
      for (let p = 0; p <= 1; p += 0.02)
        expect(utility(i, acts.with(i, c), efforts.with(i, p))).toBeLessThan(utilities[i]!)
  }
})

it('falls back to the joint venture where taking brings nothing, and goes to the bound where it costs little', () => {
  const { acts, efforts } = appropriated({ ...usualAppropriation, capture: 0 })
  const plain = foundations(pairs.slcd, 'logarithmic').acts
  expect(efforts).toEqual([0, 0])
  expect(acts).toEqual(plain.map((act) => expect.closeTo(act, 8)))
  expect(appropriated({ ...usualAppropriation, strain: 1e-3 }).efforts).toEqual([1, 1])
})

it.each([
  [{ cost: Number.NaN }, 'cost is NaN'],
  [{ capture: -1 }, 'capture is -1'],
  [{ strain: 0 }, 'strain is 0'],
  [{ strain: Number.POSITIVE_INFINITY }, 'strain is Infinity'],
  [{ erosion: 1.5 }, 'erosion is 1.5'],
])('refuses appropriation of %j', (wrong, words) => {
  expect(() => appropriated({ ...usualAppropriation, ...wrong })).toThrow(words)
})

it('scores random pairs by address, and their draws by seed', () => {
  const random = nullScores(luckOf('a'), 50)
  expect(nullScores(luckOf('a'), 50)).toEqual(random)
  expect(nullScores(luckOf('b'), 50)).not.toEqual(random)
  const spread = (xs: readonly number[]) => Math.max(...xs) - Math.min(...xs)
  expect(spread(random.logarithmic)).toBeGreaterThan(spread(robustness(luckOf('a'), 50).logarithmic))
  expect(repeatedRobustness(42, 20, 0)).toMatchObject({ power: new Array(20).fill(46), wins: 1 })
  expect(repeatedRobustness(42, 20, 0.15)).not.toEqual(repeatedRobustness(43, 20, 0.15))
  expect(allTargets(42, 100)).not.toBe(allTargets(7, 100))
})

it('runs the small experiments of TR-4 on the dynamics themselves', () => {
  expect(dilemma(0)).toBeCloseTo(0.3 + 0.2 * 0.98 ** 30, 12)
  expect(teamOutput(0)).toBeCloseTo(3 * (0.2 + 0.3 * 0.98 ** 25), 12)
  expect([dilemma(1), teamOutput(1)]).toEqual([1, 3])
  expect(unevenAnswers()).toBeCloseTo(0.9 / 0.2, 12)
  expect(recovery()).toBe(2)
  const rising = [0, 0.3, 0.6, 0.9].map(cooperationAt)
  expect(rising).toEqual(rising.toSorted((a, b) => a - b))
  expect(new Set(rising).size).toBe(4)
})
