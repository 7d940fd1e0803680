import type { Luck } from 'suasion'
import { type Relation, SEMANTICS, strengths } from 'suasion/solvers'
import { argumentsIn, dealLinks, type Link, nameOf, TOPIC } from './world.ts'

/** How an agent finds out how strong an argument is: the six of Rago, Li & Toni 2023. */
export const METHODS = ['quad', 'df-quad', 'quadratic-energy', 'euler', 'loc-max', 'loc-sum'] as const
export type Method = (typeof METHODS)[number]
/** Those that the experiments of the paper draw from. */
export const DRAWN: readonly Method[] = ['quad', 'df-quad', 'euler', 'quadratic-energy']

/** What base score an agent gives to an argument it hears. */
export const LEARNING = ['unintelligent', 'sceptical', 'gullible', 'random', 'confirmation-bias'] as const
export type Learning = (typeof LEARNING)[number]

/** Against, neither, or for the topic. */
export type Stance = -1 | 0 | 1

/** One agent's private quantitative bipolar graph, and how it reasons. */
export interface Agent {
  readonly method: Method
  readonly learning: Learning
  /** What a biased agent takes off the score of what it hears. */
  readonly offset: number
  readonly links: readonly Link[]
  readonly scores: Readonly<Record<string, number>>
}

/** How strong every argument in some links is, by the agent's method and its own base scores. */
export const strengthsBy = ({ method, scores }: Pick<Agent, 'method' | 'scores'>, links: readonly Link[]) => {
  const attacks: Relation[] = []
  const supports: Relation[] = []
  const known: Record<string, number> = { [TOPIC]: scores[TOPIC]! }
  for (const { from, to, attack } of links) {
    known[from] = scores[from]!
    known[to] = scores[to]!
    const into = attack ? attacks : supports
    into.push([from, to])
  }
  return strengths({ arguments: known, attacks, supports }, method)
}

/** A strength as a stance: below, at or above what is neutral in the method. */
export const stanceOf = (strength: number, method: Method): Stance =>
  Math.sign(strength - SEMANTICS[method].neutral) as Stance

/** How an agent stands to the topic. */
export const stanceBy = (agent: Agent): Stance => stanceOf(strengthsBy(agent, agent.links)[TOPIC]!, agent.method)

const firstScore = ({ learning, offset }: Pick<Agent, 'learning' | 'offset'>, luck: Luck): number => {
  if (learning === 'unintelligent') return 0
  if (learning === 'sceptical') return 0.5
  if (learning === 'gullible') return 1
  return learning === 'random' ? luck.uniform() : Math.max(0, luck.uniform() - offset)
}

/** The agent after it heard some links: it holds them all, and scores what it did not know by its way of learning. */
export const learned = (agent: Agent, heard: readonly Link[], luck: Luck): Agent => {
  const held = new Set(agent.links.map(nameOf))
  const fresh = heard.filter((link) => !held.has(nameOf(link)))
  if (fresh.length === 0) return agent
  const scores = { ...agent.scores }
  for (const name of fresh.flatMap(({ from, to }) => [from, to]))
    scores[name] ??= firstScore(agent, luck.of('learned', name))
  return { ...agent, links: [...agent.links, ...fresh], scores }
}

/** An agent as it comes: links of its own, and base scores drawn evenly from 0 to 1. */
export const dealAgent = (
  world: readonly Link[],
  size: number,
  how: { readonly method: Method | 'drawn'; readonly learning: Learning; readonly offset: number },
  luck: Luck,
): Agent => {
  const links = dealLinks(world, size, luck)
  const method = how.method === 'drawn' ? luck.of('method').pick(DRAWN) : how.method
  const scores = Object.fromEntries(argumentsIn(links).map((name) => [name, luck.of('score', name).uniform()]))
  return { method, learning: how.learning, offset: how.offset, links, scores }
}
