import { between, groupSequential } from '../dist/designs/index.js'
import { luckOf } from '../dist/index.js'
import {
  adaptiveEstimate,
  anytime,
  boundedMeanSequence,
  probabilityBest,
  proportion,
  proportionSequence,
  twoProportionsEValue,
  withFloor,
} from '../dist/statistics/index.js'

export const about =
  'How often intervals that allow looking are ever wrong, looked at after every observation; the error of the first kind of group-sequential designs; and the coverage of estimates under Thompson sampling. Shares with Wilson intervals; the nominal error is .05.'

const share = (hits, n) => {
  const { value, interval } = proportion(hits, n)
  return { share: Number(value.toFixed(4)), interval: interval.map((end) => Number(end.toFixed(4))), of: n }
}

/** Ever wrong over 1000 observations, looked at from the 20th on. */
const peeking = (say) => {
  const runs = 1000
  const wrong = { 'plain interval': 0, 'normal mixture': 0, 'beta-binomial mixture': 0, 'two shares, e-value': 0 }
  for (let run = 0; run < runs; run++) {
    const luck = luckOf(`peek/${run}`)
    const seen = {}
    let [sum, squares, hits] = [0, 0, 0]
    for (let n = 1; n <= 1000; n++) {
      const y = luck.of('y', n).normal()
      if (luck.of('hit', n).uniform() < 0.3) hits++
      sum += y
      squares += y * y
      if (n < 20) continue
      const value = sum / n
      const se = Math.sqrt((squares / n - value ** 2) / (n - 1))
      if (Math.abs(value / se) > 1.959964) seen['plain interval'] = true
      const [low, high] = anytime({ value, se, n, estimator: 'mean' }, { optimalSe: 0.05 }).interval
      if (low > 0 || high < 0) seen['normal mixture'] = true
      if (n % 5 === 0) {
        const ends = proportionSequence(hits, n, { optimal: 400 }).interval
        if (ends[0] > 0.3 || ends[1] < 0.3) seen['beta-binomial mixture'] = true
      }
    }
    const blocks = Array.from({ length: 250 }, (_, i) => {
      const draw = (arm) => [0, 1].filter((j) => luck.of(arm, i, j).uniform() < 0.3).length
      return { a: [draw('a'), 2], b: [draw('b'), 2] }
    })
    if (Math.max(...twoProportionsEValue(blocks)) >= 20) seen['two shares, e-value'] = true
    for (const key of Object.keys(seen)) wrong[key]++
    if (run % 250 === 249) say(`${run + 1} of ${runs} sequences`)
  }
  return Object.fromEntries(Object.entries(wrong).map(([key, hits]) => [key, share(hits, runs)]))
}

/** The interval after 200 bounded observations is a running intersection, so it was right all along where it is right then. */
const bounded = (say) => {
  const runs = 400
  const wrong = { betting: 0, 'empirical Bernstein': 0 }
  const width = { betting: 0, 'empirical Bernstein': 0 }
  for (let run = 0; run < runs; run++) {
    const luck = luckOf(`bounded/${run}`)
    const x = Array.from({ length: 200 }, (_, i) => luck.of(i).uniform() ** 2)
    for (const method of Object.keys(wrong)) {
      const [low, high] = boundedMeanSequence(x, { method }).interval
      if (low > 1 / 3 || high < 1 / 3) wrong[method]++
      width[method] += (high - low) / runs
    }
  }
  say('bounded means: done')
  return Object.fromEntries(
    Object.entries(wrong).map(([key, hits]) => [key, { ...share(hits, runs), width: Number(width[key].toFixed(3)) }]),
  )
}

const sequential = (say) => {
  const runs = 1000
  const estimate = (rows) => {
    const of = (arm) => rows.filter((row) => row.arm === arm).map(({ y }) => y)
    const mean = (ys) => ys.reduce((a, b) => a + b, 0) / ys.length
    const square = (ys) => ys.reduce((sum, y) => sum + (y - mean(ys)) ** 2, 0) / (ys.length - 1) / ys.length
    const [one, two] = [of('b'), of('a')]
    return {
      value: mean(one) - mean(two),
      se: Math.sqrt(square(one) + square(two)),
      n: rows.length,
      estimator: 'difference',
    }
  }
  const found = {}
  for (const boundary of ['Pocock', "O'Brien-Fleming", 'Pocock spending', "O'Brien-Fleming spending"])
    for (const effect of [0, 0.35]) {
      const design = groupSequential(between({ arm: ['a', 'b'] }, { n: 400 }), { estimate, looks: 5, boundary })
      let [crossed, trials, held] = [0, 0, 0]
      for (let run = 0; run < runs; run++) {
        const luck = luckOf(`sequential/${run}`)
        const finished = []
        for (;;) {
          const next = design.next(finished, [], luck.of('design'))
          if (next.length === 0) break
          for (const trial of next)
            finished.push({
              trial,
              rows: [
                {
                  arm: trial.condition.arm,
                  y: luck.of(trial.pair).normal() + (trial.condition.arm === 'b' ? effect : 0),
                },
              ],
              payoff: null,
              kept: {},
            })
        }
        const last = design.looks(finished, luck.of('design')).at(-1)
        const [low, high] = last.estimate.interval
        if (low > 0 || high < 0) crossed++
        if (low <= effect && effect <= high) held++
        trials += finished.length / runs
      }
      found[`${boundary}, effect ${effect}`] = {
        crossed: share(crossed, runs),
        covers: share(held, runs),
        trials: Math.round(trials),
      }
      say(`${boundary}, effect ${effect}: done`)
    }
  return found
}

const thompson = (say) => {
  const runs = 1000
  const truth = { a: 0.4, b: 0.4 }
  const held = { adaptive: 0, inverse: 0, anytime: 0 }
  let bias = 0
  let weighted = 0
  for (let run = 0; run < runs; run++) {
    const luck = luckOf(`thompson/${run}`)
    const tally = { a: [0, 0], b: [0, 0] }
    const rows = []
    for (let batch = 0; batch < 20; batch++) {
      const beliefs = ['a', 'b'].map((arm) => ({
        successes: 1 + tally[arm][0],
        failures: 1 + tally[arm][1] - tally[arm][0],
      }))
      const [p_a, p_b] = batch === 0 ? [0.5, 0.5] : withFloor(probabilityBest(beliefs), 0.05)
      const fresh = Array.from({ length: 20 }, (_, i) => {
        const arm = luck.of('arm', batch, i).uniform() < p_a ? 'a' : 'b'
        return { arm, y: luck.of('y', batch, i).uniform() < truth[arm] ? 1 : 0, batch, p_a, p_b }
      })
      for (const { arm, y } of fresh) tally[arm] = [tally[arm][0] + y, tally[arm][1] + 1]
      rows.push(...fresh)
    }
    bias += (tally.a[0] / tally.a[1] - truth.a) / runs
    weighted += (adaptiveEstimate(rows, { arm: 'arm', outcome: 'y', of: 'a' }).value - truth.a) / runs
    for (const weights of Object.keys(held)) {
      const [low, high] = adaptiveEstimate(rows, { arm: 'arm', outcome: 'y', of: 'b', against: 'a', weights }).interval
      if (low <= 0 && high >= 0) held[weights]++
    }
  }
  say('Thompson sampling: done')
  return {
    'bias of a bare mean': Number(bias.toFixed(4)),
    'bias of the weighted mean': Number(weighted.toFixed(4)),
    ...Object.fromEntries(Object.entries(held).map(([key, hits]) => [`coverage, ${key}`, share(hits, runs)])),
  }
}

export const gather = async (say) => ({
  'ever wrong in 1000 observations': peeking(say),
  'bounded means, 200 observations': bounded(say),
  'group-sequential, 5 looks, 400 trials': sequential(say),
  'Thompson sampling, 400 units, no effect': thompson(say),
})
