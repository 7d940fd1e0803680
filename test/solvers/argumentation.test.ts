import fc from 'fast-check'
import {
  type BipolarGraph,
  compileGraph,
  type GradualSemantics,
  groundedExtension,
  groundedLabelling,
  integratedStrengths,
  linearInfluence,
  planArgument,
  positArgument,
  preferredExtensions,
  quadraticMax,
  SEMANTICS,
  type SemanticsName,
  stableExtensions,
  strengths,
} from 'suasion/solvers'
import { describe, expect, it } from 'vitest'

const democracy: BipolarGraph = {
  arguments: { A1: 0.5, A2: 0.5, P1: 0.7, P2: 0.5, P3: 0.9, C1: 0.2, C2: 0.2, C3: 0.6, C4: 0.5 },
  attacks: [
    ['C1', 'A2'],
    ['C2', 'P2'],
    ['C3', 'P2'],
    ['C4', 'P2'],
  ],
  supports: [
    ['P1', 'A1'],
    ['P2', 'A1'],
    ['P3', 'A2'],
  ],
}
const stock: BipolarGraph = {
  arguments: { Buy: 0.5, Sell: 0.5, n1: 0.8, n2: 0.7, n3: 0.3, n4: 0.9, n5: 0.9 },
  attacks: [
    ['Buy', 'Sell'],
    ['Sell', 'Buy'],
    ['n2', 'n1'],
    ['n3', 'n2'],
    ['n4', 'n3'],
    ['n5', 'n1'],
  ],
  supports: [
    ['n1', 'Sell'],
    ['n2', 'Buy'],
    ['n4', 'n2'],
    ['n5', 'Buy'],
  ],
}
const round = (value: number): number => Math.round(value * 1e4) / 1e4

describe('gradual semantics', () => {
  it.each([
    ['df-quad', 0.862, 0.85, 0.08],
    ['squared-df-quad', 0.9561, 0.815, 0.0128],
    ['quadratic-energy', 0.7199, 0.6644, 0.1859],
    ['squared-energy', 0.6839, 0.7175, 0.303],
    ['euler', 0.6894, 0.6263, 0.3399],
    ['mlp', 0.7139, 0.6682, 0.2142],
  ] as const)('gives the reference strengths of the democracy graph under %s', (name, a1, a2, p2) => {
    const found = strengths(democracy, name)
    expect([found['A1'], found['A2'], found['P2']].map((each) => round(each!))).toEqual([a1, a2, p2])
  })

  it.each([
    ['df-quad', 0.9964, 0.0034, 0.0031, 0.961, 0.03],
    ['quadratic-energy', 0.8216, 0.3622, 0.2047, 0.8051, 0.1657],
    ['squared-energy', 0.7911, 0.3282, 0.3198, 0.8317, 0.1657],
    ['euler', 0.7171, 0.4949, 0.6863, 0.7897, 0.1889],
    ['mlp', 0.79, 0.4072, 0.4145, 0.8319, 0.1484],
  ] as const)('gives the reference strengths of the stock graph, which has a cycle, under %s', (name, ...expected) => {
    for (const method of ['rk4', 'euler'] as const) {
      const found = strengths(stock, name, { method })
      expect(['Buy', 'Sell', 'n1', 'n2', 'n3'].map((each) => round(found[each]!))).toEqual(expected)
    }
  })

  it('folds QuAD, and LocMax and LocSum without base scores', () => {
    const graph = (attacks: string[], supports: string[]): BipolarGraph => ({
      arguments: { x: 0.5, a: 0.4, b: 0.2 },
      attacks: attacks.map((from) => [from, 'x'] as const),
      supports: supports.map((from) => [from, 'x'] as const),
    })
    expect(strengths(graph(['a', 'b'], []), 'quad')['x']).toBeCloseTo(0.5 * 0.6 * 0.8, 12)
    expect(strengths(graph([], ['a', 'b']), 'quad')['x']).toBeCloseTo(1 - 0.5 * 0.6 * 0.8, 12)
    expect(strengths(graph(['a'], ['b']), 'quad')['x']).toBeCloseTo((0.3 + 0.6) / 2, 12)
    expect(strengths(graph([], []), 'quad')['x']).toBe(0.5)
    // A leaf is worth (-1 - -1) / 2 = 0, so one supporter alone gives (0 - -1) / 2.
    expect(strengths(graph([], ['a']), 'loc-max')['x']).toBe(0.5)
    expect(strengths(graph(['a', 'b'], []), 'loc-max')['x']).toBe(-0.5)
    expect(strengths(graph(['a'], []), 'loc-sum')['x']).toBeCloseTo(1 / 1.5 - 1, 12)
    expect(strengths(graph(['a'], ['b']), 'loc-sum')['x']).toBe(0)
  })

  it('keeps nearer to base scores the more conservative it is', () => {
    const at = (of: GradualSemantics) => strengths(democracy, of)['A1']!
    expect(at(quadraticMax(1))).toBe(strengths(democracy, 'quadratic-energy')['A1'])
    expect(at(quadraticMax(5))).toBeLessThan(at(quadraticMax(2)))
    expect(at(quadraticMax(5))).toBeGreaterThan(0.5)
    expect(strengths(democracy, linearInfluence(3))['P2']).toBeCloseTo(0.5 - 0.5 * (1.3 / 3), 12)
    expect(() => strengths(democracy, linearInfluence(1))).toThrow(/linear\(1\) leaves 0 to 1 where 0 support and 3/)
  })

  const names = Object.keys(SEMANTICS) as SemanticsName[]
  const acyclic = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 7 }).chain((scores) =>
    fc
      .array(fc.constantFrom(0, 1, 2), { minLength: scores.length ** 2, maxLength: scores.length ** 2 })
      .map((kinds): BipolarGraph => {
        const pairs = scores.flatMap((_, i) => scores.slice(0, i).map((_, j) => [i, j] as const))
        const of = (kind: number) =>
          pairs.filter(([i, j]) => kinds[i * scores.length + j] === kind).map(([i, j]) => [`a${i}`, `a${j}`] as const)
        return {
          arguments: Object.fromEntries(scores.map((score, i) => [`a${i}`, score])),
          attacks: of(1),
          supports: of(2),
        }
      }),
  )

  it('stays within its range, and the one pass equals the integration, on any graph without cycles', () => {
    fc.assert(
      fc.property(acyclic, fc.constantFrom(...names), (graph, name) => {
        const found = Object.values(strengths(graph, name))
        for (const each of found) {
          expect(each).toBeGreaterThanOrEqual(SEMANTICS[name].least)
          expect(each).toBeLessThanOrEqual(1)
        }
        const limit = integratedStrengths(compileGraph(graph), SEMANTICS[name])
        for (const [i, each] of found.entries()) expect(limit[i]).toBeCloseTo(each, 7)
      }),
      { numRuns: 60 },
    )
  })

  it('is moved up by a supporter and down by an attacker, never the other way', () => {
    fc.assert(
      fc.property(
        acyclic,
        fc.constantFrom(...names),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (graph, name, more) => {
          const added = { ...graph.arguments, extra: more }
          const before = strengths({ ...graph, arguments: added }, name)['a0']!
          const supported = { ...graph, arguments: added, supports: [...graph.supports, ['extra', 'a0'] as const] }
          const attacked = { ...graph, arguments: added, attacks: [...graph.attacks, ['extra', 'a0'] as const] }
          // QuAD takes the mean of both sides where there are both, so a first supporter can lower what attackers left.
          if (name === 'quad') return
          expect(strengths(supported, name)['a0']!).toBeGreaterThanOrEqual(before - 1e-12)
          expect(strengths(attacked, name)['a0']!).toBeLessThanOrEqual(before + 1e-12)
        },
      ),
    )
  })

  it('says where strengths never settle', () => {
    const ring = Array.from({ length: 7 }, (_, i) => `r${i}`)
    const graph: BipolarGraph = {
      arguments: Object.fromEntries(ring.map((name, i) => [name, 1 - i / 1000])),
      attacks: ring.map((name, i) => [name, ring[(i + 1) % 7]!] as const),
      supports: [],
    }
    expect(() => strengths(graph, 'squared-df-quad', { steps: 5000 })).toThrow(
      /under squared-df-quad do not settle on this graph with cycles: after 5000 steps of 0.1 r\d still moves by 0\.\d+; allow more steps/,
    )
    expect(strengths(graph, 'quadratic-energy')['r0']).toBeGreaterThan(0)
  })

  it('refuses what is no graph, by name', () => {
    const with_ = (change: Partial<BipolarGraph>) => () =>
      strengths({ arguments: { a: 0.5, b: 0.5 }, attacks: [], supports: [], ...change }, 'df-quad')
    expect(with_({ arguments: {} })).toThrow('needs at least one argument')
    for (const score of [1.2, -0.1, Number.NaN, Number.POSITIVE_INFINITY, '0.5' as never])
      expect(with_({ arguments: { a: score } })).toThrow(
        `the base score of a must be a number from 0 to 1, not ${score}`,
      )
    expect(with_({ attacks: [['a', 'c']] })).toThrow('a attacks c, and there is no argument called c; there are a, b')
    expect(with_({ supports: [['c', 'a']] })).toThrow('there is no argument called c')
    const once = ['a', 'b'] as const
    expect(with_({ attacks: [once, once] })).toThrow('it is stated twice that a attacks b')
    expect(with_({ attacks: [once], supports: [once] })).toThrow('a cannot both attack and support b')
    expect(() => strengths(democracy, 'dfquad' as never)).toThrow(
      /no gradual semantics called dfquad; there are df-quad,/,
    )
    expect(() => strengths(stock, 'euler', { step: 0 })).toThrow('step must be more than 0')
    for (const k of [0, -1, Number.NaN]) expect(() => quadraticMax(k)).toThrow('k must be more than 0')
  })
})

describe('extensions', () => {
  it('labels a chain, a mutual attack and a self-attack as Dung does', () => {
    const chain = { arguments: ['a', 'b', 'c'], attacks: [['a', 'b'] as const, ['b', 'c'] as const] }
    expect(groundedLabelling(chain)).toEqual({ a: 'in', b: 'out', c: 'in' })
    const nixon = { arguments: ['a', 'b'], attacks: [['a', 'b'] as const, ['b', 'a'] as const] }
    expect(groundedExtension(nixon)).toEqual([])
    expect(preferredExtensions(nixon)).toEqual([['a'], ['b']])
    expect(stableExtensions(nixon)).toEqual([['a'], ['b']])
    const odd = { arguments: ['a', 'b', 'c'], attacks: [...chain.attacks, ['c', 'a'] as const] }
    expect(groundedLabelling(odd)).toEqual({ a: 'undecided', b: 'undecided', c: 'undecided' })
    expect(preferredExtensions(odd)).toEqual([[]])
    expect(stableExtensions(odd)).toEqual([])
    expect(groundedExtension({ arguments: [], attacks: [] })).toEqual([])
  })

  it('puts the grounded extension inside every preferred one, and every stable one among those', () => {
    const framework = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
      maxLength: 14,
    })
    fc.assert(
      fc.property(framework, (pairs) => {
        const attacks = [...new Set(pairs.map(([i, j]) => `${i} ${j}`))].map(
          (each) => each.split(' ') as [string, string],
        )
        const graph = { arguments: ['0', '1', '2', '3', '4', '5'], attacks }
        const preferred = preferredExtensions(graph)
        const grounded = groundedExtension(graph)
        expect(preferred.length).toBeGreaterThan(0)
        for (const each of preferred) expect(each).toEqual(expect.arrayContaining([...grounded]))
        for (const each of stableExtensions(graph)) expect(preferred).toContainEqual(each)
      }),
    )
  })

  it('refuses unknown and repeated names, and too many arguments', () => {
    expect(() => groundedExtension({ arguments: ['a'], attacks: [['a', 'x']] })).toThrow('no argument called x')
    expect(() => groundedExtension({ arguments: ['a', 'a'], attacks: [] })).toThrow('a stands twice')
    const many = Array.from({ length: 21 }, (_, i) => String(i))
    expect(() => preferredExtensions({ arguments: many, attacks: [] })).toThrow('up to 20 arguments, not for 21')
    expect(preferredExtensions({ arguments: many.slice(0, 16), attacks: [] })).toEqual([many.slice(0, 16)])
  })
})

describe('epistemic persuasion', () => {
  const state = {
    beliefs: { a: 0.4, b: 0.3, c: 0.5, d: 0.8, e: 0.6 },
    // b and c attack a; a attacks d.
    attacks: [
      ['b', 'a'],
      ['c', 'a'],
      ['a', 'd'],
    ] as const,
  }

  it('changes beliefs by the rule of the persuadee', () => {
    expect(positArgument(state, 'a', 'ambivalent')).toEqual({ ...state.beliefs, a: 0.4 + 0.75 * 0.6, d: 0.25 * 0.8 })
    expect(positArgument(state, 'a', 'strict')).toEqual({ ...state.beliefs, a: 1, d: 0 })
    expect(positArgument(state, 'a', 'naive')).toEqual({ ...state.beliefs, a: 1 })
    expect(positArgument(state, 'a', 'trusting')).toEqual({ ...state.beliefs, a: 1, b: 0, c: 0, d: 0 })
    const doubted = { ...state, beliefs: { ...state.beliefs, c: 0.6 } }
    for (const rule of ['strict', 'ambivalent'] as const)
      expect(positArgument(doubted, 'a', rule)).toEqual(doubted.beliefs)
    expect(positArgument(doubted, 'a', 'naive')['a']).toBe(1)
  })

  it('looks ahead to what may be answered', () => {
    // Both g1 and g2 are ways to the goal; the opponent can attack the first and not the second.
    const open = {
      beliefs: { goal: 0.5, doubt: 0.5, reply: 0.5 },
      attacks: [
        ['doubt', 'goal'],
        ['reply', 'doubt'],
      ] as const,
      goals: ['goal'],
      update: 'naive' as const,
    }
    const first = planArgument({ ...open, horizon: 1 })!
    // Posited at once it is believed and unattacked: (1 + 1) / 2, after one ply.
    expect(first).toEqual({ argument: 'goal', value: 0.9 })
    // With room for an answer only, the opponent's doubt takes it out of the grounded extension.
    expect(planArgument({ ...open, horizon: 2 })!.value).toBeCloseTo(0.81 * 0.5, 12)
    // With room for the reply it is in again: three plies.
    expect(planArgument({ ...open, horizon: 3 })!.value).toBeCloseTo(0.9 ** 3, 12)
    // Beliefs are those of now: after goal and doubt were posited, goal is believed.
    const now = { ...open, beliefs: { goal: 1, doubt: 1, reply: 0.5 }, played: ['goal', 'doubt'], horizon: 3 }
    expect(planArgument(now)).toEqual({ argument: 'reply', value: 0.9 })
    expect(planArgument({ ...now, discount: 1 })!.value).toBe(1)
  })

  it('orders its decision rules', () => {
    const open = {
      beliefs: { goal: 0.2, x: 0.5, y: 0.5, z: 0.5 },
      attacks: [
        ['x', 'goal'],
        ['y', 'goal'],
        ['z', 'x'],
      ] as const,
      goals: ['goal'],
      discount: 1,
      horizon: 3,
    }
    const value = (decision: 'maximax' | 'maximin' | 'laplace' | { optimism: number }) =>
      planArgument({ ...open, decision })!.value
    // The goal believed and in after x and z, out after y: (1 + .2) / 2 and (0 + .2) / 2.
    expect(value('maximin')).toBeCloseTo(0.1, 12)
    expect(value('laplace')).toBeCloseTo(0.35, 12)
    expect(value('maximin')).toBeLessThan(value('laplace'))
    expect(value('laplace')).toBeLessThan(value('maximax'))
    expect(value({ optimism: 0 })).toBe(value('maximin'))
    expect(value({ optimism: 1 })).toBe(value('maximax'))
  })

  it('has nothing to say where only goals are attacked, and refuses what is no plan', () => {
    const plan = { ...state, goals: ['a'] }
    expect(planArgument({ beliefs: { g: 0.5, h: 0.5 }, attacks: [['h', 'g']], goals: ['g'], played: ['g', 'h'] })).toBe(
      null,
    )
    expect(() => planArgument({ ...plan, goals: [] })).toThrow('at least one goal')
    expect(() => planArgument({ ...plan, goals: ['x'] })).toThrow('there is no belief in x')
    expect(() => planArgument({ ...plan, horizon: 0 })).toThrow('horizon must be a whole number')
    expect(() => planArgument({ ...plan, discount: 2 })).toThrow('discount must be above 0')
    expect(() => planArgument({ ...plan, decision: { optimism: 2 } })).toThrow('decision must be maximax')
    expect(() => planArgument({ ...plan, played: ['a'] })).toThrow("the opponent's turn")
    expect(() => positArgument({ ...state, beliefs: { ...state.beliefs, a: 2 } }, 'a', 'naive')).toThrow(
      'the belief in a must be from 0 to 1, not 2',
    )
    expect(() => positArgument(state, 'a', 'meek' as never)).toThrow('no update called meek')
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`a${i}`, 0.5]))
    const all = Object.keys(many).flatMap((x) => Object.keys(many).flatMap((y) => (x === y ? [] : [[x, y] as const])))
    expect(() => planArgument({ beliefs: { ...many, g: 0.5 }, attacks: all, goals: ['g'], horizon: 9 })).toThrow(
      'choose a shorter horizon',
    )
  })
})
