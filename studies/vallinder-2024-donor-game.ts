import { scene, study } from 'suasion'
import { generations, lineageMeans, topShare } from 'suasion/designs'
import { crossover, donorGame, evolving, fixedShare, generosity } from 'suasion/protocols/donor-game'
import { oneSampleTest } from 'suasion/statistics'

const society = ['evolving', 'second game', 'punishing', 'all give all', 'all give half', 'all, released'] as const
const rule = { claim: 'formal', population: 'any players', scale: 'difference', margin: 1e-3 } as const
const printed = { claim: 'language-model', origin: 'published', scale: 'difference', margin: 0.01 } as const
const claude = { ...printed, population: 'Claude 3.5 Sonnet' } as const
const change = 'change of the donated share per generation'
const says = 'the donated share changes over generations, if the better half is what the next one learns from'
const plan = { primary: { change: { says } }, family: ['change', 'change, second game'], exclusions: [] }

/** Whether generosity spreads over generations of players who know each other by reputation only. */
export default study({
  name: 'vallinder-2024-donor-game',
  title: 'Cultural evolution of cooperation among LLM agents',
  cite: 'Vallinder & Hughes 2024, arXiv 2412.10270',
  systems: ['donor-game-evolution'],
  question: 'Does giving spread when the better half of each generation is what the next one learns from?',
  estimand: 'donated share of the last generation less that of the first, per generation, over lineages',
  design: generations({
    factors: { society },
    generations: 2,
    lineages: 5,
    select: topShare({ by: ({ row }, { society }) => row[society === 'second game' ? 'second' : 'both'] as number }),
    inherit: crossover(),
  }),
  cast: { player: evolving() },
  scene: ({ society, generation }, { player }) => {
    const share = { 'all give all': 1, 'all give half': 0.5, 'all, released': 1 }[society as string]
    const schedule = society === 'all, released' ? 'released' : 'strict'
    const params = { generation, schedule, punishment: society === 'punishing' } as const
    return scene(donorGame, { params, minds: { player: share === undefined ? player : fixedShare({ share }) } })
  },
  instruments: [generosity()],
  published: {
    ceiling: { ...rule, value: 30_720, origin: 'exact', source: 'the ceiling in the paper: mean if all give all' },
    half: { ...rule, value: 393.90625, origin: 'run', source: 'the same at share .5, computed outside this project' },
    released: { ...rule, value: 15_360, origin: 'run', source: 'all give all, notebook llm-donor-game c53df27' },
    first: { ...claude, value: 0.496, source: 'generation 1, mean of five runs: 44, 47, 50, 53, 54 %' },
    change: { ...claude, value: 0.0435, source: change },
    changeGpt: { ...printed, value: -0.0165, population: 'GPT-4o', source: change },
    punished: { ...claude, value: 0.0006, source: 'share of meetings in which the donor punished' },
  },
  estimates: (rows) => {
    const over = (name: (typeof society)[number], column: 'both' | 'given' | 'punished' = 'both', slope = false) => {
      const means = lineageMeans(rows, column, { society: name }).filter((own) => own.length > (slope ? 1 : 0))
      const x = means.map((own) => (slope ? (own.at(-1)! - own[0]!) / (own.length - 1) : own[0]!))
      if (new Set(x).size > 1) return { ...oneSampleTest(x), estimator: 'mean over lineages, t interval' }
      return x.length ? { value: x[0]!, n: x.length, estimator: 'the same in all lineages' } : null
    }
    const [ceiling, half, released] = [over('all give all'), over('all give half'), over('all, released')]
    const [change, second] = [over('evolving', 'given', true), over('second game', 'given', true)]
    const [first, punished] = [over('evolving', 'given'), over('punishing', 'punished')]
    return { ceiling, half, released, first, change, changeGpt: change, punished, 'change, second game': second }
  },
  plan: { ...plan, stopping: 'after all lineages of the design; no look before' },
  limits: ['two generations, unless --n asks for more: 300 episodes are the ten of the paper; founders are chosen'],
})
