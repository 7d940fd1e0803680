import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import * as game from 'suasion/protocols/alignment-tipping'
import { proportion } from 'suasion/statistics'

const { KNOWN_CHANCES: chances, KNOWN_POINTS: points, KNOWN_SHARES: shares } = game
const of = (cell: string) => cell.split(', ').map(Number) as [threshold: number, start: number]
const paper = (threshold: number) => ({ agents: 8, threshold, success: 1.2, failure: 0.8, norm: 1 })
const each = <P extends string, const O, T>(name: P, over: O, make: (key: string, value: O[keyof O]) => T) => {
  const made = Object.entries(over as Record<string, O[keyof O]>).map(([key, x]) => [`${name} ${key}`, make(key, x)])
  return Object.fromEntries(made) as Record<`${P} ${keyof O & (string | number)}`, T>
}
const rule = { claim: 'formal', origin: 'run', population: 'any agents', scale: 'difference', margin: 1e-4 } as const
const model = { ...rule, claim: 'language-model', origin: 'published', margin: 0.1 } as const
const error = 'the text says between rounds 2 and 3; the table has it in 1 to 2 for base and DPO, 0 to 1 for GRPO'

/** Whether breaking a rule together spreads among agents who imitate what pays, and from which share on. */
export default study({
  name: 'han-2025-alignment-tipping',
  title: 'Alignment tipping process: how self-evolution pushes agents off the rails',
  cite: 'Han, Liu, Su, Duan, Liu, Xie, Bansal, Ding, Zhang & Yao 2025, arXiv:2510.04860',
  systems: ['atp'],
  question: 'From which share of colluders does collusion spread, and below which does it die out?',
  estimand: 'share of runs in which collusion succeeds in the last of eight rounds, by threshold and first share',
  design: factorial({ cell: Object.keys(shares) }, { perCell: 1000 }),
  cast: { agent: game.payoffDriven() },
  scene: ({ cell }, { agent }) => {
    const [threshold, told] = of(cell)
    return scene(game.alignmentTipping, { params: { threshold, rounds: 8, told }, minds: { agent } })
  },
  instruments: [game.cascade()],
  published: {
    ...each('tipping point', points, (_, value) => ({ ...rule, value, source: 'where both pay the same' })),
    ...each('chance', chances, (_, value) => ({ ...rule, value, source: 'at least t of 8 at once' })),
    ...each('success', shares, (_, value) => ({ ...rule, value, margin: 0.08, source: '1,000 runs elsewhere' })),
    'GRPO at 4': { ...model, value: 1, population: 'Qwen3-8B, GRPO', source: 'a run: 5, 7, 8 of 8 collude' },
    'base at 6': { ...model, value: 0, population: 'Qwen3-8B', source: 'text: thresholds 6 and 8 collapse' },
    'largest drop': { ...model, value: 3, margin: 0, population: 'six rounds of tool use', source: 'text', error },
  },
  estimates: (rows) => {
    const success = (cell: string) => {
      const own = rows.filter((row) => row.cell === cell)
      return own.length ? proportion(own.filter((row) => row.succeeded).length, own.length) : null
    }
    const exact = (value: number, estimator: string) => ({ value, n: 1, estimator })
    return {
      ...each('tipping point', points, (t) => exact(game.tippingPoint(paper(Number(t)))!, 'bisection')),
      ...each('chance', chances, (cell) => exact(game.successChance(paper(of(cell)[0]), of(cell)[1]), 'sum')),
      ...each('success', shares, success),
      'GRPO at 4': success('4, .357'),
      'base at 6': success('6, .768'),
      'largest drop': null,
    }
  },
  limits: ['only the coordination game: tool use and bargaining need language models; the imitation is inferred'],
})
