import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import {
  babbling,
  bayesian,
  bayesianPersuasion,
  gullible,
  honest,
  optimal,
  payoffsOf,
  persuasionOutcome,
  sceptical,
} from 'suasion/protocols/bayesian-persuasion'
import { concavification } from 'suasion/solvers'
import { mean, oneSampleTest } from 'suasion/statistics'

const cases = ['.3, .5', '.3, .7', '.2, .6', '.45, .5'] as const
const parts = ['cast', 'truthful', 'praise', 'credulous', 'sceptical'] as const
const of = (problem: string) => problem.split(', ').map(Number) as [prior: number, threshold: number]
const rule = { claim: 'formal', origin: 'run', population: 'any Bayesian', scale: 'difference' } as const
const computed = { ...rule, margin: 1e-6, source: 'computed outside this project, by Kamenica & Gentzkow 2011' } as const
const played = { ...rule, margin: 0.04, source: computed.source } as const

/** How often a receiver accepts what a sender wants accepted, by whether the sender commits to the best scheme. */
export default study({
  name: 'he-2025-bayesian-persuasion',
  title: "Make an offer they can't refuse: Bayesian persuasion in dialogue",
  cite: 'He, Liu, Zhang, Jia, Wu, He, Zheng & Kang 2025, arXiv:2510.13387; Kamenica & Gentzkow 2011',
  question: 'How much of what could be won by choosing what another is told does a sender win?',
  estimand: 'share of rounds in which the receiver accepts, over 300 rounds, at a prior and a threshold of the receiver',
  design: factorial({ problem: cases, minds: parts }, { perCell: 12 }),
  cast: { sender: optimal(), receiver: bayesian() },
  scene: ({ problem, minds }, { sender, receiver }) => {
    const [prior, threshold] = of(problem)
    const from = { truthful: honest(), praise: babbling({ rate: 1 }) }[minds as string] ?? sender
    const to = { credulous: gullible(), sceptical: sceptical() }[minds as string] ?? receiver
    const params = { story: 'offer', prior, threshold, rounds: 300 } as const
    return scene(bayesianPersuasion, { params, minds: { sender: from, receiver: to } })
  },
  instruments: [persuasionOutcome()],
  published: {
    'scheme .3, .5': { ...computed, value: 3 / 7 },
    'scheme .3, .7': { ...computed, value: 0.183673 },
    'scheme .2, .6': { ...computed, value: 0.166667 },
    'scheme .45, .5': { ...computed, value: 0.818182 },
    'maximum .3, .5': { ...computed, value: 0.6 },
    'maximum .3, .7': { ...computed, value: 0.428571 },
    'maximum .2, .6': { ...computed, value: 1 / 3 },
    'maximum .45, .5': { ...computed, value: 0.9 },
    'accepted .3, .5': { ...played, value: 0.6 },
    'accepted .3, .7': { ...played, value: 0.428571 },
    'accepted .2, .6': { ...played, value: 1 / 3 },
    'accepted .45, .5': { ...played, value: 0.9 },
    'truthful .3, .5': { ...played, value: 0.3, source: 'the prior: truth is accepted where the state is good' },
    'praise .3, .5': { ...played, value: 0, source: 'the posterior is the prior, below the threshold' },
    'belief less prior': { ...played, value: 0, source: 'Bayes plausibility: beliefs average to the prior' },
  },
  estimates: (rows) => {
    const average = (x: readonly number[]) => {
      if (x.length > 1 && Math.max(...x) - Math.min(...x) > 1e-12) return oneSampleTest(x)
      return x.length ? { value: mean(x), n: x.length, estimator: 'the same in all episodes' } : null
    }
    type Number = 'accepted' | 'ifBad' | 'sender'
    const read = (problem: string, column: Number, minds = 'cast') =>
      rows.filter((row) => row.problem === problem && row.minds === minds).map((row) => row[column] ?? Number.NaN)
  },
  limits: [],
})
