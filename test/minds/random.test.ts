import fc from 'fast-check'
import { actForm, checkAct, luckOf, protocol, rules, scene } from 'suasion'
import { catalogue } from 'suasion/protocols/kuhn-poker'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { play } from '../../src/lab/driver.ts'
import entry, { drawAct, random } from '../../src/minds/random.ts'

const moves = {
  all: z.object({
    text: z.string().min(3).max(40),
    free: z.string(),
    whole: z.int().min(-3).max(3),
    real: z.number().min(0).max(1),
    open: z.number(),
    above: z.number().gt(0).lt(0.001),
    even: z.number().multipleOf(0.25).min(-1).max(1),
    yes: z.boolean(),
    side: z.enum(['a', 'b']),
    maybe: z.number().min(5).max(6).nullable(),
    list: z.array(z.int().min(0).max(9)).min(2).max(4),
    pair: z.tuple([z.int(), z.string().max(3)]),
    deep: z.object({ inner: z.array(z.object({ x: z.literal('x') })).max(2) }),
    map: z.record(z.enum(['p', 'q']), z.int().min(0).max(5)),
    either: z.union([z.literal('never'), z.int().min(100)]),
  }),
  none: z.object({}),
}

test('every draw of every kind of field passes the schema it was drawn from', () => {
  const legal = {
    all: { whole: { max: 0 }, side: { only: ['b'] }, text: { max: 5 }, list: { max: 3, distinct: true } },
    none: {},
  } as never
  fc.assert(
    fc.property(fc.string(), fc.boolean(), (key, extreme) => {
      const act = drawAct(moves, legal, luckOf(key).of('draw'), { extreme })
      expect(checkAct(moves, legal, JSON.parse(JSON.stringify(act)))).toEqual({ act })
    }),
    { numRuns: 400 },
  )
})

test('rankings and grids keep to their elements', () => {
  const grid = { order: z.object({ value: z.array(z.string()) }), mark: z.object({ value: z.array(z.int()) }) }
  const legal = {
    order: { value: { min: 3, max: 3, each: ['a', 'b', 'c'], distinct: true } },
    mark: { value: { min: 2, max: 2, each: [1, 2] } },
  } as never
  const seen = new Set<string>()
  for (let i = 0; i < 200; i++) {
    const act = drawAct(grid, legal, luckOf(`${i}`).of('x'))
    expect(checkAct(grid, legal, act)).toHaveProperty('act')
    seen.add(JSON.stringify(act))
  }
  expect(seen.size).toBe(6 + 4)
})

test('both moves, both bounds and texts of every length occur', () => {
  const some = Array.from({ length: 300 }, (_, i) =>
    drawAct(moves, { all: {}, none: {} }, luckOf(`${i}`).of('x'), { extreme: true }),
  )
  const all = some.filter((act) => act.move === 'all')
  expect(all.length).toBeGreaterThan(100)
  expect(all.length).toBeLessThan(200)
  const wholes = new Set(all.map((act) => (act as { whole: number }).whole))
  expect([...wholes].sort()).toEqual([-3, 0, 3].sort())
  const lengths = all.map((act) => (act as { text: string }).text.length)
  expect([Math.min(...lengths), Math.max(...lengths)]).toEqual([3, 40])
})

test('an unbounded number stays within its documented range', () => {
  for (let i = 0; i < 200; i++) {
    const act = drawAct({ go: z.object({ x: z.number(), up: z.int().min(1000) }) }, { go: {} }, luckOf(`${i}`).of('x'))
    const { x, up } = act as unknown as { x: number; up: number }
    expect(Math.abs(x)).toBeLessThanOrEqual(100)
    expect(up).toBeLessThanOrEqual(1100)
  }
})

test('what cannot be drawn is refused by the name of the field', () => {
  const go = (shape: z.ZodObject, legal: object) => () =>
    drawAct({ go: shape }, { go: legal } as never, luckOf('k').of('x'))
  expect(go(z.object({ at: z.iso.datetime() }), {})).toThrow('go.at asks for a text of the form date-time')
  expect(go(z.object({ n: z.int() }), { n: { min: 3, max: 2 } })).toThrow('go.n has no value that is allowed')
  expect(go(z.object({ n: z.enum(['a']) }), { n: { only: [] } })).toThrow('go.n has no value that is allowed')
  expect(() => drawAct({}, {}, luckOf('k').of('x'))).toThrow('no move is open')
})

test('it is the same for the same key, differs from ask to ask, and answers any probe', () => {
  const { protocol } = catalogue
  const staged = scene(protocol, { minds: { player: random() } })
  const question = { kind: 'slider', id: 'q', text: 'How much?', min: 0, max: 1 } as const
  const probes = [{ of: 'player', when: 'each', question }] as const
  const once = play(staged, 'k', { probes }) as { episode: readonly object[] }
  expect(play(staged, 'k', { probes })).toEqual(once)
  const all = Array.from({ length: 40 }, (_, i) =>
    JSON.stringify((play(staged, `${i}`) as typeof once).episode.slice(1)),
  )
  expect(new Set(all).size).toBeGreaterThan(4)
})

test('successive asks and repeated tries draw anew', () => {
  const guess = rules({
    name: 'guess',
    version: 1,
    params: z.object({}),
    moves: { say: z.object({ n: z.int().min(1).max(1000) }) },
    roles: { one: ['say'] },
    seats: () => ({ a: 'one' }) as const,
    start: () => ({ n: [] as number[] }),
    turn: ({ n }) => ({ ask: n.length < 30 ? ['a'] : [] }),
    view: (state) => state,
    legal: () => ({ say: {} }),
    resolve: ({ n }, acts) => ({ n: [...n, acts[0]!.act.n] }),
  })
  const words = { about: '', brief: () => '', lines: () => [], now: () => '', ask: { say: () => 'Say.' } }
  const { episode } = play(scene(protocol(guess, words), { minds: { one: random() } }), 'k') as {
    episode: readonly { kind: string; act?: { n: number } }[]
  }
  const said = episode.filter((event) => event.kind === 'act').map((event) => event.act!.n)
  expect(new Set(said).size).toBeGreaterThan(25)
  const seen = { moves: guess.moves, legal: { say: {} }, luck: luckOf('k').of('mind', 'a'), question: null } as never
  const tries = [0, 1, 2, 3].map((tries) =>
    JSON.stringify(random().decide({ ...(seen as object), tries } as never, { acts: 0 })),
  )
  expect(new Set(tries).size).toBe(4)
})

test('its form is a JSON Schema, and the command line names it', () => {
  expect(actForm(moves, { none: {} })).toMatchObject({ type: 'object', required: ['move'] })
  expect(['random', 'random:extreme', 'randomly'].map(entry.matches)).toEqual([true, true, false])
})
