import type { AnyProtocol, Legal, Moves } from 'suasion'
import { kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { publicGoods } from 'suasion/protocols/public-goods'
import { actsOf, compile, compileInSteps, expectedPayoffs, uniformStrategy } from 'suasion/solvers'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { broken, forgetful, freeChat, hiddenRoles, matchingPennies, ultimatum } from './games.ts'

const moves = {
  act: z.object({
    kind: z.enum(['a', 'b']),
    sure: z.boolean(),
    level: z.int().min(0).max(2),
    text: z.string(),
  }),
  maybe: z.object({ at: z.int().min(1).max(2).nullable(), tag: z.literal('x') }),
  rank: z.object({ order: z.array(z.enum(['p', 'q', 'r'])) }),
  free: z.object({ name: z.string() }),
  fine: z.object({ amount: z.number().min(0).max(1) }),
  far: z.object({ amount: z.number().min(0) }),
  many: z.object({ n: z.int().min(1).max(1_000_000) }),
}
const any = { name: 'made-up', moves } as unknown as AnyProtocol
const list = (legal: Legal<typeof moves>, grid = {}) => actsOf(any, legal as Legal<Moves>, grid)

describe('the acts of an ask', () => {
  test('are the product of fields that have finitely many values, with text left empty', () => {
    const acts = list({ act: {} })
    expect(acts).toHaveLength(2 * 2 * 3)
    expect(acts[0]).toEqual({ move: 'act', kind: 'a', sure: false, level: 0, text: '' })
    expect(new Set(acts.map((act) => JSON.stringify(act))).size).toBe(12)
    expect(list({ maybe: {} }).map(({ at }) => at)).toEqual([1, 2, null])
  })

  test('are narrowed by their limits, text to the shortest it may be', () => {
    const narrow = list({ act: { kind: { only: ['b'] }, sure: { only: [true] }, level: { min: 1 }, text: { min: 2 } } })
    expect(narrow).toEqual([
      { move: 'act', kind: 'b', sure: true, level: 1, text: '--' },
      { move: 'act', kind: 'b', sure: true, level: 2, text: '--' },
    ])
    const orders = list({ rank: { order: { min: 2, max: 2, each: ['p', 'q'], distinct: true } } } as never)
    expect(orders.map(({ order }) => order)).toEqual([
      ['p', 'q'],
      ['q', 'p'],
    ])
  })

  test('need a grid where a field is continuous or very fine', () => {
    expect(() => list({ fine: {} })).toThrow(
      'made-up cannot be solved as it is: amount of fine is continuous, from 0 to 1',
    )
    expect(list({ fine: {} }, { amount: 5 }).map(({ amount }) => amount)).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(list({ fine: { amount: { min: 0.5 } } }, { 'fine.amount': 2 }).map(({ amount }) => amount)).toEqual([0.5, 1])
    expect(() => list({ many: {} })).toThrow('n of many has 1000000 values')
    expect(list({ many: {} }, { n: 3 }).map(({ n }) => n)).toEqual([1, 500001, 1000000])
    expect(() => list({ far: {} }, { amount: 5 })).toThrow('amount of far is a number from 0 to Infinity')
  })

  test('cannot be listed where a field is free text of another name, or a list of any length', () => {
    expect(() => list({ free: {} })).toThrow('name of free is string')
    expect(() => list({ rank: {} })).toThrow('order of rank is a list of any length')
    expect(() => list({})).toThrow('asks where nothing can be done')
    expect(() => list({ act: { level: { min: 3 } } })).toThrow('asks where nothing can be done')
  })
})

describe('a compiled game', () => {
  test('has the nodes and information sets of Kuhn poker, in an order that parents come first', () => {
    const { counts, players, tree, sum, information } = compile(kuhnPoker)
    expect(counts).toEqual({ nodes: 55, decisions: 24, chances: 1, endings: 30, sets: 12, depth: 5 })
    expect(players.map(({ seat, sets }) => [seat, sets.length])).toEqual([
      ['first', 6],
      ['second', 6],
    ])
    expect([sum, information]).toEqual([0, 'view'])
    for (let node = 1; node < tree.parent.length; node++) expect(tree.parent[node]!).toBeLessThan(node)
    for (const { sets } of players) for (const { nodes } of sets) expect(nodes).toBe(2)
    expect(tree.chance.filter((p) => p < 1)).toHaveLength(6)
  })

  test('hides what others do in the same turn', () => {
    const { counts, players } = compile(matchingPennies)
    expect(counts).toMatchObject({ nodes: 7, sets: 2, chances: 0 })
    expect(players[1]!.sets[0]!.nodes).toBe(2)
  })

  test('keeps apart what the own chain of views and acts tells apart, though the view does not', () => {
    const { players, information } = compile(forgetful(false))
    expect(information).toBe('chain')
    expect(players[0]!.sets).toHaveLength(3)
    expect(() => compile(forgetful(true))).toThrow(
      'forgetful declares recall, but the view of solo forgets what it did or knew before: {"time":1}',
    )
  })

  test('deals hidden roles as chance, and a seat knows its own', () => {
    const game = compile(hiddenRoles)
    expect(game.counts).toMatchObject({ chances: 1, endings: 24, sets: 6 })
    expect(game.players.map(({ sets }) => sets.map(({ role }) => role).sort())).toEqual(
      Array.from({ length: 3 }, () => ['citizen', 'traitor']),
    )
    const values = expectedPayoffs(game, uniformStrategy(game))
    for (const seat of ['a', 'b', 'c']) expect(values[seat]).toBeCloseTo(0, 12)
  })

  test('lets each speak with the same chance where anyone may', () => {
    const game = compile(freeChat)
    expect(game.counts).toMatchObject({ chances: 1, decisions: 2, endings: 2 })
    expect(expectedPayoffs(game, uniformStrategy(game))).toEqual({ ann: 0.5, bob: 0.5 })
  })

  test('is refused with what is in the way', () => {
    expect(() => compile(broken('normal'))).toThrow(
      'broken cannot be solved as it is: /"shock"/0 draws a normal number, which has no finite list of outcomes',
    )
    expect(() => compile(broken('endless'))).toThrow('broken goes on for more than 2000 decisions')
    expect(() => compile(broken('nan'))).toThrow('broken pays ann NaN at an ending')
    expect(() => compile(broken('unpaid'))).toThrow('broken tells no payoff')
    expect(() => compile(broken('unseated'))).toThrow('who plays must not be chance')
    expect(() => compile(broken('stuck'))).toThrow('nothing can be done')
    expect(() => compile(broken('undefined'))).toThrow('the view of ann is no plain data: value.note is undefined')
    expect(() => compile(ultimatum)).toThrow('share of offer is continuous, from 0 to 10')
  })

  test('refuses parameters, grids and limits that are none', () => {
    expect(() => compile(kuhnPoker, { params: { cards: 3 } })).toThrow('kuhn-poker has no parameter called cards')
    expect(() => compile(ultimatum, { grid: { amount: 3 } })).toThrow('no move of ultimatum has a field called amount')
    for (const share of [1, 2.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => compile(ultimatum, { grid: { share } })).toThrow(`points from 2 to 10000, not ${share}`)
    for (const limit of [0, Number.NaN, -1]) expect(() => compile(kuhnPoker, { limit })).toThrow('at least 1')
  })

  test('says how large a game is that is too large, and what would shrink it', () => {
    expect(() => compile(kuhnPoker, { limit: 20 })).toThrow(
      'kuhn-poker is too large to solve: it has more than 20 nodes, by the part that was walked about 60. What can be done instead: raise the limit',
    )
    const grid = { amount: 11 }
    expect(() => compile(publicGoods, { grid, limit: 20_000 })).toThrow(
      /smaller parameters \(now players=4, rounds=10.*a coarser grid of amount\./,
    )
    expect(() => compile(publicGoods)).toThrow('amount of contribute is continuous, from 0 to 20')
  })

  test('never lists more ways of chance than the tree may have nodes', () => {
    const deck = Array.from({ length: 40 }, (_, i) => i)
    const shuffled = {
      ...kuhnPoker,
      name: 'shuffled',
      start: (
        _params: unknown,
        _roles: unknown,
        luck: { of(x: string): { draw(xs: number[], k: number): number[] } },
      ) => luck.of('deck').draw(deck, 40),
    } as unknown as AnyProtocol
    expect(() => compile(shuffled, { limit: 5000 })).toThrow(
      'shuffled is too large to solve: it has more than 5,000 nodes',
    )
  })

  test('gives way while it grows, and comes to the same', () => {
    const steps = compileInSteps(publicGoods, { params: { players: 3, rounds: 1 }, grid: { amount: 21 } })
    const shares: number[] = []
    for (;;) {
      const step = steps.next()
      if (step.done) {
        expect(step.value.counts).toMatchObject({ endings: 21 ** 3, sets: 3 })
        break
      }
      shares.push(step.value.share)
    }
    expect(shares.length).toBeGreaterThan(3)
    expect([...shares].sort((a, b) => a - b)).toEqual(shares)
    expect(shares.at(-1)).toBeLessThanOrEqual(1 + 1e-9)
  })
})
