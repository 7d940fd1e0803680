import { scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import * as exchange from 'suasion/protocols/argument-exchange'
import { type Relation, type SemanticsName, strengths } from 'suasion/solvers'
import { share } from 'suasion/statistics'

const pairs = (text: string) => text.split(' ').map((each) => each.split('>') as unknown as Relation)
const democracy = {
  arguments: { A1: 0.5, A2: 0.5, P1: 0.7, P2: 0.5, P3: 0.9, C1: 0.2, C2: 0.2, C3: 0.6, C4: 0.5 },
  attacks: pairs('C1>A2 C2>P2 C3>P2 C4>P2'),
  supports: pairs('P1>A1 P2>A1 P3>A2'),
}
const stock = {
  arguments: { Buy: 0.5, Sell: 0.5, n1: 0.8, n2: 0.7, n3: 0.3, n4: 0.9, n5: 0.9 },
  attacks: pairs('Buy>Sell Sell>Buy n2>n1 n3>n2 n4>n3 n5>n1'),
  supports: pairs('n1>Sell n2>Buy n4>n2 n5>Buy'),
}
/** Semantics; A1, A2 and P2 of democracy, which has no cycle; Buy, Sell, n1, n2 and n3 of stock, which has two. */
const table: readonly (readonly [SemanticsName, readonly number[], readonly number[]])[] = [
  ['df-quad', [0.862, 0.85, 0.08], [0.9964, 0.0034, 0.0031, 0.961, 0.03]],
  ['squared-df-quad', [0.9561, 0.815, 0.0128], []],
  ['quadratic-energy', [0.7199, 0.6644, 0.1859], [0.8216, 0.3622, 0.2047, 0.8051, 0.1657]],
  ['squared-energy', [0.6839, 0.7175, 0.303], [0.7911, 0.3282, 0.3198, 0.8317, 0.1657]],
  ['euler', [0.6894, 0.6263, 0.3399], [0.7171, 0.4949, 0.6863, 0.7897, 0.1889]],
  ['mlp', [0.7139, 0.6682, 0.2142], [0.79, 0.4072, 0.4145, 0.8319, 0.1484]],
]
const cells = table.flatMap(([semantics, one, two]) => [
  ...one.map((value, i) => ({ graph: 'democracy', of: democracy, name: ['A1', 'A2', 'P2'][i]!, semantics, value })),
  ...two.map((value, i) => ({ graph: 'stock', of: stock, name: Object.keys(stock.arguments)[i]!, semantics, value })),
])
type Cell = (typeof cells)[number]
const each = <T>(make: (cell: Cell) => T) =>
  Object.fromEntries(cells.map((cell) => [`${cell.graph}, ${cell.semantics}: ${cell.name}`, make(cell)]))
const formal = { claim: 'formal', origin: 'run', population: 'any graph', scale: 'difference', margin: 6e-5 } as const
const methods = ['quad', 'df-quad', 'quadratic-energy', 'euler'] as const

/** How strong arguments are under six gradual semantics, and how often two who reason by one of them come to agree. */
export default study({
  name: 'potyka-2018-quadratic-energy',
  title: 'Continuous dynamical systems for weighted bipolar argumentation',
  cite: 'Potyka 2018, KR; reference values of Uncertainpy; Rago et al. 2016 and Amgoud & Ben-Naim 2017 for two semantics',
  question: 'How strong is an argument, given what attacks and supports it, also where the graph has cycles?',
  estimand: 'the strength of each argument of two reference graphs, to four digits',
  design: factorial({ method: methods }, { perCell: 50 }),
  cast: { agent: exchange.greedy() },
  scene: ({ method }, { agent }) => {
    const params = { firstMethod: method as exchange.Method, secondMethod: method as exchange.Method }
    return scene(exchange.argumentExchange, { params, minds: { first: agent, second: agent } })
  },
  instruments: [exchange.exchangeOutcome()],
  published: each(({ value }) => ({ ...formal, value, source: 'bags and models of nicopotyka/Uncertainpy, run' })),
  estimates: (rows) => {
    const agreed = (of: string) => rows.flatMap(({ method, consensus }) => (method === of ? [consensus] : []))
    const consensus = methods.map((of) => [`consensus by ${of}`, agreed(of).length ? share(agreed(of)) : null] as const)
    const known: Record<string, ReturnType<typeof strengths>> = {}
    const value = ({ graph, of, semantics: by, name }: Cell) => (known[graph + by] ??= strengths(of, by))[name]!
    return { ...each((cell) => ({ value: value(cell), n: 1, estimator: 'exact' })), ...Object.fromEntries(consensus) }
  },
  limits: ['the reference values were computed with the released code; the paper proves when they exist'],
})
