import { type Episode, scene } from 'suasion'
import { payoffs } from 'suasion/instruments'
import { freeRider, publicGoods, unconditional } from 'suasion/protocols/public-goods'
import { expect, it } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'

const stage = scene(publicGoods, {
  params: { rounds: 1 },
  minds: { player: unconditional({ share: 1 }), player1: freeRider() },
})
const { episode } = play(stage, 'payoffs') as Played
const paid = (values: readonly number[]): Episode => [
  { ...episode[0]!, seats: {} } as never,
  { kind: 'close', turns: 1, flags: [], payoff: Object.fromEntries(values.map((value, i) => [`s${i}`, value])) },
]
const gini = (values: readonly number[]) =>
  (payoffs().read(paid(values), null) as unknown as { gini: number | null }[])[0]!.gini

it('reads payoff, welfare, inequality and the least, a row per seat', () => {
  const rows = payoffs({ maximum: 128 }).read(episode, null) as readonly { seat: string; payoff: number }[]
  expect(rows.map(({ seat }) => seat)).toEqual(['player1', 'player2', 'player3', 'player4'])
  expect(rows.map(({ payoff }) => payoff)).toEqual([44, 24, 24, 24].map((value) => expect.closeTo(value, 10)))
  expect(rows[1]).toMatchObject({
    welfare: expect.closeTo(116, 10),
    minimum: expect.closeTo(24, 10),
    efficiency: expect.closeTo(116 / 128, 12),
  })
})

it('finds the Gini coefficient by its definition', () => {
  const values = [5, 1, 9, 3.5, 0]
  let sum = 0
  for (const x of values) for (const y of values) sum += Math.abs(x - y)
  expect(gini(values)).toBeCloseTo(sum / (2 * 25 * (18.5 / 5)), 12)
  expect(gini([4, 4, 4])).toBe(0)
  expect(gini([0, 0, 0, 8])).toBeCloseTo(0.75, 12)
  expect(gini([0, 0])).toBeNull()
  expect(gini([-1, 5])).toBeNull()
})

it('takes the maximum from the parameters of the episode', () => {
  const maximum = ({ params }: { params: unknown }) => (params as { endowment: number }).endowment * 4 * 1.6
  const [row] = payoffs({ maximum }).read(episode, null) as readonly { efficiency: number }[]
  expect(row!.efficiency).toBeCloseTo(116 / 128, 12)
})

it('says null where no maximum is given, and refuses misuse', () => {
  expect((payoffs().read(episode, null) as unknown as { efficiency: null }[])[0]!.efficiency).toBeNull()
  expect(() => payoffs({ maximum: 0 }).read(episode, null)).toThrow('above 0, not 0')
  expect(() => payoffs({ maximum: () => Number.NaN }).read(episode, null)).toThrow('not NaN')
  const without = [...episode.slice(0, -1), { ...episode.at(-1)!, payoff: null }] as Episode
  expect(() => payoffs().read(without, null)).toThrow('public-goods has no payoffs')
  expect(() => payoffs().read(episode.slice(0, 3), null)).toThrow('no end')
})
