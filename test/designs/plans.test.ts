import { type Design, type Finished, luckOf, type Trial, trialKey } from 'suasion'
import { describe, expect, it } from 'vitest'
import {
  adaptive,
  aliasesOf,
  anytimeValid,
  between,
  counterbalanced,
  crossover,
  fractionalFactorial,
  fractionOf,
  generations,
  groupSequential,
  latinSquare,
  matchedPairs,
  randomisedBlocks,
  topShare,
  williamsSequences,
} from '../../src/designs/index.ts'
import { checkDesign } from '../../src/lab/check/design.ts'
import { adaptiveEstimate, differenceOfProportions, proportionSequence } from '../../src/statistics/index.ts'

const all = (design: Design, key = 'study'): readonly Trial[] => {
  const trials = design.next([], [], luckOf(key))
  if (trials === 'wait') throw new Error('nothing was running')
  return trials
}
const plain = (trial: Trial): Finished => ({
  trial,
  rows: [],
  payoff: null,
  kept: { subject: `memory of ${trialKey(trial)}` },
})
/** Plays a design to its end, `at once` so many trials finishing together, in an order of its own. */
const complete = (design: Design, play: (trial: Trial) => Finished, atOnce = 7, key = 'study'): Finished[] => {
  const done = new Map<string, Finished>()
  const running: Trial[] = []
  for (let step = 0; step < 10_000; step++) {
    const ended = [...done].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
    const next = design.next(ended, running, luckOf(key))
    if (next !== 'wait') running.push(...next)
    if (running.length === 0) return ended
    const order = luckOf(`${atOnce}`).of('order', step).draw(running, running.length)
    for (const trial of order.slice(0, atOnce)) {
      done.set(trialKey(trial), play(trial))
      running.splice(running.indexOf(trial), 1)
    }
  }
  throw new Error('it does not end')
}
const count = (trials: readonly Trial[], of: (trial: Trial) => unknown) => {
  const counts = new Map<unknown, number>()
  for (const trial of trials) counts.set(of(trial), (counts.get(of(trial)) ?? 0) + 1)
  return counts
}
const two = (names: string) => Object.fromEntries([...names].map((name) => [name, ['-', '+']]))

describe('every design keeps its promises', () => {
  const arms = { arm: ['a', 'b'] } as const
  const designs: readonly (readonly [Design, boolean])[] = [
    [fractionalFactorial(two('abcde'), { resolution: 'V', perCell: 2 }), true],
    [latinSquare({ t: ['x', 'y', 'z'] }, { rows: { r: [1, 2, 3] }, columns: { c: [1, 2, 3] }, squares: 2 }), false],
    [randomisedBlocks({ t: ['x', 'y'] }, { blocks: { site: ['p', 'q', 'r'] }, perCell: 2 }), true],
    [counterbalanced({ t: ['x', 'y', 'z'] }, { subjects: 12, subject: 'subject' }), true],
    [crossover(arms, { subjects: 10, subject: 'subject' }), true],
    [matchedPairs(arms, { pairs: 9 }), true],
    [matchedPairs(arms, { scores: [3, 1, 4, 1, 5, 9] }), true],
    [adaptive(arms, { n: 40, batch: 8, outcome: 'y', kind: 'share' }), false],
    [groupSequential(between(arms, { n: 40 }), { estimate: () => null, looks: 4 }), true],
    [anytimeValid(between(arms, { n: 40 }), { estimate: () => null, every: 10 }), true],
  ]
  it.each(
    designs.map(([design, balanced]) => [design.name, design, balanced] as const),
  )('%s', async (_, design, balanced) => {
    expect(await checkDesign(design, { balanced, play: plain })).toEqual([])
    const trials = complete(design, plain).map(({ trial }) => trial)
    for (const { assignment } of trials)
      if (assignment) {
        expect(assignment.probability).toBeGreaterThan(0)
        expect(assignment.probability).toBeLessThanOrEqual(1)
        expect(assignment.draw).not.toBe('')
      }
    // The audit is reproducible from the seed, in whatever order trials end, and differs under another.
    const table = (atOnce: number, key?: string) =>
      complete(design, plain, atOnce, key).map(({ trial }) =>
        JSON.stringify([trialKey(trial), trial.assignment, trial.pair]),
      )
    expect(table(1)).toEqual(table(13))
    expect(table(7)).toEqual(table(13))
  })
})

describe('fractional factorial', () => {
  it('states resolution and aliases that textbooks state: 2^(5-1) V, 2^(7-4) III, 2^(4-1) IV', () => {
    const five = fractionOf([...'abcde'], { resolution: 'V' })
    expect(five).toMatchObject({ resolution: 5, cells: 16, of: 32, generators: { e: ['a', 'b', 'c', 'd'] } })
    expect(aliasesOf([...'abcde'], five)).toEqual([])
    const seven = fractionOf([...'abcdefg'], { resolution: 'III' })
    expect(seven).toMatchObject({ resolution: 3, cells: 8 })
    expect(seven.words).toHaveLength(15)
    const four = fractionOf([...'abcd'], { generators: { d: ['a', 'b', 'c'] } })
    expect(four.resolution).toBe(4)
    expect(aliasesOf([...'abcd'], four)).toEqual([
      ['a x b', 'c x d'],
      ['a x c', 'b x d'],
      ['b x c', 'a x d'],
    ])
    const design = fractionalFactorial(two('abcd'), { generators: { d: ['a', 'b', 'c'] }, perCell: 1 })
    expect(design.name).toContain('2^(4-1), resolution IV')
    expect(design.notes!.join()).toContain('a x b = c x d')
  })
  it('is orthogonal: every two factors meet equally often, and the defining word is constant', () => {
    for (const [names, resolution] of [
      ['abcde', 'III'],
      ['abcdef', 'IV'],
      ['abcdefgh', 'V'],
    ] as const) {
      const trials = all(fractionalFactorial(two(names), { resolution, perCell: 1 }))
      for (const first of names)
        for (const second of names) {
          if (first >= second) continue
          const counts = [...count(trials, ({ condition }) => `${condition[first]}${condition[second]}`).values()]
          expect(counts).toEqual(counts.map(() => trials.length / 4))
        }
    }
    const sign = (level: unknown) => (level === '+' ? 1 : -1)
    const words = all(fractionalFactorial(two('abcde'), { resolution: 'V', perCell: 1 })).map(({ condition }) =>
      [...'abcde'].reduce((product, name) => product * sign(condition[name]), 1),
    )
    expect(new Set(words).size).toBe(1)
  })
  it('refuses what is impossible', () => {
    expect(() => fractionalFactorial(two('abc'), { resolution: 'V', perCell: 1 })).toThrow('the most is III')
    expect(() => fractionalFactorial(two('ab'), { resolution: 'III', perCell: 1 })).toThrow('3 to 15 factors, not 2')
    expect(() => fractionalFactorial({ ...two('ab'), c: [1, 2, 3] }, { resolution: 'III', perCell: 1 })).toThrow(
      'c has 3 levels',
    )
    expect(() => fractionalFactorial(two('abcd'), { perCell: 1 })).toThrow('give generators')
    expect(() => fractionalFactorial(two('abcd'), { generators: { d: ['a', 'x'] }, perCell: 1 })).toThrow('names x')
    expect(() => fractionalFactorial(two('abcd'), { generators: { d: ['a'] }, perCell: 1 })).toThrow(
      'would be the same',
    )
    expect(() => fractionalFactorial(two('abcd'), { resolution: 'II' as never, perCell: 1 })).toThrow(
      'III, IV or V, not II',
    )
    expect(() => fractionalFactorial(two('abcde'), { resolution: 'V', perCell: 0 })).toThrow('perCell')
    expect(() => fractionalFactorial(two('abcde'), { resolution: 'V', perCell: 1 }).resize(20)).toThrow(
      'multiple of 16',
    )
  })
})

describe('blocks, squares and pairs', () => {
  it('a Latin square has each treatment once in each row and column, another one in each square', () => {
    const trials = all(
      latinSquare({ t: ['x', 'y', 'z', 'w'] }, { rows: { r: [1, 2, 3, 4] }, columns: { c: [1, 2, 3, 4] }, squares: 3 }),
    )
    for (const by of ['r', 'c'])
      expect([
        ...count(trials, ({ condition, replicate }) => `${replicate}/${condition['t']}/${condition[by]}`).values(),
      ]).toEqual(Array.from({ length: 48 }, () => 1))
    const square = (i: number) =>
      trials
        .filter(({ replicate }) => replicate === i)
        .map(({ condition }) => condition['t'])
        .join('')
    expect(new Set([square(0), square(1), square(2)]).size).toBeGreaterThan(1)
    expect(() => latinSquare({ t: ['x', 'y'] }, { rows: { r: [1, 2, 3] }, columns: { c: [1, 2] } })).toThrow(
      '2, 3 and 2',
    )
    expect(() => latinSquare({ t: ['x', 'y'] }, { rows: { t: [1, 2] }, columns: { c: [1, 2] } })).toThrow('three names')
  })
  it('blocks are complete, and their cells meet the same items', () => {
    const items = { rows: ['i', 'j', 'k'].map((id) => ({ id })) }
    const trials = all(randomisedBlocks({ t: ['x', 'y'] }, { blocks: { site: ['p', 'q', 'r'] }, perCell: 2, items }))
    expect([...count(trials, ({ condition }) => `${condition.site}${condition.t}`).values()]).toEqual([
      2, 2, 2, 2, 2, 2,
    ])
    for (const site of ['p', 'q', 'r']) {
      const met = (t: string) =>
        trials
          .filter(({ condition }) => condition.site === site && condition.t === t)
          .map(({ item }) => item)
          .sort()
      expect(met('x')).toEqual(met('y'))
    }
    expect(() => randomisedBlocks({ t: ['x', 'y'] }, { blocks: { t: ['p'] } })).toThrow('a factor and a block')
    expect(() => randomisedBlocks({ t: ['x', 'y'] }, { blocks: {} })).toThrow('name what the units of a block share')
  })
  it('pairs share luck, one of each arm, and are the nearest on a score', () => {
    const trials = all(matchedPairs({ arm: ['a', 'b'] }, { scores: [9, 1, 8, 2, 5, 4] }))
    const pairs = [0, 1, 2].map((pair) => trials.filter((trial) => trial.pair === String(pair)))
    expect(pairs.map((pair) => pair.map(({ replicate }) => replicate).sort())).toEqual([
      [1, 3],
      [4, 5],
      [0, 2],
    ])
    for (const pair of pairs) expect(new Set(pair.map(({ condition }) => condition.arm)).size).toBe(2)
    expect(() => matchedPairs({ arm: ['a', 'b', 'c'] }, { pairs: 2 })).toThrow('3 combinations')
    expect(() => matchedPairs({ arm: ['a', 'b'] }, { scores: [1, 2, 3] })).toThrow('3 units cannot be paired')
    expect(() => matchedPairs({ arm: ['a', 'b'] }, { scores: [1, Number.NaN] })).toThrow('unit 1 is NaN')
    expect(() => matchedPairs({ arm: ['a', 'b'] }, {})).toThrow('the number of pairs')
    expect(() => matchedPairs({ arm: ['a', 'b'] }, { pairs: 2 }).resize(5)).toThrow('even, not 5')
  })
})

describe('within subjects', () => {
  it('a Williams design balances periods and what follows what, for even and odd numbers', () => {
    for (const k of [2, 3, 4, 5, 6]) {
      const sequences = williamsSequences(k)
      expect(sequences).toHaveLength(k % 2 ? 2 * k : k)
      for (let period = 0; period < k; period++) {
        const at = sequences.map((own) => own[period])
        expect(new Set(at.map((t) => at.filter((other) => other === t).length)).size).toBe(1)
      }
      const follows = sequences.flatMap((own) => own.slice(1).map((t, i) => `${own[i]}>${t}`))
      expect(new Set(follows).size).toBe(k * (k - 1))
      expect(new Set(follows.map((pair) => follows.filter((other) => other === pair).length)).size).toBe(1)
    }
    expect(() => williamsSequences(1)).toThrow('at least 2 treatments, not 1')
  })
  it('a subject goes on from period to period with its own memory, and meets no item twice', () => {
    const items = { rows: ['i', 'j', 'k', 'l'].map((id) => ({ id })) }
    const design = counterbalanced({ t: ['x', 'y', 'z'] }, { subjects: 6, subject: 'subject', items })
    expect(all(design).map(({ condition }) => condition.period)).toEqual([1, 1, 1, 1, 1, 1])
    const trials = complete(design, plain).map(({ trial }) => trial)
    for (let subject = 0; subject < 6; subject++) {
      const own = trials
        .filter(({ replicate }) => replicate === subject)
        .sort((a, b) => (a.condition['period'] as number) - (b.condition['period'] as number))
      expect(new Set(own.map(({ condition }) => condition['t'])).size).toBe(3)
      expect(new Set(own.map(({ item }) => item)).size).toBe(3)
      expect(own[0]!.carry).toBeUndefined()
      expect(own[1]!.carry).toEqual({ subject: `memory of ${trialKey(own[0]!)}` })
    }
    const stranger = crossover({ t: ['x', 'y'] }, { subjects: 2, subject: 'nobody' })
    expect(() => complete(stranger, plain)).toThrow('no seat called nobody; its seats are subject')
    expect(() =>
      counterbalanced({ t: ['x', 'y', 'z'] }, { subjects: 2, subject: 's', items: { rows: [{ id: 'i' }] } }),
    ).toThrow('3 items')
    expect(() => counterbalanced({ t: ['x'] }, { subjects: 2, subject: 's' })).toThrow('at least two levels')
    expect(() => counterbalanced({ t: ['x', 'y'], u: [1, 2] }, { subjects: 2, subject: 's' })).toThrow(
      'one factor within',
    )
    expect(() => crossover({ t: ['x', 'y'] }, { subjects: 2, subject: 's', sequences: ['AB', 'AC'] })).toThrow('A, B')
    expect(() => crossover({ t: ['x', 'y'] }, { subjects: 0, subject: 's' })).toThrow('the number of subjects')
    expect(() => crossover({ t: ['x', 'y'] }, { subjects: 4, subject: 's' }).resize(7)).toThrow('2 trials a subject')
  })
})

describe('adaptive', () => {
  const truth = { a: 0.2, b: 0.5, c: 0.5 }
  const play = (trial: Trial): Finished => {
    const arm = trial.condition['arm'] as keyof typeof truth
    const y = luckOf('world').of(trial.pair).uniform() < truth[arm]
    return { trial, rows: [{ y, ...trial.condition }], payoff: null, kept: {} }
  }
  const options = { n: 300, batch: 30, outcome: 'y', kind: 'share' } as const
  it.each([
    'Thompson',
    'top-two',
  ] as const)('%s turns away from the worst arm, logs its probabilities, and replays', (rule) => {
    const design = adaptive({ arm: ['a', 'b', 'c'] }, { ...options, rule })
    const ended = complete(design, play)
    const trials = ended.map(({ trial }) => trial)
    const given = count(trials, ({ condition }) => condition['arm'])
    expect(given.get('a')!).toBeLessThan(60)
    for (const { assignment, condition } of trials) {
      const { probabilities, probability, batch } = assignment!
      expect(probabilities![String(condition['arm'])]).toBe(probability)
      expect(Object.values(probabilities!).reduce((a, b) => a + b)).toBeCloseTo(1, 10)
      if (batch === 0) expect(probability).toBeCloseTo(1 / 3, 12)
      else expect(Math.min(...Object.values(probabilities!))).toBeGreaterThanOrEqual(0.1 / 3)
    }
    // Replayed from the seed and what is finished: the same table, however the trials ended.
    expect(complete(design, play, 1).map(({ trial }) => trial)).toEqual(trials)
    const rows = ended.map(({ rows, trial }) => ({
      ...rows[0],
      y: Number(rows[0]!['y']),
      batch: trial.assignment!.batch!,
      ...Object.fromEntries(Object.entries(trial.assignment!.probabilities!).map(([arm, p]) => [`p_${arm}`, p])),
    }))
    const { interval } = adaptiveEstimate(rows, { arm: 'arm', outcome: 'y', of: 'b', against: 'a' })
    expect(interval[0]).toBeLessThan(0.3)
    expect(interval[1]).toBeGreaterThan(0.3)
  })
  it('refuses what it cannot do, and an outcome of the wrong kind', () => {
    expect(() => adaptive({ arm: ['a'] }, options)).toThrow('at least two levels')
    expect(() => adaptive({ arm: ['a', 'b'], tone: [1, 2] }, options)).toThrow('one factor')
    expect(() => adaptive({ arm: ['a', 'b'] }, { ...options, floor: 0.6 })).toThrow('below 0.5, not 0.6')
    expect(() => adaptive({ arm: ['a', 'b'] }, { ...options, batch: 1 })).toThrow('batch')
    expect(() => adaptive({ arm: ['a', 'b'] }, { ...options, rule: 'greedy' as never })).toThrow('Thompson or top-two')
    const wrong = (trial: Trial): Finished => ({ ...play(trial), rows: [{ y: 3 }] })
    expect(() => complete(adaptive({ arm: ['a', 'b'] }, options), wrong)).toThrow('y is 3; a share')
  })
})

describe('stopping', () => {
  const world =
    (effect: number, key: string) =>
    (trial: Trial): Finished => {
      const y = luckOf(key).of(trial.pair).uniform() < 0.4 + (trial.condition['arm'] === 'b' ? effect : 0)
      return { trial, rows: [{ arm: trial.condition['arm']!, y }], payoff: null, kept: {} }
    }
  const estimate = (rows: readonly Readonly<Record<string, unknown>>[]) => {
    const tally = (arm: string) => rows.filter((row) => row['arm'] === arm)
    const hits = (arm: string) => tally(arm).filter(({ y }) => y).length
    const [n1, n0] = [tally('b').length, tally('a').length]
    const [p1, p0] = [hits('b') / n1, hits('a') / n0]
    const se = Math.sqrt((p1 * (1 - p1)) / n1 + (p0 * (1 - p0)) / n0)
    return se > 0 ? { ...differenceOfProportions([hits('b'), n1], [hits('a'), n0]), se } : null
  }
  const base = between({ arm: ['a', 'b'] }, { n: 200 })

  it('a group-sequential design keeps its error of the first kind, and stops early where there is an effect', () => {
    const design: Design = groupSequential(base, { estimate, looks: 4, boundary: 'Pocock' })
    let [wrong, naive, right, used] = [0, 0, 0, 0]
    for (let run = 0; run < 200; run++) {
      const key = `null ${run}`
      const finished = complete(design, world(0, key), 200, key)
      const looks = design.looks!(finished, luckOf(key))
      const last = looks.at(-1)!
      if (Math.abs(last.estimate!.statistic!) >= 2.3613) wrong++
      const whole = base.next([], [], luckOf(key)) as readonly Trial[]
      const played = whole.map(world(0, key))
      if (
        [50, 100, 150, 200].some(
          (n) =>
            Math.abs(
              estimate(played.slice(0, n).flatMap(({ rows }) => rows))!.value /
                estimate(played.slice(0, n).flatMap(({ rows }) => rows))!.se,
            ) > 1.96,
        )
      )
        naive++
      if (run >= 60) continue
      const effect = complete(design, world(0.25, key), 200, key)
      const found = design.looks!(effect, luckOf(key)).at(-1)!
      used += effect.length
      if (found.estimate!.interval![0] > 0) right++
      if (found.stops) {
        expect(effect).toHaveLength(found.trials)
        expect(found.look).toBeLessThan(4)
        expect(found.stops).toContain('Pocock')
      }
    }
    // 99.9% of a binomial of .05 in 200 lies at or below 20; four looks at 1.96 are wrong about one time in eight.
    expect(wrong).toBeLessThanOrEqual(20)
    expect(naive).toBeGreaterThan(wrong)
    expect(right).toBeGreaterThan(42)
    expect(used / 60).toBeLessThan(160)
  })

  it('the order in which trials end changes neither the look nor the stop', () => {
    const design: Design = groupSequential(base, { estimate, looks: 4 })
    const ways = [1, 5, 200].map((atOnce) => {
      const finished = complete(design, world(0.4, 'order'), atOnce)
      return [finished.length, design.looks!(finished, luckOf('study'))]
    })
    expect(ways[1]).toEqual(ways[0])
    expect(ways[2]).toEqual(ways[0])
    const [, looks] = ways[0] as [number, ReturnType<NonNullable<typeof design.looks>>]
    expect(looks.at(-1)!.stops).not.toBeNull()
    expect(looks.at(-1)!.estimate!.p!).toBeLessThan(0.05)
    expect(looks.at(-1)!.estimate!.estimator).toContain('repeated confidence interval')
  })

  it('an anytime-valid design looks as often as it likes, on any interval that allows it', () => {
    const design: Design = anytimeValid(base, { estimate, optimalSe: 0.07, every: 4 })
    let wrong = 0
    for (let run = 0; run < 100; run++) {
      const finished = complete(design, world(0, `any ${run}`), 200, `any ${run}`)
      if (design.looks!(finished, luckOf(`any ${run}`)).at(-1)!.stops) wrong++
    }
    expect(wrong).toBeLessThanOrEqual(13)
    const effect = complete(design, world(0.5, 'any'), 9)
    expect(effect.length).toBeLessThan(150)
    const share: Design = anytimeValid(base, {
      every: 10,
      excludes: 0.9,
      estimate: (rows) => proportionSequence(rows.filter(({ y }) => y).length, rows.length, { optimal: 100 }),
    })
    const looks = share.looks!(complete(share, world(0, 'share')), luckOf('study'))
    expect(looks.at(-1)!.stops).toBe('the anytime-valid interval excludes 0.9')
    expect(looks.at(-1)!.trials).toBeLessThan(60)
  })

  it('refuses too few trials, an estimate without an error, a design that is not known from the start', () => {
    expect(() => groupSequential(between({ arm: ['a', 'b'] }, { n: 4 }), { estimate, looks: 5 })).toThrow(
      '4 trials are too few for 5 looks',
    )
    const bare = groupSequential(base, { estimate: () => ({ value: 1, n: 2, estimator: 'a mean' }), looks: 2 })
    expect(() => complete(bare, world(0, 'x'))).toThrow('a mean gave 1 with undefined')
    const lineages = generations({
      factors: { arm: ['a'] },
      generations: 2,
      lineages: 2,
      select: topShare(),
      inherit: () => null,
    })
    expect(() => all(groupSequential(lineages, { estimate, looks: 2 }))).toThrow(
      'its trials must be known from the start',
    )
    expect(() => anytimeValid(base, { estimate, every: 0 })).toThrow('every must be a whole number')
    expect(() => anytimeValid(base, { estimate, every: 5, excludes: null })).toThrow('it never stops')
    expect(() => anytimeValid(base, { estimate, every: 5, level: 2 })).toThrow('the level is 2')
    expect(() => groupSequential(base, { estimate, alpha: 2 })).toThrow('alpha is 2')
    expect(() => groupSequential(base, { estimate }).resize(0)).toThrow()
  })
})

it('the kit takes a design that stops early for what it is', async () => {
  const trials = between({ arm: ['a', 'b'] }, { n: 40 })
  const stops: Design = anytimeValid(trials, {
    every: 10,
    estimate: (rows) => ({ value: 1, interval: [0.5, 2], n: rows.length, estimator: 'always the same' }),
  })
  expect(await checkDesign(stops, { play: plain })).toEqual([])
  const lies: Design = { ...stops, looks: () => [] }
  expect((await checkDesign(lies, { play: plain })).map(({ rule }) => rule)).toContain('size')
})
