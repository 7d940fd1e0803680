import { type Published, scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import {
  boundedReciprocity,
  coopetition,
  investments,
  reciprocityOracle,
  validation,
} from 'suasion/protocols/coopetition'

const { estimatesOf, publishedOf, reciprocityClaims } = validation
const oracle = ['solved', 'bounded'] as const
const returns = {
  ReciprocalDilemma: [29747.1, 43607.0],
  GiftExchange: [32623.2, 42247.0],
  IndirectReciprocity: [86878.1, 184654.8],
  GraduatedSanction: [171890.0, 446962.8],
  AppleAppStore: [27328.8, 44492.9],
} as const
const environment = Object.keys(returns) as (keyof typeof returns)[]
const cells = environment.flatMap((id) => oracle.map((name, i) => [`${id} ${name}`, returns[id][i]!] as const))
const source = 'Coopetition-Gym d2dffd5, the two reciprocity oracles, run outside this project'
const run = (value: number): Published => ({
  ...{ value, source, claim: 'formal', origin: 'run', population: 'any players', scale: 'ratio', margin: 1e-5 },
})

/** Whether answering in kind keeps partners investing: the sweep of TR-4, the App Store case, and its two oracles. */
export default study({
  name: 'pant-2026-coopetition-tr4',
  title: 'Sequential interaction and reciprocity (TR-4)',
  cite: 'Pant & Yu 2026, arXiv 2604.01240',
  question: 'Does reciprocity make partners cooperate, punish and forgive, and does the App Store follow?',
  estimand: 'settings of 15,625 in which cooperation emerges',
  design: factorial({ environment, oracle }, { perCell: 1 }),
  cast: { solved: reciprocityOracle(), bounded: boundedReciprocity() },
  scene: ({ environment, oracle }, cast) =>
    scene(coopetition, { params: { environment, precision: 'single' }, minds: { agent: cast[oracle] } }),
  instruments: [investments()],
  published: {
    ...publishedOf(reciprocityClaims),
    ...Object.fromEntries(cells.map(([name, value]) => [name, run(value)])),
  },
  estimates: (rows) => {
    const paid = rows.map((row) => [
      `${row.environment} ${row.oracle}`,
      { value: row.welfare, n: 1, estimator: 'as played' },
    ])
    const none = cells.map(([name]) => [name, null] as const)
    return { ...estimatesOf(reciprocityClaims), ...Object.fromEntries(none), ...Object.fromEntries(paid) }
  },
  limits: [
    'memory is a parameter of the suite that its dynamics never read, so recovery is the same whatever it is',
    'in the environments an act is held against an average that takes it in, as released; the paper leaves it out',
    'the released equilibrium stops short of the exact one, which moves the returns in the sixth digit',
  ],
})
