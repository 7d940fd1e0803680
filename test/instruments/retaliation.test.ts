import { type Episode, type Json, scene } from 'suasion'
import { reactions, retaliation } from 'suasion/instruments'
import { donorGame, freeRider, conditionalCooperator as upstream } from 'suasion/protocols/donor-game'
import { conditionalCooperator, noisy, publicGoods, unconditional } from 'suasion/protocols/public-goods'
import { describe, expect, it } from 'vitest'
import { checkInstrument } from '../../src/lab/check/instrument.ts'
import { type Played, play } from '../../src/lab/driver.ts'

type Read = readonly (Readonly<Record<string, number | null>> & { readonly seat: string })[]
const given = { move: 'contribute', field: 'amount', threshold: 10 }
const instrument = retaliation({ cooperation: given })
const goods = (minds: object, key: string, params: object = {}): Episode =>
  (play(scene(publicGoods, { params: { players: 2, rounds: 60, ...params }, minds: minds as never }), key) as Played)
    .episode
const seatOf = (read: unknown, seat: string) => (read as Read).find((row) => row.seat === seat)!
/** Two seats that do the letters of their texts, at once, a turn each; '-' is something else. */
const log = (a: string, b: string): Episode => [
  {
    kind: 'open',
    format: 1,
    key: 'k',
    luck: 'k',
    protocol: 'p',
    version: 1,
    params: {},
    wording: 'own',
    seats: { a: { role: 'player', mind: 'm', cast: 'formal' }, b: { role: 'player', mind: 'm', cast: 'formal' } },
  },
  ...[...a].flatMap((letter, turn) =>
    [
      { seat: 'a', letter },
      { seat: 'b', letter: b[turn]! },
    ].map(({ seat, letter }) => ({
      kind: 'act' as const,
      turn,
      seat,
      act: { move: letter === '-' ? 'talk' : 'play', cooperate: letter === 'C' } as Readonly<Record<string, Json>>,
    })),
  ),
  { kind: 'close', turns: a.length, payoff: null, flags: [] },
]
const plain = retaliation({ cooperation: (act) => (act['move'] === 'play' ? (act['cooperate'] as boolean) : null) })

describe('retaliation', () => {
  it('finds that a perfect conditional cooperator answers like with like', () => {
    const read = instrument.read(
      goods({ player1: conditionalCooperator({ slope: 1, first: 1 }), player2: noisy({ sd: 0.4 }) }, 'tit for tat'),
      null,
    )
    const row = seatOf(read, 'player1')
    expect(row).toMatchObject({ coded: 60, retaliation: 1, cooperatedAfterD: 0 })
    expect(row['cooperatedAfterC']).toBe(row['afterC'])
    expect(row['afterC']! + row['afterD']!).toBe(59)
    const { reciprocates, retaliates, forgives, CC, CD, DC, DD } = reactions([row])
    expect([reciprocates, retaliates, forgives].map((each) => each!.value)).toEqual([1, 1, 1])
    expect([CC, CD, DC, DD].map((each) => each!.value)).toEqual([1, 0, 1, 0])
    expect(reciprocates!.interval![1]).toBe(1)
    expect(reciprocates!.interval![0]).toBeLessThan(1)
    const noise = reactions([seatOf(read, 'player2')])
    expect(noise.reciprocates!.interval![0]).toBeLessThan(noise.retaliates!.value)
  })

  it('tells a grim trigger, which never forgives, from tit for tat, by what follows its own defection', () => {
    const grim = seatOf(plain.read(log('CCDDDD', 'CDCCDC'), null), 'a')
    expect(grim).toMatchObject({
      coded: 6,
      cooperated: 2,
      retaliation: 1,
      forgiveness: 0,
      afterCD: 1,
      afterDC: 2,
      cooperatedAfterDC: 0,
      afterDD: 1,
    })
    const tit = seatOf(plain.read(log('CCDCCD', 'CDCCDC'), null), 'a')
    expect(tit).toMatchObject({ retaliation: 1, forgiveness: 1, afterDC: 1, cooperatedAfterDC: 1 })
    expect(reactions([grim, tit])).toMatchObject({
      forgives: { value: expect.closeTo(1 / 3, 12), n: 3, note: 'acts of 2 seats, counted as independent' },
    })
  })

  it('counts the acts of one turn as simultaneous, and passes over what is neither', () => {
    // b's first act is not seen by a in the same turn.
    expect(seatOf(plain.read(log('C', 'D'), null), 'a')).toMatchObject({
      coded: 1,
      afterC: 0,
      afterD: 0,
      retaliation: null,
      forgiveness: null,
    })
    expect(seatOf(plain.read(log('C-D', 'D-C'), null), 'a')).toMatchObject({
      coded: 2,
      afterD: 1,
      cooperatedAfterD: 0,
      afterCD: 1,
    })
  })

  it('reads groups by what the majority of the others did, and encounters by whom the caller names', () => {
    const group = retaliation({ cooperation: given, partner: 'majority' })
    const episode = goods(
      { player: conditionalCooperator({ slope: 1, first: 1 }), player1: unconditional({ share: 0 }) },
      'group',
      { players: 4, rounds: 10 },
    )
    const rows = group.read(episode, null) as unknown as Read
    expect(seatOf(rows, 'player1')).toMatchObject({ cooperated: 0, retaliation: 1 })
    const { reciprocates, retaliates } = reactions(rows.slice(1) as never)
    expect([reciprocates!.value, retaliates!.value]).toEqual([expect.any(Number), 1])
    expect(seatOf(rows, 'player2')['afterC']).toBeGreaterThan(0)
  })

  it('answers the partner that the caller names: for what it did to this seat, or to anyone', () => {
    const [open, , , close] = [...log('C', 'C')]
    const acts = ['a>b C', 'b>a D', 'c>a C', 'a>c C', 'b>c C', 'a>b D', 'c>b D', 'b>c D', 'b>a C', 'a>b C'].map(
      (text, turn) => {
        const [seat, to, letter] = text.split(/[> ]/) as [string, string, string]
        return { kind: 'act' as const, turn, seat, act: { move: 'play', to, cooperate: letter === 'C' } }
      },
    )
    const seats = Object.fromEntries(
      ['a', 'b', 'c'].map((seat) => [seat, { role: 'player', mind: 'm', cast: 'formal' }]),
    )
    const episode = [{ ...open!, seats } as never, ...acts, close!] as Episode
    const read = (towards: 'this seat' | 'anyone') =>
      retaliation({
        cooperation: (act) => act['cooperate'] as boolean,
        partner: (event) => event.act['to'] as string,
        towards,
      }).read(episode, null)
    // To b: C before anything, D after b's D to it, C after b's C to it. To c: C after c's C.
    expect(seatOf(read('this seat'), 'a')).toMatchObject({
      coded: 4,
      afterC: 2,
      cooperatedAfterC: 2,
      afterD: 1,
      cooperatedAfterD: 0,
      retaliation: 1,
      forgiveness: 1,
    })
    // By what b did last to anyone, it was C to c when a defected.
    expect(seatOf(read('anyone'), 'a')).toMatchObject({ afterC: 3, cooperatedAfterC: 2, afterD: 0, retaliation: null })
    const nobody = retaliation({ cooperation: (act) => act['cooperate'] as boolean, partner: () => null })
    expect(seatOf(nobody.read(episode, null), 'a')).toMatchObject({ coded: 4, afterC: 0, afterD: 0 })
  })

  it('takes other moves as defection where the caller says so', () => {
    const minds = { player: upstream(), player2: freeRider() }
    const { episode } = play(scene(donorGame, { params: { games: 1 }, minds }), 'donors') as Played
    const cooperation = { move: 'donate', field: 'share', threshold: 0.25 }
    const read = (instead: readonly string[]) =>
      retaliation({ cooperation: { ...cooperation, instead }, partner: 'majority' }).read(
        episode.map((event) =>
          event.kind === 'act' && event.seat === 'player2' ? { ...event, act: { move: 'refuse' } } : event,
        ),
        null,
      )
    const acts = episode.filter((event) => event.kind === 'act' && event.seat === 'player2').length
    expect(acts).toBeGreaterThan(2)
    expect(seatOf(read(['refuse']), 'player2')).toMatchObject({ coded: acts, cooperated: 0 })
    expect(seatOf(read([]), 'player2')).toMatchObject({ coded: 0, cooperated: 0, retaliation: null })
  })

  it('breaks no promise of an instrument', async () => {
    const measured = ['a', 'b'].map((key) => ({ episode: goods({ player: noisy() }, key, { rounds: 5 }) }))
    expect(await checkInstrument(instrument, measured)).toEqual([])
  })

  it('refuses what it cannot code', () => {
    const episode = goods({ player: noisy() }, 'wrong', { players: 3, rounds: 2 })
    expect(() => instrument.read(episode, null)).toThrow('there are 3 seats, so say whose act an act answers')
    const pair = goods({ player: noisy() }, 'wrong', { rounds: 2 })
    expect(() => retaliation({ cooperation: { ...given, field: 'share' } }).read(pair, null)).toThrow(
      'contribute has no number called share; it has amount, and share is missing',
    )
    expect(() => retaliation({ cooperation: given, partner: () => 'nobody' }).read(pair, null)).toThrow(
      'no seat called nobody',
    )
    expect(() => retaliation({ cooperation: { ...given, threshold: Number.NaN } })).toThrow('threshold')
    expect(() => retaliation({ cooperation: { ...given, instead: ['contribute'] } })).toThrow('cannot stand instead')
    expect(() => reactions([{ afterC: 1 }])).toThrow('row 0: afterD is undefined, not a count')
    expect(reactions([])).toMatchObject({ retaliates: null, CC: null })
  })
})
