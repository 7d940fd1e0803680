import { type BipolarGraph, type CompiledGraph, compileGraph } from './argumentation-graph.ts'
import { type GradualSemantics, SEMANTICS, type SemanticsName } from './argumentation-semantics.ts'

/** How strengths are found where arguments bear on each other in a circle. */
export interface Integration {
  /** The largest |f(s) - s| that counts as settled; 1e-10 unless said. */
  readonly tolerance?: number
  /** How many steps are tried; 100,000 unless said. */
  readonly steps?: number
  /** The length of a step; .1 unless said. */
  readonly step?: number
  /** 'rk4' (fourth-order Runge-Kutta) unless said; 'euler' is the plain Euler step. */
  readonly method?: 'rk4' | 'euler'
}

/** A semantics by its name, or itself; throws on a name that is not one, with those that are. */
export const semanticsOf = (semantics: SemanticsName | GradualSemantics): GradualSemantics => {
  if (typeof semantics !== 'string') return semantics
  if (Object.hasOwn(SEMANTICS, semantics)) return SEMANTICS[semantics]
  throw new Error(`there is no gradual semantics called ${semantics}; there are ${Object.keys(SEMANTICS).join(', ')}`)
}

/**
 * The strength of every argument of a bipolar graph under a gradual semantics. Without cycles in one topological pass;
 * with cycles as the limit of ds/dt = f(s) - s from the base scores (Potyka 2018), where f is the semantics. Throws
 * where the graph is not one ({@link compileGraph}) and where the strengths do not settle, saying which moves most.
 */
export const strengths = (
  graph: BipolarGraph,
  semantics: SemanticsName | GradualSemantics,
  integration: Integration = {},
): Readonly<Record<string, number>> => {
  const compiled = compileGraph(graph)
  const values = compiledStrengths(compiled, semanticsOf(semantics), integration)
  return Object.fromEntries(compiled.names.map((name, i) => [name, values[i]!]))
}

/** The strengths of a graph that was compiled before, in the order of its names; as {@link strengths}. */
export const compiledStrengths = (
  graph: CompiledGraph,
  semantics: GradualSemantics,
  integration: Integration = {},
): readonly number[] =>
  graph.order ? onePass(graph, graph.order, semantics) : integratedStrengths(graph, semantics, integration)

const onePass = ({ base, attackers, supporters }: CompiledGraph, order: readonly number[], of: GradualSemantics) => {
  const values = [...base]
  const at = (i: number): number => values[i]!
  for (const i of order) values[i] = of.strength(base[i]!, attackers[i]!.map(at), supporters[i]!.map(at))
  return values
}

/**
 * The strengths of any graph, with cycles or without, by integration: slower than {@link compiledStrengths} and the
 * same where both apply.
 */
export const integratedStrengths = (
  graph: CompiledGraph,
  semantics: GradualSemantics,
  integration: Integration = {},
): number[] => {
  const { tolerance = 1e-10, steps = 100_000, step = 0.1, method = 'rk4' } = integration
  if (!(tolerance > 0)) throw new Error(`tolerance must be more than 0, not ${tolerance}`)
  if (!(step > 0 && step <= 1)) throw new Error(`step must be more than 0 and at most 1, not ${step}`)
  if (!(Number.isInteger(steps) && steps > 0)) throw new Error(`steps must be a whole number above 0, not ${steps}`)
  const { base, attackers, supporters, names } = graph
  const slopeAt = (values: readonly number[]): number[] => {
    const at = (i: number): number => values[i]!
    return values.map((value, i) => semantics.strength(base[i]!, attackers[i]!.map(at), supporters[i]!.map(at)) - value)
  }
  const ahead = (values: readonly number[], slope: readonly number[], by: number): number[] =>
    values.map((value, i) => Math.min(1, Math.max(semantics.least, value + by * slope[i]!)))
  let values = [...base]
  let slope = slopeAt(values)
  for (let taken = 0; taken < steps; taken++) {
    if (slope.every((each) => Math.abs(each) < tolerance)) return values
    if (method === 'euler') values = ahead(values, slope, step)
    else {
      const second = slopeAt(ahead(values, slope, step / 2))
      const third = slopeAt(ahead(values, second, step / 2))
      const fourth = slopeAt(ahead(values, third, step))
      const mixed = slope.map((each, i) => (each + 2 * second[i]! + 2 * third[i]! + fourth[i]!) / 6)
      values = ahead(values, mixed, step)
    }
    slope = slopeAt(values)
  }
  const worst = slope.reduce((most, each, i) => (Math.abs(each) > Math.abs(slope[most]!) ? i : most), 0)
  const what = `after ${steps} steps of ${step} ${names[worst]} still moves by ${Math.abs(slope[worst]!).toPrecision(3)}`
  throw new Error(
    `strengths under ${semantics.name} do not settle on this graph with cycles: ${what}; allow more steps, or they oscillate and there are none`,
  )
}
