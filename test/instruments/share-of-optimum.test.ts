import { luckOf, type OpenEvent, scene } from 'suasion'
import { shareAchieved, shareOfOptimum } from 'suasion/instruments'
import { babbling, bayesian, bayesianPersuasion, honest, optimal } from 'suasion/protocols/bayesian-persuasion'
import { kuhnPoker, honest as modest } from 'suasion/protocols/kuhn-poker'
import { freeRider, publicGoods, unconditional } from 'suasion/protocols/public-goods'
import { concavification } from 'suasion/solvers'
import { expect, it } from 'vitest'
import { checkInstrument } from '../../src/lab/check/instrument.ts'
import { type Played, play } from '../../src/lab/driver.ts'

type Given = { readonly rounds: number; readonly prior: number; readonly threshold: number }
const given = ({ params }: OpenEvent): Given => params as unknown as Given
/** The prosecutor: the value of the best signal by concavification, a round; accepted is worth 1 in every state. */
const best = (opening: OpenEvent): number => {
  const { rounds, prior, threshold } = given(opening)
  const problem = {
    prior: [1 - prior, prior],
    sender: [
      [0, 1],
      [0, 1],
    ],
    receiver: [
      [0, -threshold],
      [0, 1 - threshold],
    ],
  }
  return rounds * concavification(problem).value
}
const persuading = (sender: ReturnType<typeof optimal>, key: string, rounds = 400) =>
  (play(scene(bayesianPersuasion, { params: { rounds }, minds: { sender, receiver: bayesian() } }), key) as Played)
    .episode

it('is near 1 for the best signal, prior over value for the truth, and 0 for babble', () => {
  const instrument = shareOfOptimum({ of: 'sender', maximum: best })
  const [good, true_, babble] = [optimal(), honest(), babbling()].map(
    (sender) =>
      instrument.read(persuading(sender, 'share'), null) as {
        shareOfOptimum: number
        maximum: number
        achieved: number
      },
  )
  // The value is twice the prior: .6 a round.
  expect(good!.maximum).toBeCloseTo(0.6 * 400, 8)
  expect(Math.abs(good!.shareOfOptimum - 1)).toBeLessThan(0.1)
  expect(Math.abs(true_!.shareOfOptimum - 0.5)).toBeLessThan(0.1)
  expect(babble).toMatchObject({ achieved: 0, shareOfOptimum: 0 })
})

it('starts from a baseline, and sums a role or everybody', () => {
  const above = shareOfOptimum({ of: 'sender', maximum: best, baseline: (opening) => given(opening).rounds * 0.3 })
  const row = above.read(persuading(honest(), 'baseline'), null) as {
    shareOfOptimum: number
    baseline: number
    achieved: number
  }
  expect(row.baseline).toBe(120)
  expect(row.shareOfOptimum).toBeCloseTo((row.achieved - 120) / 120, 10)
  const { episode } = play(
    scene(publicGoods, { params: { rounds: 2 }, minds: { player: unconditional({ share: 0.5 }) } }),
    'sum',
  ) as Played
  const [all, one] = ['player', 'player2'].map(
    (of) => shareOfOptimum({ of, maximum: 1000 }).read(episode, null) as { achieved: number },
  )
  expect(all!.achieved).toBeCloseTo(4 * one!.achieved, 10)
})

it('reads the price of anarchy: free riders get 1/1.6 of what they could', () => {
  const welfare = ({ params }: OpenEvent): number => {
    const { players, rounds, endowment, multiplier } = params as Record<string, number>
    return players! * rounds! * endowment! * multiplier!
  }
  const instrument = shareOfOptimum({ maximum: welfare, welfare })
  const [free, all] = [freeRider(), unconditional()].map(
    (player) =>
      instrument.read((play(scene(publicGoods, { minds: { player } }), 'anarchy') as Played).episode, null) as object,
  )
  expect(free).toMatchObject({
    priceOfAnarchy: expect.closeTo(1 / 1.6, 12),
    shareOfOptimum: expect.closeTo(1 / 1.6, 12),
  })
  expect(all).toMatchObject({ priceOfAnarchy: expect.closeTo(1, 12) })
})

it('is estimated over rows as a ratio, since one episode may pass an expected maximum', () => {
  const instrument = shareOfOptimum({ of: 'sender', maximum: best })
  const rows = Array.from(
    { length: 200 },
    (_, i) => instrument.read(persuading(optimal(), `row ${i}`, 1), null) as { shareOfOptimum: number },
  )
  expect(Math.max(...rows.map(({ shareOfOptimum }) => shareOfOptimum))).toBeCloseTo(1 / 0.6, 8)
  const estimate = shareAchieved(rows as never, luckOf('rows'))!
  expect(estimate.interval![0]).toBeLessThan(1)
  expect(estimate.interval![1]).toBeGreaterThan(1)
  expect(estimate).toMatchObject({ n: 200, estimator: expect.stringContaining('ratio of summed gains, bootstrap') })
  expect(shareAchieved([], luckOf('rows'))).toBeNull()
  expect(() => shareAchieved([{ achieved: 1, maximum: 2 }], luckOf('rows'))).toThrow('row 0: baseline is undefined')
})

it('breaks no promise of an instrument, and refuses misuse', async () => {
  const instrument = shareOfOptimum({ of: 'sender', maximum: best })
  const measured = ['a', 'b'].map((key) => ({ episode: persuading(optimal(), key, 3) }))
  expect(await checkInstrument(instrument, measured)).toEqual([])
  const [{ episode }] = measured as [{ episode: ReturnType<typeof persuading> }]
  expect(() => shareOfOptimum({ of: 'judge', maximum: 1 }).read(episode, null)).toThrow('no role or seat called judge')
  for (const maximum of [0, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => shareOfOptimum({ maximum }).read(episode, null)).toThrow(`above the baseline of 0, not ${maximum}`)
  expect(() => shareOfOptimum({ maximum: 1, welfare: -1 }).read(episode, null)).toThrow(
    'welfare must be a number above 0',
  )
  const unpaid = [...episode.slice(0, -1), { ...episode.at(-1)!, payoff: null }] as typeof episode
  expect(() => instrument.read(unpaid, null)).toThrow('bayesian-persuasion has no payoffs')
  const poker = play(scene(kuhnPoker, { minds: { player: modest() } }), 'zero') as Played
  expect(shareOfOptimum({ maximum: 1 }).read(poker.episode, null)).toMatchObject({ achieved: 0, priceOfAnarchy: null })
})
