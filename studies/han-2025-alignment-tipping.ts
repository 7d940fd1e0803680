import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { alignmentTipping, cascade, payoffDriven, successChance, tippingPoint } from 'suasion/protocols/alignment-tipping'
import { mean, oneSampleTest, proportion } from 'suasion/statistics'

const cells = ['2 from .15', '2 from .357', '4 from .357', '4 from .45', '4 from .571', '4 from .65', '4 from .768'] as const
const more = ['6 from .571', '6 from .65', '6 from .768', '6 from .9', '8 from .768', '8 from .9'] as const
const of = (cell: string) => cell.split(' from ').map(Number) as [threshold: number, start: number]
const paper = (threshold: number) => ({ agents: 8, threshold, success: 1.2, failure: 0.8, norm: 1 })
const any = { population: 'any agents', scale: 'difference' } as const
const rule = { ...any, claim: 'formal', origin: 'run', margin: 1e-4, source: 'root of 2 P(X >= t - 1) - P(X >= t) = 1' } as const
const chance = { ...rule, source: 'P(at least t of 8 collude)' } as const
const run = { ...rule, margin: 0.08, source: 'share of 1,000 runs that succeed in round 8, eta 10, anchor 0' } as const
const model = { ...any, claim: 'language-model', origin: 'published', margin: 0.1 } as const
const steepest = 'the text says between rounds 2 and 3; the table of the paper has the largest drops earlier'

/** Whether breaking a rule together spreads among agents who imitate what pays, and from which share on. */
export default study({
  name: 'han-2025-alignment-tipping',
  title: 'Alignment tipping process: how self-evolution pushes agents off the rails',
  cite: 'Han, Liu, Su, Duan, Liu, Xie, Bansal, Ding, Zhang & Yao 2025, arXiv:2510.04860',
  question: 'From which share of colluders does collusion spread, and below which does it die out?',
  estimand: 'share of runs in which collusion succeeds in the last of eight rounds, by threshold and first share',
  design: factorial({ cell: [...cells, ...more] }, { perCell: 500 }),
})
