import { type Act, advance, asked, begin, luckOf, type MovesOf, type StateOf, scene } from 'suasion'
import {
  batch,
  catalogue,
  collapseThreshold,
  commonPool,
  commons,
  constantEffort,
  constantShares,
  copyChance,
  imitator,
  kernelCheck,
  maximiser,
  maximumYield,
  normFollower,
  poolBuffers,
  punisher,
  restrained,
  steadyStock,
} from 'suasion/protocols/common-pool'
import { describe, expect, it } from 'vitest'
import { checkInstrument, checkMind, checkProtocol } from '../../src/lab/check.ts'
import { type Played, play } from '../../src/lab/driver.ts'

type PoolAct = Act<MovesOf<typeof commonPool>>
type State = StateOf<typeof commonPool>
const played = (stage: Parameters<typeof play>[0], key = 'a'): Played => play(stage, key) as Played
const minds = Object.values(catalogue.minds).map((make) => make())
const alone = { monitoring: false, learning: false, choice: 'none' } as const
const measured = (run: Played) => commons().read(run.episode, null) as ReturnType<typeof Object.assign>

describe('the conformance kit', () => {
  it('finds nothing wrong with the protocol', async () => {
    expect(await checkProtocol(commonPool, { seeds: 12, minds, kernelCheck })).toEqual([])
  })

  it.each(minds.map((mind) => [mind.name, mind] as const))('finds nothing wrong with %s', async (_, mind) => {
    expect(await checkMind(commonPool, mind, { seeds: 6, others: minds })).toEqual([])
  })

  it('finds nothing wrong with the instrument', async () => {
    const runs = [
      played(scene(commonPool, { minds: { member: imitator() } })),
      played(scene(commonPool, { minds: { member: maximiser() } })),
    ]
    expect(await checkInstrument(commons(), runs)).toEqual([])
  })
})

describe('the laws of the stock', () => {
  it('names the threshold of collapse, the steady stock and the greatest yield', () => {
    expect(collapseThreshold(0.3)).toBeCloseTo(0.230769, 6)
    expect(steadyStock(0.3, 0.15, 100)).toBeCloseTo(48.443, 3)
    expect(maximumYield(0.3, 100)).toBe(7.5)
    expect(steadyStock(0.3, 0.2308, 100)).toBe(0)
    expect(steadyStock(0.3, 0, 100)).toBe(100)
    expect(() => steadyStock(0.3, 1.1)).toThrow('the share taken must be from 0 to 1, not 1.1')
    expect(() => maximumYield(Number.NaN, 1)).toThrow('growth')
  })

  it.each([0.05, 0.1, 0.15, 0.2])('is where the kernel settles at a share of %s', (share) => {
    expect(constantShares([share])[0]!.stock).toBeCloseTo(steadyStock(0.3, share, 100), 8)
  })

  it('is where the rules settle too', () => {
    const params = { ...alone, growth: 0.3, rounds: 200, start: steadyStock(0.3, 0.15) }
    const run = played(scene(commonPool, { params, minds: { member: constantEffort({ effort: 0.15 }) } }))
    const { efficiency, survival, lost } = measured(run)
    expect({ survival, lost }).toEqual({ survival: 200, lost: false })
    expect(efficiency).toBeCloseTo((0.15 * steadyStock(0.3, 0.15, 100)) / 7.5, 10)
  })

  it('loses the stock above the threshold and keeps it below', () => {
    const params = { ...alone, growth: 0.3, rounds: 1000 }
    for (const [effort, lost] of [
      [0.22, false],
      [0.24, true],
    ] as const)
      expect(measured(played(scene(commonPool, { params, minds: { member: constantEffort({ effort }) } }))).lost).toBe(
        lost,
      )
  })

  it('yields most where restrained members leave half the capacity', () => {
    const params = { ...alone, growth: 0.3, rounds: 50 }
    const { efficiency } = measured(played(scene(commonPool, { params, minds: { member: restrained() } })))
    // The first harvest takes the other half of the full stock, all later ones r K / 4.
    expect(efficiency).toBeCloseTo((50 + 49 * 7.5) / (50 * 7.5), 10)
  })
})

describe('the kernel', () => {
  it('equals the rules, among groups that keep their stock and groups that lose it', () => {
    expect(kernelCheck()).toEqual([])
  })

  it('never takes more than there is, and shares out what there is', () => {
    const config = {
      members: 3,
      capacity: 10,
      growth: 0.5,
      productivity: 1,
      consumption: 0,
      cost: 0,
      penalty: 0,
      memory: 0,
      viability: 1,
    }
    const { survival, harvested, stock, earnings } = batch(
      config,
      { groups: 2, rounds: 5 },
      {
        harvest: (_round, _buffers, efforts) => efforts.set([1, 0.5, 0.5, 0.1, 0.1, 0]),
      },
    )
    expect([...earnings.slice(0, 3)]).toEqual([5, 2.5, 2.5])
    expect(harvested[0]).toBe(10)
    expect(stock[0]).toBe(0)
    expect([...survival]).toEqual([1, 5])
    expect(stock[1]).toBeGreaterThan(1)
    expect(poolBuffers(2, 3, 7).stock).toEqual(new Float64Array([7, 7, 7]))
  })
})

const gone = { absent: 'left' } as never
const late = { absent: 'late' } as never
const acting = (act: PoolAct) => ({ act }) as never
const harvestOf = (effort: number, watch = false) => acting({ move: 'harvest', effort, watch })
const everyone = (answers: readonly unknown[]) =>
  Object.fromEntries(answers.map((each, i) => [`member${i + 1}`, each])) as never
const small = (choice: 'none' | 'median' | 'vote') =>
  scene(commonPool, { params: { members: 3, rounds: 3, choice }, minds: { member: maximiser() } })

describe('common pool', () => {
  it('asks those who watched, shows them what was taken, and charges both sides of a fine', () => {
    const stage = small('none')
    const first = advance(
      stage,
      begin(stage, { key: 'f' }).table,
      everyone([harvestOf(0, true), harvestOf(1), harvestOf(1)]),
    ).table
    const state = first.state as State
    expect(commonPool.turn(state).ask).toEqual(['member1'])
    const { watched } = commonPool.view(state, 'member1').now!
    expect(watched).toMatchObject({ effort: 1, taken: 10 })
    expect(commonPool.view(state, 'member2').now!.watched).toBeNull()
    const next = advance(stage, first, { member1: acting({ move: 'fine', points: 2 }) }).table.state as State
    const payoff = commonPool.payoff!(next)
    expect(payoff['member1']).toBeCloseTo(-0.3 - 0.2, 12)
    expect(payoff[watched!.who]).toBeCloseTo(10 - 0.3 - 2, 12)
    expect(next.game.norm).toBeCloseTo(2 / 3, 12)
    expect(next.game.stock).toBeCloseTo(80 + 0.5 * 80 * 0.2, 12)
    expect(commonPool.view(next, watched!.who).past[0]!.received).toBe(2)
  })

  it('takes the middle proposal, or the one with most votes', () => {
    const norms = [0.1, 0.9, 0.2]
    const proposing = (choice: 'median' | 'vote') => {
      const stage = small(choice)
      const first = advance(
        stage,
        begin(stage, { key: 'v' }).table,
        everyone([0, 0, 0].map(() => harvestOf(0.1))),
      ).table
      return {
        stage,
        table: advance(stage, first, everyone(norms.map((norm) => acting({ move: 'propose', norm })))).table,
      }
    }
    expect((proposing('median').table.state as State).game.norm).toBe(0.2)
    const { stage, table } = proposing('vote')
    expect((table.state as State).game).toMatchObject({ stage: 'vote', proposals: [0.1, 0.2, 0.9] })
    const votes = everyone([0.9, 0.9, 0.1].map((norm) => acting({ move: 'vote', norm })))
    expect((advance(stage, table, votes).table.state as State).game.norm).toBe(0.9)
    expect(advance(stage, table, { member1: acting({ move: 'vote', norm: 0.5 }) }).events[0]?.kind).toBe('fault')
    const nobody = advance(stage, table, everyone([late, late, late])).table.state as State
    expect([0.1, 0.2, 0.9]).toContain(nobody.game.norm)
  })

  it('goes on at every stage when members leave or are late, and ends when all have left', () => {
    const stage = small('vote')
    const start = begin(stage, { key: 'g' }).table
    const first = advance(stage, start, everyone([harvestOf(0.5, true), gone, late])).table
    expect(commonPool.turn(first.state as State).ask).toEqual(['member1'])
    const second = advance(stage, first, { member1: late }).table
    expect((second.state as State).game.stage).toBe('propose')
    expect(commonPool.turn(second.state as State).ask).toEqual(['member1', 'member3'])
    const third = advance(stage, second, { member1: late, member3: late } as never).table
    expect((third.state as State).game).toMatchObject({ stage: 'harvest', round: 1 })
    const empty = advance(stage, third, { member1: gone, member3: gone } as never).table
    expect(commonPool.turn(empty.state as State).ask).toEqual([])
    expect((empty.state as State).game.stage).toBe('over')
  })

  it('refuses efforts and fines outside their limits as faults, and bad numbers as misuse', () => {
    const stage = small('none')
    const { table } = begin(stage, { key: 'bad' })
    for (const effort of [-0.01, 1.01, Number.NaN, Number.POSITIVE_INFINITY, '1', null])
      expect(
        advance(stage, table, { member1: acting({ move: 'harvest', effort, watch: false } as never) }).events[0]?.kind,
        String(effort),
      ).toBe('fault')
    const blind = scene(commonPool, { params: alone, minds: { member: maximiser() } })
    expect(advance(blind, begin(blind, { key: 'b' }).table, { member1: harvestOf(0, true) }).events[0]?.kind).toBe(
      'fault',
    )
    expect(() => imitator({ effort: 2 })).toThrow('effort must be from 0 to 1, not 2')
    expect(() => imitator({ start: 'evil' as never })).toThrow('start is altruistic or selfish')
    expect(() => punisher({ points: 1.5 })).toThrow('points must be a whole number')
    expect(() => normFollower({ first: Number.NaN })).toThrow('first')
    expect(() =>
      begin(scene(commonPool, { params: { capacity: 0.5 }, minds: { member: maximiser() } }), { key: 'x' }),
    ).toThrow('common-pool: the stock at first, 0.5, is below viability 1')
  })

  it('tells nobody how fast the stock grows or how long there is', () => {
    const stage = small('vote')
    const { table } = begin(stage, { key: 'told' })
    const [seen] = asked(stage, table)
    expect(Object.keys((seen!.view as { game: object }).game)).not.toEqual(expect.arrayContaining(['growth']))
    expect((seen!.view as { game: object }).game).not.toHaveProperty('rounds')
  })

  it('redraws what others did and leaves what one saw', () => {
    const stage = scene(commonPool, { params: { rounds: 4 }, minds: { member: imitator() } })
    let { table } = begin(stage, { key: 'hidden' })
    for (let turn = 0; turn < 9; turn++)
      table = advance(
        stage,
        table,
        Object.fromEntries(
          asked(stage, table).map((seen) => [seen.seat, imitator().decide(seen as never, null)]),
        ) as never,
      ).table
    const state = table.state as State
    const other = commonPool.resample!(state, 'member3', luckOf('other'))
    expect(other.past).not.toEqual(state.past)
    expect(commonPool.view(other, 'member3')).toEqual(commonPool.view(state, 'member3'))
  })
})

describe('members', () => {
  it('copy who fares better, and follow fines and norms', () => {
    expect(copyChance(0)).toBe(0.5)
    expect(copyChance(1)).toBeCloseTo(1 / (1 + Math.exp(-2)), 12)
    expect(copyChance(-1000)).toBe(0)
    const efforts = (run: Played, seat: string) =>
      run.episode.flatMap((event) =>
        event.kind === 'act' && event.seat === seat && event.act['move'] === 'harvest'
          ? [event.act['effort'] as number]
          : [],
      )
    const params = { members: 4, rounds: 6, choice: 'none', learning: false } as const
    const fined = played(
      scene(commonPool, {
        params,
        minds: { member: punisher({ first: 0.1 }), member4: imitator({ effort: 0.9, spread: 0 }) },
      }),
    )
    const own = efforts(fined, 'member4')
    const points = fined.episode.filter(
      (event) => event.kind === 'act' && event.act['move'] === 'fine' && (event.act['points'] as number) > 0,
    )
    expect(own[0]).toBe(0.9)
    expect(points.length).toBeGreaterThan(0)
    expect(own.at(-1)).toBeLessThan(0.9)
    expect(
      own.every((effort, i) => i === 0 || effort === own[i - 1] || Math.abs(effort - 0.9 * own[i - 1]!) < 1e-12),
    ).toBe(true)
    const followed = played(
      scene(commonPool, {
        params: { members: 3, rounds: 4, choice: 'median' },
        minds: { member: normFollower({ first: 0.4 }) },
      }),
    )
    expect(efforts(followed, 'member1')[0]).toBe(0.4)
    expect(new Set(efforts(followed, 'member1')).size).toBeGreaterThan(1)
  })

  it('gives different societies with another key, and the same with the same', () => {
    const stage = scene(commonPool, { minds: { member: imitator({ start: 'selfish' }) } })
    expect(played(stage, 'k').episode).toEqual(played(stage, 'k').episode)
    expect(played(stage, 'k').close.payoff).not.toEqual(played(stage, 'l').close.payoff)
  })
})
