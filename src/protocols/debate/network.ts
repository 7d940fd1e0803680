import type { Luck } from 'suasion'
import type { Susceptibility } from './profile.ts'

/** The node of the proposition in a network of three premises, which are nodes 0, 1 and 2. */
export const TARGET = 3
/** |P(target | node) - P(target | not node)| up to which a node says nothing about the target. */
export const DEAD_ZONE = 0.02

/**
 * A joint probability table over k premises and the proposition, which is the last node: entry `s` is the probability
 * of the state in which node i holds exactly when bit i of s is set. 2^(k + 1) numbers, none negative, that sum to 1.
 */
export type Joint = readonly number[]
const targetOf = (joint: Joint): number => 30 - Math.clz32(joint.length)

/** One piece of a message: it supports the speaker's goal by `support` (.5: not at all), on a node or an edge. */
export interface Atom {
  readonly node: number
  /** For an edge atom, the premise it goes from: the atom says that this premise bears on `node`. */
  readonly from?: number
  readonly support: number
  readonly relevance: number
}

const has = (state: number, node: number): boolean => ((state >> node) & 1) === 1

/** The probability that a node holds. */
export const marginal = (joint: Joint, node: number): number => {
  let p = 0
  for (let s = 0; s < joint.length; s++) if (has(s, node)) p += joint[s]!
  return p
}

/** P(target | node) - P(target | not node): 1 for the target itself, 0 where one of them cannot happen. */
export const influence = (joint: Joint, node: number): number => {
  const target = targetOf(joint)
  if (node === target) return 1
  let given = 0
  let without = 0
  let both = 0
  let only = 0
  for (let s = 0; s < joint.length; s++) {
    const p = joint[s]!
    if (has(s, node)) {
      given += p
      if (has(s, target)) both += p
    } else {
      without += p
      if (has(s, target)) only += p
    }
  }
  return given > 0 && without > 0 ? both / given - only / without : 0
}

/** (sum over modes of mode x susceptibility) x scale: what a message can move at most, before relevance. */
export const forceOf = (modes: Susceptibility, suscept: Susceptibility, scale: number): number =>
  (modes.logos * suscept.logos + modes.ethos * suscept.ethos + modes.pathos * suscept.pathos) * scale

/** 1 + specific x s for support (s = 2 x (support - .5) > 0), its mirror 1 / (1 + specific x |s|) against. */
export const likelihoodRatio = (specific: number, support: number): number => {
  const s = 2 * (support - 0.5)
  return s > 0 ? 1 + specific * s : 1 / (1 + specific * -s)
}

/**
 * One atom's update (jlcmoore/persuasiontrace, arXiv 2606.05330): the mass of the states where the node (for an edge,
 * both ends) holds is multiplied by the likelihood ratio, turned round where the goal is down or the node speaks
 * against the target, and left where the node says nothing; then the table sums to 1 again. `damping` is the
 * exponent of the ratio: 1 for evidence not heard before.
 */
export const update = (joint: Joint, atom: Atom, goal: 1 | -1, force: number, damping = 1): Joint => {
  const { node, from, support, relevance } = atom
  const effect = influence(joint, node)
  if (Math.abs(effect) <= DEAD_ZONE) return joint
  const toward = effect > 0 ? goal : -goal
  const ratio = likelihoodRatio((force / 3) * relevance, toward > 0 ? support : 1 - support) ** damping
  if (ratio === 1) return joint
  const next = new Array<number>(joint.length)
  let total = 0
  for (let s = 0; s < joint.length; s++) {
    const hit = has(s, node) && (from === undefined || has(s, from))
    total += next[s] = hit ? joint[s]! * ratio : joint[s]!
  }
  for (let s = 0; s < joint.length; s++) next[s]! /= total
  return next
}

/**
 * A person's own network, with a star for structure (each premise bears on the target; the premises are independent):
 * prior target belief normal with mean .489 and sd .148, the figures of the 27 debate networks of persuasiontrace,
 * cut to .05 to .95; everything else *chosen*: premises hold with probability .3 to .7, each weighs .5 to 2 on the
 * log-odds of the target, and one in five speaks against it.
 */
export const drawNetwork = (luck: Luck): Joint => {
  const prior = Math.min(0.95, Math.max(0.05, luck.of('prior').normal(0.489, 0.148)))
  const premises = [0, 1, 2].map((i) => ({
    p: 0.3 + 0.4 * luck.of('premise', i).uniform(),
    weight: (0.5 + 1.5 * luck.of('weight', i).uniform()) * (luck.of('sign', i).uniform() < 0.8 ? 1 : -1),
  }))
  return starNetwork(prior, premises)
}

/** The star network with this prior target belief, premise probabilities and weights on the target's log-odds. */
export const starNetwork = (
  prior: number,
  premises: readonly { readonly p: number; readonly weight: number }[],
): Joint => {
  const joint = new Array<number>(16)
  let target = 0
  for (let s = 0; s < 8; s++) {
    let mass = 1
    let logOdds = Math.log(prior / (1 - prior))
    premises.forEach(({ p, weight }, i) => {
      mass *= has(s, i) ? p : 1 - p
      logOdds += weight * ((has(s, i) ? 1 : 0) - p)
    })
    const holds = 1 / (1 + Math.exp(-logOdds))
    joint[s] = mass * (1 - holds)
    target += joint[s + 8] = mass * holds
  }
  // The mixture's mean is not the prior; scaling the two halves makes it so and keeps what the premises say.
  return joint.map((p, s) => (s >= 8 ? (p * prior) / target : (p * (1 - prior)) / (1 - target)))
}
