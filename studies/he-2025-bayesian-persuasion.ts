import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import * as game from 'suasion/protocols/bayesian-persuasion'
import { concavification } from 'suasion/solvers'
import { mean, oneSampleTest } from 'suasion/statistics'

const cases = ['.3, .5', '.3, .7', '.2, .6', '.45, .5'] as const
const of = (problem: string) => problem.split(', ').map(Number) as [prior: number, threshold: number]
const each = <P extends string, T>(name: P, make: (prior: number, threshold: number, problem: string) => T) =>
  Object.fromEntries(cases.map((c) => [`${name} ${c}`, make(...of(c), c)])) as Record<`${P} ${string}`, T>
const rule = { claim: 'formal', origin: 'exact', population: 'any Bayesian', scale: 'difference' } as const
const computed = { ...rule, margin: 1e-6, source: 'Kamenica & Gentzkow 2011, Proposition 1' } as const

/** How often a receiver accepts what a sender wants accepted, by what the sender announces and who receives it. */
export default study({
  name: 'he-2025-bayesian-persuasion',
  title: "Make an offer they can't refuse: Bayesian persuasion in dialogue",
  cite: 'He, Liu, Zhang, Jia, Wu, He, Zheng & Kang 2025, arXiv:2510.13387; Kamenica & Gentzkow 2011',
  systems: ['sfnl-fnl-bp'],
  question: 'How much of what could be won by choosing what another is told does a sender win?',
  estimand: 'share of 300 rounds in which the receiver accepts, at a prior and a threshold of the receiver',
  design: factorial({ problem: cases, minds: ['cast', 'truth', 'praise', 'credulous', 'sceptical'] }, { perCell: 12 }),
  cast: { sender: game.optimal(), receiver: game.bayesian() },
  scene: ({ problem, minds }, { sender, receiver }) => {
    const from = { truth: game.honest(), praise: game.babbling({ rate: 1 }) }[minds as string] ?? sender
    const to = { credulous: game.gullible(), sceptical: game.sceptical() }[minds as string] ?? receiver
    const params = { story: 'offer', prior: of(problem)[0], threshold: of(problem)[1], rounds: 300 } as const
    return scene(game.bayesianPersuasion, { params, minds: { sender: from, receiver: to } })
  },
  instruments: [game.persuasionOutcome()],
  published: {
    ...each('scheme', (prior, threshold) => ({ ...computed, value: (prior / (1 - prior)) * (1 / threshold - 1) })),
    ...each('maximum', (prior, threshold) => ({ ...computed, value: prior / threshold })),
    ...each('accepted', (prior, threshold) => ({ ...computed, margin: 0.04, value: prior / threshold })),
    ...each('truth', (prior) => ({ ...computed, margin: 0.04, value: prior, source: 'truth is accepted if good' })),
    ...each('praise', () => ({ ...computed, margin: 0.04, value: 0, source: 'the belief stays the prior' })),
    ...each('belief', (prior) => ({ ...computed, margin: 0.04, value: prior, source: 'Bayes plausibility' })),
  },
  estimates: (rows) => {
    const over = (problem: string, minds: string, column: 'accepted' | 'ifBad' | 'belief' | 'sender', unit = 1) => {
      const own = rows.filter((row) => row.problem === problem && row.minds === minds)
      const x = own.flatMap(({ [column]: value }) => (value === null ? [] : [value / unit]))
      if (x.length > 1 && Math.max(...x) - Math.min(...x) > 1e-9) return oneSampleTest(x)
      return x.length ? { value: mean(x), n: x.length, estimator: 'the same in all episodes' } : null
    }
    const best = (p: number, t: number) => concavification({ prior: [1 - p, p], ...game.payoffsOf('offer', t) }).value
    return {
      ...each('scheme', (_p, _t, problem) => over(problem, 'cast', 'ifBad')),
      ...each('maximum', (p, t) => ({ value: best(p, t), n: 1, estimator: 'concave closure of the value' })),
      ...each('accepted', (_p, _t, problem) => over(problem, 'cast', 'accepted')),
      ...each('truth', (_p, _t, problem) => over(problem, 'truth', 'accepted')),
      ...each('praise', (_p, _t, problem) => over(problem, 'praise', 'accepted')),
      ...each('belief', (_p, _t, problem) => over(problem, 'cast', 'belief')),
      ...each('share of the maximum', (p, t, problem) => over(problem, 'cast', 'sender', best(p, t))),
      ...each('credulous', (_p, _t, problem) => over(problem, 'credulous', 'accepted')),
      ...each('sceptical', (_p, _t, problem) => over(problem, 'sceptical', 'accepted')),
    }
  },
  limits: ['the tables of He et al. were not available: of their receivers only the formal ones are compared'],
})
