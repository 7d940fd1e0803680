import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import * as exchange from 'suasion/protocols/argument-exchange'
import { share } from 'suasion/statistics'

const told = (limit: number, offset: number) =>
  ({ form: 'explanation', limit, offset, secondLearning: 'confirmation-bias' }) as const
const learns = (how: exchange.Learning) => ({ firstLearning: how, secondLearning: how }) as const
const arms = {
  ...{ 'one move': told(1, 0), 'four moves': told(4, 0), 'six moves': told(6, 0), 'four to a biased': told(4, 0.4) },
  ...{ gullible: learns('gullible'), sceptical: learns('sceptical'), biased: learns('confirmation-bias') },
  counterfactual: learns('sceptical'),
}
type Arm = keyof typeof arms
const names = Object.keys(arms) as Arm[]
const expected = {
  'more moves bring more consensus': ['six moves', 'one move', 'agreed'],
  'bias lowers consensus': ['four moves', 'four to a biased', 'agreed'],
  'the gullible agree more than the sceptical': ['gullible', 'sceptical', 'agreed'],
  'the sceptical agree more than the biased': ['sceptical', 'biased', 'agreed'],
  'counterfactuals need fewer links': ['sceptical', 'counterfactual', 'efficiency'],
} as const satisfies Record<string, readonly [Arm, Arm, string]>
const source = 'expected of the paper: 1 where the interval of the paired difference lies above 0'
const formal = { claim: 'formal', origin: 'inferred', population: 'formal agents', scale: 'difference' } as const
const each = <T>(of: readonly string[], make: (key: string) => T) =>
  Object.fromEntries(of.map((key) => [key, make(key)]))
const claims = Object.keys(expected)

/** When two who disagree come to one stance by exchanging arguments: what is said, how it is heard, who chooses it. */
export default study({
  name: 'rago-2023-argumentative-exchanges',
  title: 'Interactive explanations by conflict resolution via argumentative exchanges',
  cite: 'Rago, Li & Toni 2023, KR, arXiv:2303.15022; their released NetLogo model',
  question: 'How does consensus depend on how much is said, how the hearer learns and how the speaker chooses?',
  estimand: 'difference in the share of exchanges that end in consensus, between arms that share world and agents',
  design: factorial({ arm: names }, { perCell: 200 }),
  cast: { greedy: exchange.greedy(), counterfactual: exchange.counterfactual(), shallow: exchange.shallow() },
  scene: ({ arm }, { greedy, counterfactual, shallow }) => {
    const params = arms[arm as Arm]
    const mind = arm === 'counterfactual' ? counterfactual : 'form' in params ? shallow : greedy
    return scene(exchange.argumentExchange, { params, minds: { first: mind, second: mind } })
  },
  instruments: [exchange.exchangeOutcome()],
  published: each(claims, () => ({ ...formal, value: 1, margin: 0, source })),
  estimates: (all) => {
    const rows = all.map((row) => ({ ...row, agreed: row.consensus ? 1 : 0 }))
    const agree = (arm: string) => rows.flatMap((row) => (row.arm === arm ? [row.consensus] : []))
    const differences = Object.entries(expected).map(([key, [a, b, outcome]]) => {
      return [key, exchange.differenceBetween(rows, [a, b], outcome)] as const
    })
    const sincere = rows.flatMap((row) => (row.sincere === null ? [] : [row.sincere === 1]))
    return {
      'sincere about their view in the end': sincere.length > 0 ? share(sincere) : null,
      ...Object.fromEntries(differences.map(([key, difference]) => [key, exchange.directionOf(difference)])),
      ...Object.fromEntries(differences.map(([key, difference]) => [`difference: ${key}`, difference])),
      ...each(names, (arm) => (agree(arm).length > 0 ? share(agree(arm)) : null)),
    }
  },
  limits: ['no number of the paper was available, only directions; that longer exchanges stop in silence is ours'],
})
