import { type Act, advance, asked, begin, luckOf, type MovesOf, scene } from 'suasion'
import {
  batch,
  conditionalCooperator,
  freeRider,
  kernelCheck,
  noisy,
  publicGoods,
  punisher,
  unconditional,
} from 'suasion/protocols/public-goods'
import { describe, expect, it } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'

type GoodsAct = Act<MovesOf<typeof publicGoods>>
const played = (stage: Parameters<typeof play>[0], key = 'a'): Played => play(stage, key) as Played
const earnings = (run: Played): number[] => Object.values(run.close.payoff!)

describe('public goods', () => {
  it('pays endowment - own + multiplier / n x sum', () => {
    const run = played(
      scene(publicGoods, {
        params: { rounds: 3 },
        minds: { player: unconditional({ share: 0.5 }), player4: freeRider() },
      }),
    )
    const back = 0.4 * 30
    expect(earnings(run)).toEqual([10, 10, 10, 20].map((kept) => expect.closeTo(3 * (kept + back), 10)))
    expect(run.episode.filter((event) => event.kind === 'act')).toHaveLength(12)
  })

  it('charges 1 a point and fines 3', () => {
    const run = played(
      scene(publicGoods, {
        params: { rounds: 1, punishment: true },
        minds: { player: unconditional(), player1: freeRider(), player2: punisher({ harshness: 5 }) },
      }),
    )
    const back = 0.4 * 60
    expect(earnings(run)).toEqual([20 + back - 15, back - 5, back, back].map((value) => expect.closeTo(value, 10)))
  })

  it('lets a conditional cooperator match the others, less its bias', () => {
    const run = played(
      scene(publicGoods, {
        params: { rounds: 2 },
        minds: { player: unconditional({ share: 0.6 }), player1: conditionalCooperator({ slope: 0.5, first: 1 }) },
      }),
    )
    const own = run.episode.flatMap((event) =>
      event.kind === 'act' && event.seat === 'player1' ? [event.act['amount']] : [],
    )
    expect(own[0]).toBe(20)
    expect(own[1]).toBeCloseTo(6, 12)
  })

  it('decays among conditional cooperators with a self-serving bias', () => {
    const run = played(scene(publicGoods, { minds: { player: conditionalCooperator() } }))
    const own = run.episode.flatMap((event) =>
      event.kind === 'act' && event.seat === 'player1' ? [event.act['amount'] as number] : [],
    )
    for (let round = 1; round < own.length; round++) expect(own[round]).toBeCloseTo(0.8 * own[round - 1]!, 10)
  })

  it.each([false, true])('plays by rules and in batch alike to 1e-12 (punishment %s)', (punishment) => {
    const [players, rounds, groups] = [5, 12, 3]
    const params = { players, rounds, punishment, endowment: 7, multiplier: 2.1 }
    const slopes = [0, 0.3, 0.8, 1, 1.2]
    const minds = Object.fromEntries(
      slopes.map((slope, i) => [`player${i + 1}`, conditionalCooperator({ slope, first: i / 4 })]),
    )
    if (punishment) minds['player4'] = punisher({ harshness: 9, first: 0.75 })
    const run = played(scene(publicGoods, { params, minds }))
    const config = { players, endowment: 7, multiplier: 2.1, cost: 1, fine: 3 }
    const simulated = batch(config, groups, rounds, {
      contribute: (round, last, totals, acts) => {
        for (let i = 0; i < acts.length; i++) {
          const others = (totals[Math.floor(i / players)]! - last[i]!) / ((players - 1) * 7)
          acts[i] = (round ? Math.min(1, slopes[i % players]! * others) : (i % players) / 4) * 7
        }
      },
      ...(punishment && {
        punish: (_round: number, acts: Float64Array, points: Float64Array) => {
          for (let i = 3; i < acts.length; i += players)
            for (let k = 0; k < players; k++) {
              const taker = i - 3 + k
              points[i * players + k] = taker === i ? 0 : Math.round((9 * Math.max(0, acts[i]! - acts[taker]!)) / 7)
            }
        },
      }),
    })
    for (let i = 0; i < groups * players; i++)
      expect(Math.abs(simulated.earnings[i]! - earnings(run)[i % players]!)).toBeLessThanOrEqual(1e-12)
    expect(simulated.means).toHaveLength(rounds)
    expect(simulated.means[0]).toBeCloseTo(3.5, 12)
  })

  it('equals its kernel over drawn contributions and points', () => {
    expect(kernelCheck()).toEqual([])
  })

  it('hides names when asked: two orders of the same contributions look alike', () => {
    const stage = scene(publicGoods, { params: { anonymous: true, punishment: true }, minds: { player: noisy() } })
    let { table } = begin(stage, { key: 'anonymous' })
    for (let turn = 0; turn < 6; turn++) {
      const asks = asked(stage, table)
      table = advance(
        stage,
        table,
        Object.fromEntries(asks.map((seen) => [seen.seat, noisy().decide(seen as never, null)])) as never,
      ).table
    }
    const state = table.state as never
    for (const seat of ['player1', 'player3']) {
      const other = publicGoods.resample!(state, seat, luckOf('resample'))
      expect(publicGoods.view(other, seat)).toEqual(publicGoods.view(state, seat))
      expect(other).not.toEqual(state)
    }
    const asks = asked(stage, table)
    const text = asks[1]!.words()
    expect(`${text.brief} ${text.lines.map((line) => line.text)} ${text.now} ${text.ask}`).not.toMatch(
      /Player|undefined|NaN/,
    )
    expect(text.lines).toHaveLength(6)
  })

  it('shares one object between all views of a turn', () => {
    const stage = scene(publicGoods, { params: { players: 40 }, minds: { player: freeRider() } })
    const { table } = begin(stage, { key: 'forty' })
    const asks = asked(stage, table)
    const games = new Set(asks.map((seen) => (seen.view as { game: object }).game))
    expect(games.size).toBe(1)
    expect(asks).toHaveLength(40)
  })

  it('goes on when somebody leaves, and ends when everybody has', () => {
    const stage = scene(publicGoods, { params: { rounds: 2 }, minds: { player: unconditional() } })
    const give = { act: { move: 'contribute', amount: 20 } as GoodsAct } as never
    const gone = { absent: 'left' } as never
    const first = advance(stage, begin(stage, { key: 'x' }).table, {
      player1: gone,
      player2: give,
      player3: give,
      player4: give,
    }).table
    expect(publicGoods.payoff!(first.state as never)).toEqual({ player1: 44, player2: 24, player3: 24, player4: 24 })
    expect(publicGoods.turn(first.state as never).ask).toEqual(['player2', 'player3', 'player4'])
    const late = { absent: 'late' } as never
    const slow = advance(stage, first, { player2: late, player3: late, player4: late }).table
    expect(publicGoods.turn(slow.state as never).ask).toEqual([])
    expect(publicGoods.payoff!(slow.state as never)['player2']).toBe(44)
    const empty = advance(stage, begin(stage, { key: 'y' }).table, {
      player1: gone,
      player2: gone,
      player3: gone,
      player4: gone,
    }).table
    expect(publicGoods.turn(empty.state as never).ask).toEqual([])
  })

  it('refuses amounts and points outside their limits as faults, and bad numbers as misuse', () => {
    const stage = scene(publicGoods, { params: { punishment: true }, minds: { player: freeRider() } })
    const { table } = begin(stage, { key: 'bad' })
    for (const amount of [-1, 21, Number.NaN, Number.POSITIVE_INFINITY, '5', null]) {
      const { events } = advance(stage, table, { player1: { act: { move: 'contribute', amount } } as never })
      expect(events[0]?.kind, String(amount)).toBe('fault')
    }
    const give = { act: { move: 'contribute', amount: 0 } } as never
    const after = advance(stage, table, { player1: give, player2: give, player3: give, player4: give }).table
    for (const points of [[1, 2], [0, 0, 11], [0, 0, 0.5], [0, 0, -1], 'none']) {
      const { events } = advance(stage, after, { player1: { act: { move: 'punish', points } } as never })
      expect(events[0]?.kind, String(points)).toBe('fault')
    }
    expect(() => unconditional({ share: 2 })).toThrow('share must be from 0 to 1, not 2')
    expect(() => punisher({ harshness: Number.NaN })).toThrow('harshness')
    expect(() => scene(publicGoods, { params: { players: 1 }, minds: { player: freeRider() } })).toThrow('players')
    expect(() => scene(publicGoods, { params: { endowment: Number.NaN }, minds: { player: freeRider() } })).toThrow(
      'endowment',
    )
  })

  it('repeats with the same key, and lets noise differ with another', () => {
    const stage = scene(publicGoods, { minds: { player: noisy() } })
    expect(played(stage, 'k').episode).toEqual(played(stage, 'k').episode)
    expect(earnings(played(stage, 'k'))).not.toEqual(earnings(played(stage, 'l')))
  })
})
