import type { Episode, Row } from 'suasion'
import { openingOf, policy, refold, scene } from 'suasion'
import { answeredTwice, preAdjusted, preByPost, reanalysis, shareMoved, stance, viewAtStart } from 'suasion/instruments'
import { amateur, bayesianNetwork, debate } from 'suasion/protocols/debate'
import { coefficient, exponentiate, factor, proportionalOdds } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'

const measure = (instrument: ReturnType<typeof stance>, key: string, params = {}): Episode => {
  const set = scene(debate, { params, minds: { participant: bayesianNetwork(), opponent: amateur() } })
  return (play(set, key, { probes: instrument.probes! }) as Played).episode
}

describe('the stance of a seat', () => {
  test('is one row per measured seat, of what was answered before and after', () => {
    const both = stance({ of: 'debater' })
    const episode = measure(both, 'both')
    const rows = [both.read(episode, null)].flat()
    expect(rows.map(({ seat }) => seat)).toEqual(['participant', 'opponent'])
    for (const row of rows) {
      const answers = episode.flatMap((event) =>
        event.kind === 'probe' && event.seat === row.seat ? [event.answer] : [],
      )
      expect([row.agreementPre, row.agreementPost]).toEqual(answers)
      expect([row.pre, row.post]).toEqual(answers)
      expect(row.moved).toBe(answers[0] !== answers[1])
      expect(row.draw).toBeNull()
    }
  })

  test('is turned to the side of the other, which any log tells', () => {
    const aligned = stance({
      of: 'participant',
      aligned: (episode, seat) => viewAtStart(debate, episode, seat).otherSide === 'PRO',
    })
    for (const sides of ['participant-pro', 'participant-con'] as const)
      for (let i = 0; i < 20; i++) {
        const [row] = [aligned.read(measure(aligned, `turn ${i}`, { sides }), null)].flat()
        const turn = (answer: number): number => (sides === 'participant-pro' ? 6 - answer : answer)
        expect([row!.pre, row!.post]).toEqual([turn(row!.agreementPre), turn(row!.agreementPost)])
      }
  })

  test('what a seat saw at the start is dealt again from the log as it was in play', () => {
    const sides = new Set<string>()
    const set = scene(debate, { minds: { participant: bayesianNetwork(), opponent: amateur() } })
    for (let i = 0; i < 20; i++) {
      const { episode } = play(set, `dealt ${i}`) as Played
      const view = viewAtStart(debate, episode, 'participant')
      expect(view).toEqual(debate.view(refold(set, episode, 0).state as never, 'participant'))
      sides.add(view.side)
    }
    expect(sides.size).toBe(2)
  })

  test('a seat that did not answer twice has no row, and nothing is made up', () => {
    const one = stance({ of: 'participant' })
    const episode = measure(one, 'gone')
    const cut = episode.filter((event) => !(event.kind === 'probe' && event.when === 'after'))
    expect(one.read(cut, null)).toEqual([])
    expect(one.read(episode, null)).toHaveLength(1)
  })

  test('keeps which parameters a fitted mind drew', () => {
    const fitted = policy(
      debate,
      ['debater'],
      'fitted',
      {
        argue: () => ({ strategy: 'logos', claim: 'proposition', strength: 0.5, truthful: true, text: 'so' }) as const,
      },
      { source: 'test', answers: { stance: () => 3 }, note: () => ({ draw: 17 }) },
    )
    const one = stance({ of: 'participant' })
    const set = scene(debate, { minds: { participant: fitted, opponent: amateur() } })
    const { episode } = play(set, 'drawn', { probes: one.probes! }) as Played
    expect([one.read(episode, null)].flat()[0]).toMatchObject({ pre: 3, post: 3, moved: false, draw: 17 })
  })

  test('refuses a question with no more and less, and a log of another protocol', () => {
    expect(() => stance({ of: 'listener', question: { kind: 'text', id: 'why', text: 'Why?' } })).toThrow(
      /why is a text question.*likert and slider/,
    )
    expect(() => stance({ of: 'listener', points: 1 })).toThrow()
    const episode = measure(stance({ of: 'participant' }), 'other')
    expect(() => viewAtStart({ ...debate, version: 99 }, episode, 'participant')).toThrow(/not of debate version 99/)
    expect(openingOf(episode).protocol).toBe('debate')
  })
})

const cells = (arm: string, ...counts: readonly (readonly [pre: number, post: number, n: number])[]): Row[] =>
  counts.flatMap(([pre, post, n]) => Array.from({ length: n }, () => ({ arm, pre, post, draw: null })))
const mixed = [
  ...cells('a', [1, 1, 20], [1, 2, 9], [2, 1, 4], [2, 2, 20], [2, 3, 12], [3, 2, 5], [3, 3, 20]),
  ...cells('b', [1, 1, 12], [1, 2, 16], [2, 1, 2], [2, 2, 14], [2, 3, 20], [3, 2, 3], [3, 3, 24]),
]

describe('rows of stances', () => {
  test('the table holds every pair of answers', () => {
    const { values, counts } = preByPost(cells('a', [1, 1, 3], [1, 5, 2], [5, 2, 1]))
    expect(values).toEqual([1, 2, 5])
    expect(counts).toEqual([
      [3, 0, 2],
      [0, 0, 0],
      [0, 1, 0],
    ])
    expect(preByPost([])).toEqual({ values: [], counts: [] })
  })

  test('the share that moved, up and down', () => {
    const rows = [...cells('a', [1, 1, 5], [1, 2, 3], [4, 2, 2]), { seat: 'opponent', truthful: 1 }]
    expect(shareMoved(rows)).toMatchObject({ value: 0.5, n: 10 })
    expect(shareMoved(rows, 'up')).toMatchObject({ value: 0.3, n: 10 })
    expect(shareMoved(rows, 'down')).toMatchObject({ value: 0.2, n: 10 })
    expect(shareMoved([])).toBeNull()
  })

  test('however many are simulated, the share keeps the spread of the fitted parameters', () => {
    const shares = [0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7]
    const simulate = (each: number): Row[] =>
      shares.flatMap((share, draw) =>
        Array.from({ length: each }, (_, i) => ({ pre: 1, post: i < share * each ? 2 : 1, draw })),
      )
    const width = (rows: readonly Row[]): number => {
      const { interval } = shareMoved(rows)!
      return interval![1] - interval![0]
    }
    const between = shares.reduce((sum, share) => sum + (share - 0.5) ** 2, 0) / (shares.length - 1)
    expect(width(simulate(20_000)) / (2 * 1.96 * Math.sqrt(between))).toBeCloseTo(1, 2)
    expect(width(simulate(20_000).map((row) => ({ ...row, draw: null })))).toBeLessThan(0.01)
    expect(shareMoved(simulate(100))!.note).toContain('7 draws')
  })

  test('the pre-adjusted odds are those of the proportional-odds regression', () => {
    const fit = proportionalOdds(mixed, { outcome: 'post', terms: [factor('pre'), factor('arm', { reference: 'a' })] })
    const theirs = exponentiate(coefficient(fit, 'arm=b'))
    const ours = preAdjusted(mixed, { arm: 'arm', of: 'b', against: 'a' })!
    expect(ours.value).toBeCloseTo(theirs.value, 10)
    expect(ours.interval![0]).toBeCloseTo(theirs.interval[0], 8)
    expect(ours.n).toBe(mixed.length)
    expect(preAdjusted(mixed, { arm: 'arm', of: 'a', against: 'b' })!.value).toBeCloseTo(1 / theirs.value, 8)
  })

  test('rows that could not change the odds are left out, not fatal', () => {
    const plain = preAdjusted(mixed, { arm: 'arm', of: 'b', against: 'a' })!
    const more = [...mixed, ...cells('a', [5, 3, 4]), ...cells('b', [5, 3, 3]), ...cells('c', [2, 3, 2])]
    const ours = preAdjusted(more, { arm: 'arm', of: 'b', against: 'a' })!
    expect(ours.value).toBeCloseTo(plain.value, 8)
    expect(ours.note).toContain('9 rows left out')
  })

  test('answers before with no common answers after are fitted apart and pooled', () => {
    const low = [...cells('a', [1, 1, 30], [1, 2, 10]), ...cells('b', [1, 1, 20], [1, 2, 20])]
    const high = [...cells('a', [4, 4, 25], [4, 5, 15]), ...cells('b', [4, 4, 15], [4, 5, 25])]
    const [one, two] = [low, high].map((rows) => preAdjusted(rows, { arm: 'arm', of: 'b', against: 'a' })!)
    expect(one!.value).toBeCloseTo(3, 8)
    expect(two!.value).toBeCloseTo(25 / 9, 8)
    const ours = preAdjusted([...low, ...high], { arm: 'arm', of: 'b', against: 'a' })!
    const [w, v] = [one!.se! ** -2, two!.se! ** -2]
    expect(Math.log(ours.value)).toBeCloseTo((w * Math.log(3) + v * Math.log(25 / 9)) / (w + v), 8)
    expect(ours.se).toBeCloseTo((w + v) ** -0.5, 8)
    expect(ours.note).toContain('2 groups')
  })

  test('where rows allow no odds there are none, and wrong rows throw', () => {
    const arms = { arm: 'arm', of: 'b', against: 'a' }
    expect(preAdjusted([], arms)).toBeNull()
    expect(preAdjusted(cells('a', [1, 2, 5], [1, 3, 5]), arms)).toBeNull()
    expect(preAdjusted([...cells('a', [2, 2, 5]), ...cells('b', [2, 2, 5])], arms)).toBeNull()
    expect(preAdjusted([...cells('a', [2, 2, 5]), ...cells('b', [2, 3, 5])], arms)).toBeNull()
    expect(preAdjusted([...cells('a', [1, 1, 1]), ...cells('b', [2, 2, 1])], arms)).toBeNull()
    expect(() => preAdjusted([{ arm: 'a', pre: Number.NaN, post: 2 }], arms)).toThrow(/row 0.*finite/)
    expect(() => preAdjusted([{ arm: 'a', pre: '3', post: 2 }], arms)).toThrow(/row 0.*finite/)
    expect(() => preAdjusted([{ arm: 3, pre: 1, post: 2 }], arms)).toThrow(/arm names no arm/)
    expect(answeredTwice([{ pre: 1, post: null }, { truthful: 1 }, { pre: 2, post: 2 }])).toHaveLength(1)
  })

  test('a re-analysis names each comparison, and refuses factors of one level', () => {
    const rows = mixed.map((row, i) => ({ ...row, x: row['arm'] === 'b', y: i % 2 === 0 }))
    const found = reanalysis(rows, { arm: 'arm', of: 'b', against: ['a'], factors: ['x', 'y'] })
    expect(Object.keys(found)).toEqual(
      ['b against a', 'x x y, z', 'b above 1', 'b above 2'].map((name) => `re-analysis: ${name}`),
    )
    const one = rows.map((row) => ({ ...row, y: true }))
    expect(() => reanalysis(one, { arm: 'arm', of: 'b', against: ['a'], factors: ['x', 'y'] })).toThrow(
      /y has one level/,
    )
  })
})
