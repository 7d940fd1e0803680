import type { Luck } from 'suasion'
import { groundedLabelling, type Relation } from 'suasion/solvers'

/** A proposition or its denial: 'p3', '-p3'. */
export type Literal = string

/** What the dispute is about. */
export const TOPIC: Literal = 'p0'

/** The denial of a literal. */
export const denial = (literal: Literal): Literal => (literal.startsWith('-') ? literal.slice(1) : `-${literal}`)

/** A conclusion since some premises. */
export interface Argument {
  readonly name: string
  readonly conclusion: Literal
  readonly premises: readonly Literal[]
  /** How strong it is, 1 to 3: an attack fails on a stronger argument. */
  readonly strength: number
}

/** Whether one argument attacks another (its conclusion denies the conclusion or a premise) and is no weaker. */
export const defeats = (one: Argument, other: Argument): boolean => {
  const denied = denial(one.conclusion)
  return (denied === other.conclusion || other.premises.includes(denied)) && one.strength >= other.strength
}

/** The arguments, among some, that are in their grounded extension. */
export const acceptable = (theory: readonly Argument[]): readonly Argument[] => {
  const attacks = theory.flatMap((one) =>
    theory.flatMap((other): Relation[] => (defeats(one, other) ? [[one.name, other.name]] : [])),
  )
  const labels = groundedLabelling({ arguments: theory.map(({ name }) => name), attacks })
  return theory.filter(({ name }) => labels[name] === 'in')
}

const MOST = 24
const STRENGTHS = [1, 2, 3] as const

/**
 * All the arguments there are in one dispute: some for the topic and some against, from premises of their own, for and
 * against which there are arguments in turn, `depth` layers deep. Numbers of arguments and premises, and strengths, are
 * drawn (*chosen*).
 */
export const dealPool = (depth: number, luck: Luck): readonly Argument[] => {
  const pool: Argument[] = []
  let propositions = 1
  // Layer by layer, so that a full pool lacks arguments at its leaves, never about the topic.
  const open: { readonly literal: Literal; readonly at: number }[] = [{ literal: TOPIC, at: 0 }]
  const add = (conclusion: Literal, at: number): void => {
    if (pool.length >= MOST) return
    const name = `A${pool.length + 1}`
    const own = luck.of('argument', name)
    const count = own.of('premises').pick([1, 1, 2])
    const premises = Array.from({ length: count }, () => `p${propositions++}`)
    pool.push({ name, conclusion, premises, strength: own.of('strength').pick(STRENGTHS) })
    if (at < depth) open.push(...premises.map((literal) => ({ literal, at: at + 1 })))
  }
  for (const { literal, at } of open) {
    const own = luck.of('grow', literal)
    const [pro, con] = at === 0 ? [2, 2] : [own.of('pro').pick([0, 1, 1]), own.of('con').pick([0, 1, 1])]
    for (let i = 0; i < pro; i++) add(literal, at)
    for (let i = 0; i < con; i++) add(denial(literal), at)
  }
  return pool
}

/** The arguments a player comes with: each of the pool by chance, and at least one for what it is to argue. */
export const dealTheory = (pool: readonly Argument[], side: Literal, share: number, luck: Luck): readonly string[] => {
  const own = pool.filter(({ name }) => luck.of('holds', name).uniform() < share).map(({ name }) => name)
  const useful = pool.filter(({ conclusion }) => conclusion === side).map(({ name }) => name)
  return useful.some((name) => own.includes(name)) ? own : [...own, luck.of('at least').pick(useful)]
}
