import { advance, asked, begin, type Json, luckOf, type Scene, scene, type Table } from 'suasion'
import { generations, type Member, topShare } from 'suasion/designs'
import {
  believer,
  conditionalCooperator,
  crossover,
  donorGame,
  evolving,
  fixedShare,
  freeRider,
  generosity,
  imageScorer,
} from 'suasion/protocols/donor-game'
import { describe, expect, it } from 'vitest'
import { checkMind, checkProtocol } from '../../src/lab/check.ts'
import { type Played, play } from '../../src/lab/driver.ts'
import { firstHalfDonates, partnerOf } from '../../src/protocols/donor-game/schedule.ts'

type Params = NonNullable<Parameters<typeof scene<typeof donorGame>>[1]['params']>
type View = ReturnType<typeof donorGame.view>

const finals = (params: Params, minds: Record<string, ReturnType<typeof fixedShare>>, key = 'k'): number[] => {
  const stage = scene(donorGame, { params, minds })
  return Object.values((play(stage, key, { trusted: true }) as Played).close.payoff!)
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('donor game: everybody gives the same share', () => {
  it.each([
    ['strict', 2, 0.1, 18.7483],
    ['strict', 2, 0.25, 53.4888],
    ['strict', 2, 0.5, 393.9063],
    ['strict', 2, 0.75, 3482.6685],
    ['strict', 2, 0.9, 12_996.4709],
    ['strict', 2, 1, 30_720],
    ['released', 2, 0.1, 18.7085],
    ['released', 2, 0.25, 52.0239],
    ['released', 2, 0.5, 341.1719],
    ['released', 2, 0.75, 2414.7974],
    ['released', 2, 0.9, 7493.2019],
    ['released', 2, 1, 15_360],
    ['strict', 1.5, 0.5, 67.3435],
    ['strict', 1.5, 1, 1081.2195],
    ['strict', 3, 0.5, 8784.7144],
    ['strict', 3, 1, 3_542_940],
  ] as const)('%s, multiplier %d, share %d: %d', (schedule, multiplier, share, expected) => {
    const minds = { player: fixedShare({ share }) }
    for (const games of [1, 2]) expect(mean(finals({ schedule, multiplier, games }, minds))).toBeCloseTo(expected, 4)
  })

  it('ends by group as the notebook does', () => {
    const ends = finals({ schedule: 'released', games: 1 }, { player: fixedShare({ share: 0.5 }) })
    for (const [i, end] of ends.entries()) expect(end).toBeCloseTo(i < 6 ? 182.9688 : 499.375, 4)
  })
})

describe('donor game: who meets whom', () => {
  it.each(['strict', 'released'] as const)('%s: every pair across the halves meets twice', (schedule) => {
    const meetings = new Map<string, number>()
    const donations = new Array<number>(12).fill(0)
    for (let round = 0; round < 12; round++)
      for (let player = 0; player < 12; player++) {
        const partner = partnerOf(12, round, player)
        expect(partnerOf(12, round, partner)).toBe(player)
        if (firstHalfDonates(schedule, 12, round, 0) !== player < 6) continue
        donations[player]!++
        const pair = [player, partner].sort((a, b) => a - b).join('-')
        meetings.set(pair, (meetings.get(pair) ?? 0) + 1)
      }
    expect(meetings.size).toBe(36)
    expect([...meetings.values()].every((count) => count === 2)).toBe(true)
    expect(donations).toEqual(new Array(12).fill(6))
  })

  it('alternates A B A B A B | B A B A B A in the notebook, and the other way round in the second game', () => {
    const line = (schedule: 'strict' | 'released', game: number): string =>
      Array.from({ length: 12 }, (_, round) => (firstHalfDonates(schedule, 12, round, game) ? 'A' : 'B')).join('')
    expect([line('strict', 0), line('strict', 1)]).toEqual(['ABABABABABAB', 'BABABABABABA'])
    expect([line('released', 0), line('released', 1)]).toEqual(['ABABABBABABA', 'BABABAABABAB'])
  })
})

const answer = (stage: Scene, table: Table, act: (seen: View) => object): Table => {
  const asks = asked(stage, table)
  const replies = Object.fromEntries(asks.map((seen) => [seen.seat, { act: act(seen.view as View) }]))
  const next = advance(stage, table, replies as never)
  expect(next.events.filter((event) => event.kind === 'fault')).toEqual([])
  return next.table
}

describe('donor game: traces', () => {
  const shareOf = (seat: string, round: number): number => (Number(seat.slice(6)) * 13 + round) / 1000

  it.each([0, 1, 2, 3])('a trace of length %d shows what there is, the newest first, along the chain', (trace) => {
    const stage = scene(donorGame, { params: { trace, games: 2 }, minds: { player: freeRider() } })
    let { table } = begin(stage, { key: 'trace' })
    for (let turn = 0; turn < 24; turn++) {
      const round = turn % 12
      for (const seen of asked(stage, table)) {
        const view = seen.view as View
        expect(view.trace).toHaveLength(Math.min(trace, round))
        let from = view.partner
        for (const [i, deed] of view.trace.entries()) {
          const then = round - 1 - i
          expect(deed.by).toBe(from)
          expect(deed.to).toBe(`player${partnerOf(12, then, Number(from.slice(6)) - 1) + 1}`)
          expect(deed.share).toBe(shareOf(from, then))
          from = deed.to
        }
      }
      table = answer(stage, table, ({ seat }) => ({ move: 'donate', share: shareOf(seat, round) }))
    }
    expect(donorGame.turn(table.state as never).ask).toEqual([])
  })

  it('records the whole of nothing as 1', () => {
    const stage = scene(donorGame, { params: { schedule: 'released' }, minds: { player: fixedShare({ share: 1 }) } })
    let { table } = begin(stage, { key: 'nothing' })
    for (let turn = 0; turn < 6; turn++) table = answer(stage, table, () => ({ move: 'donate', share: 1 }))
    const [seen] = asked(stage, table)
    expect((seen!.view as View).own).toBe(0)
    table = answer(stage, table, () => ({ move: 'donate', share: 0.25 }))
    const later = asked(stage, table).map(({ view }) => (view as View).trace[0]!.share)
    expect(later).toEqual(new Array(6).fill(1))
  })
})

describe('donor game: variants', () => {
  it('keeps the accounts: total = 120 + (m - 1) donated - 3 punished', () => {
    const stage = scene(donorGame, {
      params: { punishment: true, refusal: true, games: 1, multiplier: 1.7 },
      minds: { player: freeRider() },
    })
    let { table } = begin(stage, { key: 'accounts' })
    const luck = luckOf('accounts')
    let donated = 0
    let punished = 0
    for (let turn = 0; turn < 12; turn++)
      table = answer(stage, table, ({ seat, own, theirs }) => {
        const move = luck.of('move', turn, seat).pick(['donate', 'punish', 'refuse'])
        if (move === 'refuse') return { move }
        const most = move === 'punish' && own > 0 ? Math.min(1, theirs / 2 / own) : 1
        const share = most * luck.of('share', turn, seat).uniform()
        if (move === 'donate') donated += share * own
        else punished += share * own
        return { move, share }
      })
    const { resources, finals: ends } = table.state as { resources: number[]; finals: number[][] }
    expect(ends).toEqual([resources])
    expect(punished).toBeGreaterThan(1)
    expect(resources.reduce((sum, value) => sum + value, 0)).toBeCloseTo(120 + 0.7 * donated - 3 * punished, 8)
  })

  it('lets nobody fall below zero', () => {
    const stage = scene(donorGame, { params: { punishment: true, games: 1 }, minds: { player: freeRider() } })
    let { table } = begin(stage, { key: 'floor' })
    table = answer(stage, table, () => ({ move: 'punish', share: 1 }))
    expect((table.state as { resources: number[] }).resources).toEqual(new Array(12).fill(0))
  })

  it('opens only the moves that its parameters open, with words for each', () => {
    const plain = scene(donorGame, { minds: { player: freeRider() } })
    const [seen] = asked(plain, begin(plain, { key: 'plain' }).table)
    expect(Object.keys(seen!.legal)).toEqual(['donate'])
    const rich = scene(donorGame, {
      params: { punishment: true, refusal: true, talk: true },
      minds: { player: freeRider() },
    })
    const table = begin(rich, { key: 'rich' }).table
    const pleading = asked(rich, table)
    expect(pleading.map(({ seat }) => seat)).toEqual([7, 8, 9, 10, 11, 12].map((n) => `player${n}`))
    expect(Object.keys(pleading[0]!.legal)).toEqual(['plead'])
    const donating = asked(
      rich,
      answer(rich, table, () => ({ move: 'plead', promise: 0.4, text: 'Trust me.' })),
    )
    expect(Object.keys(donating[0]!.legal)).toEqual(['donate', 'punish', 'refuse'])
    const { brief, now, ask } = donating[0]!.words()
    expect(now).toContain('promises to give 40% when it is a donor: "Trust me."')
    expect(`${brief}${now}${ask}`).not.toMatch(/undefined|NaN|\[object|12 rounds/)
  })

  it('shows in the trace what was promised, and a promise moves nothing', () => {
    const stage = scene(donorGame, { params: { talk: true, games: 1 }, minds: { player: freeRider() } })
    const run = (promise: number): Table => {
      let { table } = begin(stage, { key: 'talk' })
      for (let round = 0; round < 3; round++) {
        table = answer(stage, table, () => ({ move: 'plead', promise, text: '' }))
        table = answer(stage, table, () => ({ move: 'donate', share: 0.1 }))
      }
      return table
    }
    const resources = (table: Table) => (table.state as { resources: number[] }).resources
    expect(resources(run(0))).toEqual(resources(run(1)))
    const next = answer(stage, run(0.9), () => ({ move: 'plead', promise: 0, text: '' }))
    const { trace } = asked(stage, next)[0]!.view as View
    expect(trace.map(({ promised }) => promised)).toEqual([0.9, 0.9, null])
  })

  it('refuses shares and promises out of range as faults', () => {
    const stage = scene(donorGame, { params: { talk: true }, minds: { player: freeRider() } })
    const { table } = begin(stage, { key: 'bad' })
    const bad = [
      { move: 'plead', promise: 2, text: 'x' },
      { move: 'plead', promise: Number.NaN, text: 'x' },
      { move: 'plead', promise: 0.5 },
      { move: 'plead', promise: 0.5, text: 'x'.repeat(401) },
      { move: 'donate', share: 0.5 },
      { move: 'refuse' },
    ]
    for (const act of bad)
      expect(advance(stage, table, { player7: { act } as never }).events[0]?.kind, JSON.stringify(act)).toBe('fault')
    expect(() => scene(donorGame, { params: { players: 5 }, minds: { player: freeRider() } })).toThrow('players')
    expect(() => scene(donorGame, { params: { trace: 4 }, minds: { player: freeRider() } })).toThrow('trace')
    expect(() => fixedShare({ share: -0.1 })).toThrow('share must be from 0 to 1')
    expect(() => evolving({ thr: Number.NaN })).toThrow('evolving takes init, hi')
    expect(() => evolving().open({ id: 'player1', role: 'player' }, 'be kind' as never)).toThrow('evolving carries')
  })

  it('hides what a player cannot know', () => {
    const stage = scene(donorGame, { params: { talk: true, punishment: true }, minds: { player: evolving() } })
    const { episode } = play(stage, 'hidden') as Played
    let state = donorGame.start(
      stage.params as never,
      Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`player${i + 1}`, 'player'])),
      luckOf('x'),
    )
    let changed = 0
    for (let turn = 0; turn < 48; turn++) {
      for (const seat of donorGame.turn(state).ask) {
        const other = donorGame.resample!(state, seat, luckOf('resample').of(turn, seat))
        expect(donorGame.view(other, seat)).toEqual(donorGame.view(state, seat))
        if (JSON.stringify(other) !== JSON.stringify(state)) changed++
      }
      const acts = episode.flatMap((event) => (event.kind === 'act' && event.turn === turn ? [event] : []))
      state = donorGame.resolve(state, acts as never, luckOf('x'))
    }
    expect(donorGame.turn(state).ask).toEqual([])
    expect(changed).toBe(48 * 6)
  })

  it('goes on without those who leave, and ends when all have', () => {
    const stage = scene(donorGame, { params: { players: 4, rounds: 2, games: 1 }, minds: { player: freeRider() } })
    const gone = { absent: 'left' } as never
    const give = { act: { move: 'donate', share: 0.5 } } as never
    let { table } = begin(stage, { key: 'left' })
    table = advance(stage, table, { player1: gone, player2: give }).table
    expect(Object.values(donorGame.payoff!(table.state as never))).toEqual([10, 5, 10, 20])
    expect(donorGame.turn(table.state as never).ask).toEqual(['player3', 'player4'])
    const late = { absent: 'late' } as never
    const ended = advance(stage, table, { player3: late, player4: late }).table
    expect(donorGame.turn(ended.state as never).ask).toEqual([])
    expect(Object.values(donorGame.payoff!(ended.state as never))).toEqual([10, 5, 10, 20])
    const empty = scene(donorGame, { params: { players: 4, rounds: 9, games: 1 }, minds: { player: freeRider() } })
    table = begin(empty, { key: 'empty' }).table
    table = advance(empty, table, { player1: gone, player2: gone }).table
    table = advance(empty, table, { player3: gone, player4: gone }).table
    expect(donorGame.turn(table.state as never).ask).toEqual([])
    expect(Object.values(donorGame.payoff!(table.state as never))).toEqual([10, 10, 10, 10])
  })
})

describe('donor game: plans', () => {
  const seat = (n: number) => `player${n}`
  const all = Array.from({ length: 12 }, (_, i) => seat(i + 1))
  const open = (params: Params = {}) => {
    const stage = scene(donorGame, { params: { plan: true, ...params }, minds: { player: freeRider() } })
    return { stage, table: begin(stage, { key: 'plans' }).table }
  }
  const plan = (text: unknown) => ({ act: { move: 'plan', text } }) as never
  const written = (view: View) => ({ move: 'plan', text: `Secret of ${view.seat}.` })

  it('opens an episode, once, with everyone; each alone hears its own again', () => {
    const { stage, table } = open({ talk: true, rounds: 2 })
    expect(asked(stage, table).map((seen) => [seen.seat, Object.keys(seen.legal)])).toEqual(
      all.map((each) => [each, ['plan']]),
    )
    expect(asked(stage, table)[0]!.words()).toMatchObject({ lines: [], now: expect.stringContaining('has not begun') })
    let next = answer(stage, table, written)
    expect(donorGame.payoff!(next.state as never)).toEqual(donorGame.payoff!(table.state as never))
    for (let turn = 1; turn <= 8; turn++) {
      for (const seen of asked(stage, next)) {
        const { brief, lines, now, ask } = seen.words()
        expect(lines).toEqual([{ by: seen.seat, to: [seen.seat], text: `Secret of ${seen.seat}.` }])
        expect(`${brief}${now}${ask}`).not.toMatch(/Secret|undefined|NaN/)
        expect(JSON.stringify(seen.view).match(/Secret of \w+/g)).toEqual([`Secret of ${seen.seat}`])
      }
      next = answer(stage, next, ({ stage: at }) =>
        at === 'plead' ? { move: 'plead', promise: 0.5, text: '' } : { move: 'donate', share: 0.5 },
      )
    }
    expect(donorGame.turn(next.state as never).ask).toEqual([])
  })

  it('tells later generations that they may build on what they know, and the first nothing of that', () => {
    const told = (generation: number) => {
      const { stage, table } = open({ generation })
      return asked(stage, table)[0]!.words().ask
    }
    expect(told(1)).not.toContain('earlier generations')
    expect(told(2)).toContain('you may build on them')
  })

  it('are redrawn where they are hidden, and change no outcome', () => {
    const { stage, table } = open()
    const { state } = answer(stage, table, written) as Table<Parameters<typeof donorGame.view>[0]>
    const other = donorGame.resample!(state, 'player3', luckOf('resample').of('plans'))
    expect(other.plans.filter((text) => text?.startsWith('Secret'))).toEqual(['Secret of player3.'])
    expect(donorGame.view(other, 'player3')).toEqual(donorGame.view(state, 'player3'))
    const rich = { punishment: true, refusal: true, talk: true }
    const end = (params: Params) =>
      finals(params, { player: evolving({ pthr: 0.5 }) as never, player1: imageScorer(), player2: believer() })
    expect(end({ ...rich, plan: true })).toEqual(end(rich))
  })

  it('are counted as no deed, and refolded from the log', () => {
    const read = (params: Params) => {
      const minds = { player: evolving({ pthr: 0.6, pam: 0.3 }) }
      const { episode } = play(scene(donorGame, { params, minds }), 'deeds') as Played
      return generosity().read(episode, null)
    }
    expect(read({ punishment: true, plan: true })).toEqual(read({ punishment: true }))
  })

  it('refuses bad plans as faults, and plans where there are none', () => {
    const { stage, table } = open()
    for (const text of ['', 'x'.repeat(1001), 7, null, undefined])
      expect(advance(stage, table, { player1: plan(text) }).events[0]?.kind, String(text)).toBe('fault')
    expect(advance(stage, table, { player1: plan('x'.repeat(1000)) }).events).toEqual([])
    const late = advance(stage, table, { player1: { act: { move: 'donate', share: 1 } } as never })
    expect(late.events[0]).toMatchObject({ kind: 'fault', problem: expect.stringContaining('the open moves are plan') })
    const plain = scene(donorGame, { minds: { player: freeRider() } })
    const { table: bare } = begin(plain, { key: 'bare' })
    expect(advance(plain, bare, { player1: plan('Give.') }).events[0]?.kind).toBe('fault')
  })

  it('goes on without the plans of those who are late or leave', () => {
    const { stage, table } = open({ players: 4, rounds: 2, games: 1 })
    const gone = { absent: 'left' } as never
    const late = { absent: 'late' } as never
    let next = advance(stage, table, { player1: gone, player2: late, player3: plan('A.'), player4: plan('B.') }).table
    expect((next.state as { plans: unknown }).plans).toEqual([null, null, 'A.', 'B.'])
    expect(donorGame.turn(next.state as never).ask).toEqual(['player2'])
    next = advance(stage, table, { player1: late, player2: late, player3: late, player4: late }).table
    expect(donorGame.turn(next.state as never).ask).toEqual(['player1', 'player2'])
    next = advance(stage, table, { player1: gone, player2: gone, player3: gone, player4: gone }).table
    expect(donorGame.turn(next.state as never).ask).toEqual([])
  })

  it('formal minds write theirs from their numbers', () => {
    const text = (mind: ReturnType<typeof fixedShare>) => {
      const { episode } = play(scene(donorGame, { params: { plan: true }, minds: { player: mind } }), 'text') as Played
      return episode.find((event) => event.kind === 'act')!.act['text']
    }
    expect(text(fixedShare({ share: 0.35 }))).toBe('I will give everybody 35% of what I have.')
    expect(text(freeRider())).toContain('nothing to anybody')
    expect(text(imageScorer({ share: 0.7, threshold: 0.2 }))).toMatch(/70% to strangers .* at least 20%/)
    expect(text(conditionalCooperator({ init: 0.1 }))).toContain('10% to strangers')
    expect(text(believer({ init: 0.9 }))).toContain('90% to those who promise nothing')
    const strategy = { init: 0.62, hi: 0.89, lo: 0.28, thr: 0.4, std: 0.5, pthr: 0.1, pam: 0.2 }
    expect(text(evolving({ spread: 0, ...strategy }) as never)).toMatch(
      /62% to strangers, 89% .* at least 40%, and 28% to others.* less than 40% I count 50% .* 20% .* below 10%/,
    )
  })

  it('hold what the kit asks of the rules and of every mind', async () => {
    expect(await checkProtocol(donorGame, { seeds: 12, minds: [evolving(), believer()] })).toEqual([])
    for (const mind of [evolving(), believer(), imageScorer()])
      expect(await checkMind(donorGame, mind, { seeds: 8 }), mind.name).toEqual([])
  })

  it('newcomers among language models read the plans of all survivors, and no others', () => {
    const lived = (text: string | null, earlier: Json[] = []): Json => {
      const did = [...(text === null ? [] : [{ move: 'plan', text }]), { move: 'donate', share: 0.5 }]
      return { acts: 0, did: [], earlier: [...earlier, { did, payoff: 1 }] }
    }
    const old = { did: [{ move: 'plan', text: 'Old.' }], payoff: 3 }
    const luck = luckOf('reading')
    const heir = (survivors: Parameters<ReturnType<typeof crossover>>[0]) => crossover()(survivors, { luck })
    expect(
      heir([
        { kept: lived('Give half.'), payoff: 30 },
        { kept: lived('Give nothing.', [{ survivors: [{ plan: 'Older.', resources: 1 }] }, old]), payoff: 20 },
        { kept: lived(null, [old]), payoff: 10 },
        { kept: lived('Give all.') },
      ]),
    ).toEqual({
      acts: 0,
      did: [],
      earlier: [
        {
          survivors: [
            { plan: 'Give half.', resources: 30 },
            { plan: 'Give nothing.', resources: 20 },
            { plan: 'Give all.', resources: null },
          ],
        },
      ],
    })
    const silent = lived(null, [old])
    expect(heir([{ kept: silent, payoff: 1 }])).toBe(silent)
    for (const strange of [
      null,
      7,
      'x',
      [],
      { acts: 3 },
      { acts: 0, did: [], earlier: 'x' },
      { earlier: [{ did: 1 }] },
    ])
      expect(heir([{ kept: strange, payoff: 1 }])).toBe(strange)
    expect(heir([{ kept: { acts: 0, did: [], earlier: [{ did: [{ move: 'plan', text: 7 }] }] } }])).toHaveProperty(
      'acts',
    )
  })
})

describe('donor game: minds', () => {
  const given = (
    minds: Record<string, ReturnType<typeof fixedShare>>,
    params: Params = {},
  ): Record<string, number | null> => {
    const { episode } = play(scene(donorGame, { params, minds }), 'minds') as Played
    const rows = generosity().read(episode, null) as readonly { seat: string; given: number | null }[]
    return Object.fromEntries(rows.map(({ seat, given: share }) => [seat, share]))
  }

  it('image scorers give nothing to who gave nothing', () => {
    const one = given({ player: imageScorer({ share: 0.6 }), player1: freeRider() }, { games: 1 })
    expect(one['player1']).toBe(0)
    expect(one['player2']).toBeLessThan(0.6)
    expect(given({ player: imageScorer({ share: 0.6 }) })['player1']).toBeCloseTo(0.6, 12)
  })

  it('conditional cooperators pass on what they see, believers what they hear', () => {
    expect(given({ player: conditionalCooperator({ init: 0.3 }) })['player5']).toBeCloseTo(0.3, 12)
    const fooled = given({ player: freeRider({ promise: 0.8 }), player1: believer({ init: 0.1 }) }, { talk: true })
    expect(fooled['player1']).toBeCloseTo(0.8, 12)
    expect(given({ player: freeRider(), player1: believer({ init: 0.1 }) })['player1']).toBeCloseTo(0.1, 12)
  })

  it('evolving founders differ by luck, keep one strategy through an episode, and punish only where they may', () => {
    const stage = scene(donorGame, {
      params: { punishment: true },
      minds: { player: evolving({ pthr: 0.6, pam: 0.3 }) },
    })
    const { kept, episode } = play(stage, 'founders') as Played
    expect(new Set(Object.values(kept).map((each) => JSON.stringify(each))).size).toBe(12)
    const again = play(stage, { key: 'again', carry: kept }) as Played
    expect(again.kept).toEqual(kept)
    const punished = episode.filter((event) => event.kind === 'act' && event.act['move'] === 'punish')
    expect(punished.length).toBeGreaterThan(0)
    const strategy = { init: 0.9, hi: 0.7, lo: 0.1, thr: 0.5, std: 1, pthr: 0, pam: 0 }
    const share = (trace: object[]) => {
      const view = { trace, stage: 'donate' }
      const seen = { view, legal: { donate: {} }, luck: luckOf('x'), question: null }
      return (evolving().decide(seen as never, strategy) as { act: { share: number } }).act.share
    }
    const deed = (given: number) => ({ did: 'donate', share: given })
    expect(share([])).toBe(0.9)
    expect(share([deed(0.5)])).toBe(0.7)
    expect(share([deed(0.4)])).toBe(0.1)
    expect(share([deed(0.1), deed(0.1)])).toBe(0.7)
    expect(share([deed(0.1), deed(0.2)])).toBe(0.1)
    expect(share([{ did: 'punish', share: 1 }])).toBe(0.1)
  })

  it('newcomers mix two survivors, with small mutations and a bias where one is asked for', () => {
    const parent = (x: number) => ({ kept: { init: x, hi: x, lo: x, thr: x, std: x, pthr: x, pam: x } })
    const child = (options: object, key: string) =>
      crossover(options)([parent(0.2), parent(0.8)], { luck: luckOf('child').of(key) }) as Record<string, number>
    const exact = child({ sd: 0 }, 'a')
    expect(Object.values(exact).every((value) => value === 0.2 || value === 0.8)).toBe(true)
    const biased = child({ sd: 0, bias: 0.03 }, 'a')
    expect(biased['init']! - exact['init']!).toBeCloseTo(0.03, 12)
    expect(biased['lo']).toBe(exact['lo'])
    const spread = Array.from({ length: 2000 }, (_, i) => child({}, String(i))['lo']!)
    const off = spread.map((value) => value - (value > 0.5 ? 0.8 : 0.2))
    expect(Math.sqrt(mean(off.map((value) => value ** 2)))).toBeCloseTo(0.05, 2)
    expect(crossover()([{ kept: 'Give half.' }], { luck: luckOf('text') })).toBe('Give half.')
    expect(() => crossover()([], { luck: luckOf('none') })).toThrow('there are none')
  })
})

describe('donor game: evolution of strategies in numbers', () => {
  const lineages = 16
  const last = (params: Params, bias = 0, by?: (member: Member) => number | null): number => {
    const design = generations({
      factors: {},
      generations: 10,
      lineages,
      select: topShare(by ? { by } : {}),
      inherit: crossover({ bias }),
    })
    const stage = scene(donorGame, { params, minds: { player: evolving() } })
    const finished: Parameters<typeof design.next>[0][number][] = []
    for (;;) {
      const next = design.next(finished, [], luckOf('evolution').of('design'))
      if (next === 'wait' || next.length === 0) break
      for (const trial of next) {
        const { episode, kept, close } = play(
          stage,
          { key: trial.pair, ...(trial.carry && { carry: trial.carry }) },
          { trusted: true },
        ) as Played
        finished.push({
          trial,
          kept,
          payoff: close.payoff,
          rows: (by || trial.condition.generation === 10 ? generosity().read(episode, null) : []) as never,
        })
      }
    }
    const rows = finished.filter(({ trial }) => trial.condition.generation === 10).flatMap((each) => each.rows)
    expect(rows).toHaveLength(lineages * 12)
    return mean(rows.map((row) => row['given'] as number))
  }

  it('gives more the longer the trace, and the more newcomers lean to give; both rules of selection', () => {
    const shares = [0, 1, 3].map((trace) => last({ trace }))
    const biased = [-0.03, 0.03].map((bias) => last({}, bias))
    const second = last({}, 0, ({ row }) => row['second'] as number)
    expect(shares[0]).toBeLessThan(shares[1]!)
    expect(shares[1]).toBeLessThan(shares[2]!)
    expect(biased[0]).toBeLessThan(shares[2]!)
    expect(shares[2]).toBeLessThan(biased[1]!)
    expect(second).not.toBe(shares[2])
    expect(Math.abs(second - shares[2]!)).toBeLessThan(0.2)
  })
})
