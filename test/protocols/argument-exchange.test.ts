import fc from 'fast-check'
import { luckOf, scene } from 'suasion'
import {
  argumentExchange,
  argumentsIn,
  counterfactual,
  dealLinks,
  dealWorld,
  differenceBetween,
  directionOf,
  exchangeOutcome,
  greedy,
  type Link,
  shallow,
  sidesOf,
} from 'suasion/protocols/argument-exchange'
import { describe, expect, it } from 'vitest'
import { play } from '../../src/lab/driver.ts'
import { type Agent, learned, stanceBy, strengthsBy } from '../../src/protocols/argument-exchange/agent.ts'
import { openTo } from '../../src/protocols/argument-exchange/rules.ts'
import type { State, View } from '../../src/protocols/argument-exchange/state.ts'
import { counterfactually, greedily, nonTrivial, shallowly } from '../../src/protocols/argument-exchange/strategies.ts'

type Minds = Readonly<Record<'first' | 'second', ReturnType<typeof greedy>>>
const outcome = (params: object, cast: Minds, key: string) => {
  const staged = scene(argumentExchange, { params: params as never, minds: cast })
  const { episode } = play(staged, key) as Extract<ReturnType<typeof play>, { episode: unknown }>
  const read = exchangeOutcome().read(episode as never, null)
  return read as Extract<typeof read, { consensus: boolean }>
}

describe('the world', () => {
  it('has the asked size, no cycle, half attacks, and every argument bears on the topic', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 60 }), fc.integer({ min: 2, max: 8 }), fc.string(), (size, degree, key) => {
        const world = dealWorld(size, degree, luckOf(key).of('world'))
        expect(argumentsIn(world)).toHaveLength(size)
        expect(world.filter(({ attack }) => attack)).toHaveLength(Math.floor(world.length / 2))
        const place = (name: string) => (name === 'e' ? 0 : Number(name.slice(1)))
        for (const { from, to } of world) expect(place(from)).toBeGreaterThan(place(to))
        expect(new Set(world.map(({ from }) => from)).size).toBe(size - 1)
        for (const name of argumentsIn(world)) {
          const before = new Set(world.filter(({ to }) => to === name).map(({ from }) => from))
          if (name === 'e') expect(before.size).toBeGreaterThanOrEqual(Math.min(degree, size - 1))
        }
        const held = dealLinks(world, Math.floor(size / 2), luckOf(key).of('held'))
        expect(argumentsIn(held)).toHaveLength(Math.floor(size / 2))
        for (const link of held) expect(world).toContainEqual(link)
      }),
      { numRuns: 40 },
    )
  })

  it('deals two who disagree, also by methods without base scores', () => {
    for (const method of ['drawn', 'loc-max', 'loc-sum', 'quad'])
      for (let k = 0; k < 5; k++) {
        const params = argumentExchange.params.parse({ firstMethod: method, secondMethod: method })
        const { exchange, agents } = argumentExchange.start(params, {}, luckOf(`${method}/${k}`))
        expect(exchange.initial.first).not.toBe(exchange.initial.second)
        expect(exchange.initial.first).toBe(stanceBy(agents.first))
      }
  })
})

// a and b speak for e, c against; d speaks against a.
const links: Link[] = [
  { from: 'a', to: 'e', attack: false },
  { from: 'b', to: 'e', attack: false },
  { from: 'c', to: 'e', attack: true },
  { from: 'd', to: 'a', attack: true },
  { from: 'd', to: 'c', attack: true },
]
const agent: Agent = {
  method: 'df-quad',
  learning: 'sceptical',
  offset: 0.2,
  links,
  scores: { e: 0.5, a: 0.9, b: 0.4, c: 0.6, d: 0.5 },
}
const viewOf = (own: Agent, first: -1 | 0 | 1, said: readonly Link[] = []): View => ({
  seat: 'first',
  own,
  strengths: strengthsBy(own, own.links),
  open: openTo(own, said),
  exchange: {
    form: 'exchange',
    limit: 30,
    turn: 0,
    contributions: said.map((link) => ({ by: 'first', link, text: 'x' })),
    initial: { first, second: first === 1 ? -1 : 1 },
    stances: { first, second: first === 1 ? -1 : 1 },
    passes: 0,
    end: null,
    declared: null,
  },
})
const luck = luckOf('test').of('x')

describe('strategies', () => {
  it('know which arguments are for and against the topic', () => {
    const { pro, con } = sidesOf(links)
    expect([...pro].sort()).toEqual(['a', 'b', 'd', 'e'])
    expect([...con].sort()).toEqual(['c', 'd'])
  })

  it('offer what serves the speaker, and of that the strongest', () => {
    const pro = viewOf(agent, 1)
    // Only links to the topic are open at first; c speaks against it.
    expect(pro.open.map(({ from }) => from)).toEqual(['a', 'b', 'c'])
    expect(nonTrivial(pro).map(({ from }) => from)).toEqual(['a', 'b'])
    // a has .9 less d's half: .45; b has .4.
    expect(pro.strengths['a']).toBeCloseTo(0.45, 12)
    expect(greedily(pro, luck)!.from).toBe('a')
    expect(shallowly(pro, luck)!.from).toBe('a')
    const con = viewOf(agent, -1)
    expect(nonTrivial(con).map(({ from }) => from)).toEqual(['c'])
    expect(greedily(con, luck)!.from).toBe('c')
    // Once c is said, d against c opens, and serves who is for the topic.
    const later = viewOf(agent, 1, [links[2]!])
    expect(greedily(later, luck)!).toEqual(links[4])
    expect(shallowly(later, luck)!.from).toBe('a')
    expect(shallowly(viewOf(agent, -1, [links[2]!]), luck)).toBe(null)
  })

  it('reckon by what would be, where they are counterfactual', () => {
    // In the exchange as it sees it, a bears on e with its own score, .9, as d has not been said.
    expect(counterfactually(viewOf(agent, 1), luck)!.from).toBe('a')
    expect(counterfactually(viewOf(agent, -1), luck)!.from).toBe('c')
    // Against: after a was said, c takes e down more than d takes a down.
    const after = viewOf(agent, -1, [links[0]!])
    const effects = after.open.map((link) => [link.from, strengthsBy(agent, [links[0]!, link])['e']!] as const)
    const least = effects.reduce((best, each) => (each[1] < best[1] ? each : best))
    expect(counterfactually(after, luck)!.from).toBe(least[0])
    expect(counterfactually({ ...after, open: [] }, luck)).toBe(null)
  })
})

describe('learning', () => {
  const fresh: Link = { from: 'x', to: 'a', attack: true }
  const score = (learning: Agent['learning'], offset = 0.2) =>
    learned({ ...agent, learning, offset }, [fresh, links[0]!], luckOf('learn').of('x')).scores['x']!

  it('scores what is heard by the way of learning, and only what was not known', () => {
    expect([score('unintelligent'), score('sceptical'), score('gullible')]).toEqual([0, 0.5, 1])
    expect(score('confirmation-bias')).toBeCloseTo(Math.max(0, score('random') - 0.2), 12)
    expect(score('confirmation-bias', 1)).toBe(0)
    const after = learned(agent, [fresh, ...links], luck)
    expect(after.links).toHaveLength(6)
    expect(after.scores).toEqual({ ...agent.scores, x: 0.5 })
    expect(learned(agent, links, luck)).toBe(agent)
  })
})

describe('an exchange', () => {
  it('ends in consensus, at the limit or in silence, and pays whose stance prevails', () => {
    const ends = new Set<string>()
    for (let k = 0; k < 30; k++) {
      const params = argumentExchange.params.parse({ limit: k % 3 === 0 ? 4 : 30 })
      let state: State = argumentExchange.start(params, {}, luckOf(`x/${k}`))
      for (let turn = 0; state.exchange.end === null; turn++) {
        expect(turn).toBeLessThan(params.limit)
        const [seat] = argumentExchange.turn(state).ask as ['first' | 'second']
        const link = greedily(argumentExchange.view(state, seat), luck)
        const act = link ? { move: 'contribute', link: `${link.from}>${link.to}`, text: 'x' } : { move: 'pass' }
        state = argumentExchange.resolve(state, [{ seat, act: act as never }], luckOf(`x/${k}`))
        expect(state.exchange.stances.second).toBe(stanceBy(state.agents.second))
        // Whoever heard holds everything that was said.
        for (const { link: said } of state.exchange.contributions)
          for (const each of Object.values(state.agents)) expect(each.links).toContainEqual(said)
      }
      const { end, stances, initial } = state.exchange
      ends.add(end!)
      expect(end === 'consensus').toBe(stances.first === stances.second)
      const paid = argumentExchange.payoff!(state)
      expect(paid['first']).toBe(end === 'consensus' && stances.first === initial.first ? 1 : 0)
      expect(argumentExchange.turn(state).ask).toEqual(['first', 'second'])
    }
    expect([...ends].sort()).toEqual(['consensus', 'limit', 'silence'])
  })

  it('is measured: efficiency and winner only with consensus, accuracy between 0 and 1', () => {
    for (let k = 0; k < 12; k++) {
      const read = outcome({}, { first: greedy(), second: counterfactual() }, `m/${k}`)
      expect(read.efficiency === null).toBe(!read.consensus)
      expect(read.winner === null).toBe(!read.consensus)
      expect(read.sincere).toBe(1)
      if (read.accuracy === null) continue
      expect(read.accuracy).toBeGreaterThanOrEqual(0)
      expect(read.accuracy).toBeLessThanOrEqual(1)
    }
    const alone = outcome({ form: 'explanation', limit: 3 }, { first: shallow(), second: shallow() }, 'e')
    expect(alone.links).toBeLessThanOrEqual(3)
  })

  it('compares arms over worlds both met, and calls no direction where the interval holds 0', () => {
    const row = (pair: string, arm: string, x: number | null) => ({ trial: `${pair}${arm}`, pair, arm, x })
    const rows = ['1', '2', '3', '4'].flatMap((pair, i) => [row(pair, 'a', 2 + i * 0.1), row(pair, 'b', i * 0.05)])
    const difference = differenceBetween(rows, ['a', 'b'], 'x')!
    expect(difference.value).toBeCloseTo(2.075, 12)
    expect(directionOf(difference)).toMatchObject({ value: 1, n: 4 })
    expect(directionOf(differenceBetween(rows, ['b', 'a'], 'x'))!.value).toBe(-1)
    expect(differenceBetween([...rows, row('5', 'a', 7), row('6', 'b', null)], ['a', 'b'], 'x')!.value).toBeCloseTo(
      2.075,
      12,
    )
    expect(differenceBetween(rows.slice(0, 2), ['a', 'b'], 'x')).toBe(null)
    expect(directionOf({ value: 0.1, interval: [-1, 1], n: 9, estimator: 'x' })).toBe(null)
    expect(directionOf(null)).toBe(null)
  })

  it('refuses what is no exchange', () => {
    expect(() =>
      scene(argumentExchange, { params: { size: 2 }, minds: { first: greedy(), second: greedy() } }),
    ).toThrow(/size/)
    expect(() =>
      scene(argumentExchange, { params: { offset: Number.NaN }, minds: { first: greedy(), second: greedy() } }),
    ).toThrow(/offset/)
  })
})
