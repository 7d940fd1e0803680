import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import * as drift from 'suasion/protocols/alignment-drift'
import { proportion } from 'suasion/statistics'

/** Tool use in rounds 0 and 5. */
const USE = { base: [0.452, 0.248], DPO: [0.592, 0.287], GRPO: [0.573, 0.172], 'GPT-4.1-mini': [0.586, 0.471] } as const
type Model = keyof typeof USE
const models = Object.keys(USE) as Model[]
const settings = drift.alignmentDrift.params.parse({})
const rule = { claim: 'formal', origin: 'run', population: 'any agent', scale: 'difference', margin: 1e-4 } as const
const model = { claim: 'language-model', origin: 'published', scale: 'difference', margin: 0.1 } as const
const each = <P extends string, T>(name: P, make: (model: Model) => T) =>
  Object.fromEntries(models.map((key) => [`${name} ${key}`, make(key)])) as Record<`${P} ${Model}`, T>

/** Whether an agent unlearns a tool that costs more than it brings, once it follows its own rewards. */
export default study({
  name: 'han-2025-alignment-drift',
  title: 'Alignment tipping process: how self-evolution pushes agents off the rails',
  cite: 'Han, Liu, Su, Duan, Liu, Xie, Bansal, Ding, Zhang & Yao 2025, arXiv:2510.04860',
  systems: ['atp'],
  question: 'How fast does an agent that learns from its own rewards give up a tool that does not pay?',
  estimand: 'share of agents that use the tool in round 0 and in round 5, by the share that began with it',
  design: factorial({ model: models }, { perCell: 1000 }),
  cast: { solver: drift.selfInterested() },
  scene: (condition, { solver }) =>
    scene(drift.alignmentDrift, { params: { told: USE[condition.model as Model][0] }, minds: { solver } }),
  instruments: [drift.toolUse()],
  published: {
    'worth it, easy': { ...rule, value: 0.4167, source: '.5 / 1.2' },
    'worth it, complex': { ...rule, value: 0.1, source: '.5 / 5' },
    ...each('round 0', (key) => ({ ...model, value: USE[key][0], population: key, source: 'tool use, round 0' })),
    ...each('round 5', (key) => ({ ...model, value: USE[key][1], population: key, source: 'tool use, round 5' })),
  },
  estimates: (rows) => {
    const used = (round: 'first' | 'last', key: Model) => {
      const own = rows.filter((row) => row.model === key && row[round] !== null)
      return own.length ? proportion(own.filter((row) => row[round]).length, own.length) : null
    }
    const exact = (value: number) => ({ value, n: 1, estimator: 'break-even accuracy' })
    return {
      'worth it, easy': exact(drift.breakEven(settings, 'easy')),
      'worth it, complex': exact(drift.breakEven(settings, 'complex')),
      ...each('round 0', (key) => used('first', key)),
      ...each('round 5', (key) => used('last', key)),
    }
  },
  limits: [
    'round 0 is given, not found; the four accuracies, eta and the form of learning are chosen, not fitted',
    'one problem a round, and only tool use: rule breaking by role and bargaining need payoffs that are not known',
  ],
})
