import { type AnyMind, type Episode, luckOf, type Row, scene } from 'suasion'
import { informationLeaked, leakage, viewAtStart } from 'suasion/instruments'
import { equilibrium, honest, kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { describe, expect, it } from 'vitest'
import { checkInstrument } from '../../src/lab/check/instrument.ts'
import { type Played, play } from '../../src/lab/driver.ts'

const kuhn = (player: AnyMind, key: string): Episode =>
  (play(scene(kuhnPoker, { minds: { player } }), key) as Played).episode
const firstMove = (episode: Episode, seat: string): string | null => {
  const act = episode.find((event) => event.kind === 'act' && event.seat === seat)
  return act?.kind === 'act' ? (act.act['move'] as string) : null
}
const card = leakage({
  of: 'first',
  type: (episode, seat) => viewAtStart(kuhnPoker, episode, seat).card,
  feature: firstMove,
})
const rowsOf = (mind: AnyMind, n: number): readonly Row[] =>
  Array.from({ length: n }, (_, i) => (card.read(kuhn(mind, `leak ${i}`), null) as readonly Row[])[0]!)
/** Rows with given counts of type (row) and feature (column). */
const table = (counts: readonly (readonly number[])[]): readonly Row[] =>
  counts.flatMap((line, type) => line.flatMap((n, feature) => Array.from({ length: n }, () => ({ type, feature }))))

describe('information leaked', () => {
  it('of a signal that reveals everything is the entropy of the type', () => {
    const estimate = informationLeaked(
      table([
        [25, 0, 0, 0],
        [0, 25, 0, 0],
        [0, 0, 25, 0],
        [0, 0, 0, 25],
      ]),
      { luck: luckOf('all') },
    )!
    expect(estimate.statistic).toBeCloseTo(2, 12)
    // Miller and Madow add (4 - 1) / 2n nats to the entropy of four types, and so to what is told of them.
    expect(estimate.value).toBeCloseTo(2 + 3 / (200 * Math.LN2), 12)
    expect(estimate).toMatchObject({ n: 100, p: 1 / 1000, note: 'the type has an entropy of 2.000 bits, uncorrected' })
  })

  it('of an independent signal is nothing, with the bias of small samples taken off', () => {
    expect(
      informationLeaked(
        table([
          [30, 30],
          [30, 30],
        ]),
        { luck: luckOf('none') },
      ),
    ).toMatchObject({ statistic: 0, p: 1, value: expect.closeTo(-1 / (240 * Math.LN2), 12) })
    const rows = (i: number): readonly Row[] =>
      Array.from({ length: 40 }, (_, r) => ({
        type: luckOf(`null ${i}`).of('type', r).pick([1, 2, 3]),
        feature: luckOf(`null ${i}`).of('feature', r).pick(['a', 'b', 'c']),
      }))
    const found = Array.from(
      { length: 120 },
      (_, i) => informationLeaked(rows(i), { luck: luckOf(`p ${i}`), permutations: 99 })!,
    )
    const mean = (of: (each: (typeof found)[number]) => number): number =>
      found.reduce((sum, each) => sum + of(each), 0) / found.length
    expect(mean(({ statistic }) => statistic!)).toBeGreaterThan(0.05)
    expect(Math.abs(mean(({ value }) => value))).toBeLessThan(0.015)
    const small = found.filter(({ p }) => p! <= 0.1).length
    expect(small).toBeGreaterThan(3)
    expect(small).toBeLessThan(25)
  })

  it('of a channel with errors is what Shannon says', () => {
    const error = 0.1
    const capacity = 1 + error * Math.log2(error) + (1 - error) * Math.log2(1 - error)
    expect(
      informationLeaked(
        table([
          [450, 50],
          [50, 450],
        ]),
        { luck: luckOf('bsc') },
      )!.statistic,
    ).toBeCloseTo(capacity, 12)
  })

  it('leaves out rows where something is missing, and refuses what is no category', () => {
    const rows = [
      ...table([
        [5, 0],
        [0, 5],
      ]),
      { type: null, feature: 1 },
      { type: 1, feature: null },
    ]
    expect(informationLeaked(rows, { luck: luckOf('x'), permutations: 9 })!.n).toBe(10)
    expect(informationLeaked([{ type: 1, feature: 1 }], { luck: luckOf('x') })).toBeNull()
    expect(() =>
      informationLeaked(
        [
          { type: Number.NaN, feature: 1 },
          { type: 1, feature: 1 },
        ],
        { luck: luckOf('x') },
      ),
    ).toThrow('type is NaN, not a category')
    expect(() => informationLeaked(rows, { luck: luckOf('x'), type: 'card' })).toThrow('card is undefined')
    for (const permutations of [0, 1.5, Number.NaN])
      expect(() => informationLeaked(rows, { luck: luckOf('x'), permutations })).toThrow(
        'permutations is a whole number',
      )
  })
})

describe('leakage', () => {
  it('shows that honest play of Kuhn poker tells whether the card is the king, and an equilibrium less', () => {
    const honestly = informationLeaked(rowsOf(honest(), 600), { luck: luckOf('honest'), permutations: 199 })!
    const all = Math.log2(3) - 2 / 3
    expect(Math.abs(honestly.value - all)).toBeLessThan(0.05)
    const veiled = informationLeaked(rowsOf(equilibrium({ alpha: 1 / 3 }), 600), {
      luck: luckOf('veiled'),
      permutations: 199,
    })!
    expect(veiled.value).toBeLessThan(honestly.value - 0.2)
    expect([honestly.p, veiled.p]).toEqual([1 / 200, 1 / 200])
    const silent = informationLeaked(rowsOf(equilibrium({ alpha: 0 }), 300), {
      luck: luckOf('silent'),
      permutations: 199,
    })!
    expect(silent).toMatchObject({ value: 0, statistic: 0, p: 1 })
  })

  it('has a row for each seat of a role, under a prefix if asked, and breaks no promise of an instrument', async () => {
    const both = leakage({
      of: 'player',
      type: (episode, seat) => viewAtStart(kuhnPoker, episode, seat).card,
      feature: firstMove,
      prefix: 'card_',
    })
    const rows = both.read(kuhn(honest(), 'both'), null) as readonly Row[]
    expect(rows.map((row) => Object.keys(row))).toEqual([
      ['seat', 'card_type', 'card_feature'],
      ['seat', 'card_type', 'card_feature'],
    ])
    expect(await checkInstrument(both, [{ episode: kuhn(honest(), 'a') }, { episode: kuhn(honest(), 'b') }])).toEqual(
      [],
    )
  })

  it('refuses a seat that is none, and values that are no category', () => {
    const episode = kuhn(honest(), 'bad')
    expect(() => leakage({ of: 'dealer', type: () => 1, feature: () => 1 }).read(episode, null)).toThrow(
      'kuhn-poker has no role or seat called dealer',
    )
    expect(() => leakage({ of: 'first', type: () => Number.NaN, feature: () => 1 }).read(episode, null)).toThrow(
      'the type is NaN',
    )
    expect(() =>
      leakage({ of: 'first', type: () => 1, feature: () => undefined as never }).read(episode, null),
    ).toThrow('the feature is undefined')
  })
})
