import { normalQuantile } from '../math/distributions.ts'
import { checkNumbers } from './check.ts'
import { drawCorrection, winCorrection } from './true-skill-corrections.ts'

/** What TrueSkill believes of a player's skill: a normal, in its own units (a new player: 25 and 25/3). */
export interface Skill {
  readonly mean: number
  /** Above 0. */
  readonly sd: number
}

export interface TrueSkillOptions {
  /** The sd of a player's performance around the skill, in its units. Default 25/6. */
  readonly beta?: number
  /** The sd by which skill drifts before a match, in its units. Default 25/300; 0 for skill that stands still. */
  readonly tau?: number
  /** The chance of a draw between equals, from 0 to below 1. Default .1. */
  readonly drawProbability?: number
}

/** A normal as its precision and precision x mean; precision 0 says nothing. */
interface Message {
  readonly precision: number
  readonly weighted: number
}

const NOTHING: Message = { precision: 0, weighted: 0 }
const normal = (mean: number, variance: number): Message => ({ precision: 1 / variance, weighted: mean / variance })
const times = (a: Message, b: Message): Message => ({
  precision: a.precision + b.precision,
  weighted: a.weighted + b.weighted,
})
/** The law of a sum, or with `sign` -1 of a difference; nothing where one part says nothing. */
const plus = (a: Message, b: Message, sign: 1 | -1 = 1): Message =>
  a.precision === 0 || b.precision === 0
    ? NOTHING
    : normal(a.weighted / a.precision + (sign * b.weighted) / b.precision, 1 / a.precision + 1 / b.precision)

const settings = ({ beta = 25 / 6, tau = 25 / 300, drawProbability = 0.1 }: TrueSkillOptions) => {
  if (!(beta > 0 && Number.isFinite(beta))) throw new Error(`beta is ${beta}; it must be a finite number above 0`)
  if (!(tau >= 0 && Number.isFinite(tau))) throw new Error(`tau is ${tau}; it must be a finite number of at least 0`)
  if (!(drawProbability >= 0 && drawProbability < 1))
    throw new Error(`the chance of a draw is ${drawProbability}; it must be from 0 to below 1`)
  return { beta, tau, drawProbability }
}

const checkTeams = (teams: readonly (readonly Skill[])[]): void => {
  if (teams.length < 2) throw new Error(`a match has at least two teams, not ${teams.length}`)
  for (const [k, team] of teams.entries()) {
    if (team.length === 0) throw new Error(`team ${k} has no player`)
    for (const [i, { mean, sd }] of team.entries()) {
      checkNumbers([mean, sd], `mean and sd of player ${i} of team ${k}`)
      if (!(sd > 0)) throw new Error(`the sd of player ${i} of team ${k} is ${sd}; it must be above 0`)
    }
  }
}

/** By how much the performances of two sides of `players` in all may differ in a draw: Phi^-1((p + 1) / 2) sqrt(players) beta. */
export const drawMargin = (players: number, options: TrueSkillOptions = {}): number => {
  const { beta, drawProbability } = settings(options)
  if (!(Number.isInteger(players) && players >= 2))
    throw new Error(`the two sides have ${players} players; they have at least two`)
  return normalQuantile((drawProbability + 1) / 2) * Math.sqrt(players) * beta
}

/**
 * Every player's skill after one match, by team and player as handed in. `teams` holds each team's players; `ranks` says
 * how each team ended (smaller is better, equal is a draw; by default the first is best, the second next). Two sides
 * have a closed form; with more, the messages between neighbours in rank are passed until none moves.
 *
 * It is a filter, one match at a time: the same matches in another order give other numbers. Where all matches are
 * judged together, use `bradleyTerry`, or repeat over orders and report the spread.
 * Source: Herbrich, Minka & Graepel 2007 ("TrueSkill").
 */
export const trueSkill = (
  teams: readonly (readonly Skill[])[],
  { ranks = teams.map((_, k) => k), ...options }: TrueSkillOptions & { readonly ranks?: readonly number[] } = {},
): readonly (readonly Skill[])[] => {
  checkTeams(teams)
  const { beta, tau, drawProbability } = settings(options)
  checkNumbers(ranks, 'the ranks')
  if (ranks.length !== teams.length) throw new Error(`there are ${teams.length} teams, and ${ranks.length} ranks`)
  if (drawProbability === 0 && new Set(ranks).size < ranks.length)
    throw new Error('two teams drew, and the chance of a draw is 0; give it a chance above 0')
  const order = teams.map((_, k) => k).sort((a, b) => ranks[a]! - ranks[b]! || a - b)
  const performance = order.map((k) =>
    teams[k]!.reduce(
      ({ mean, variance }, player) => ({
        mean: mean + player.mean,
        variance: variance + player.sd ** 2 + tau ** 2 + beta ** 2,
      }),
      { mean: 0, variance: 0 },
    ),
  )
  const pairs = order.slice(1).map((k, i) => ({
    drawn: ranks[k] === ranks[order[i]!],
    margin: drawMargin(teams[k]!.length + teams[order[i]!]!.length, options),
  }))
  const results = settle(
    performance.map(({ mean, variance }) => normal(mean, variance)),
    pairs,
  )
  const after = teams.map((team) => team.slice())
  for (const [place, k] of order.entries())
    for (const [i, { mean, sd }] of teams[k]!.entries()) {
      const drifted = normal(mean, sd ** 2 + tau ** 2)
      const others = performance[place]!
      const rest = { mean: others.mean - mean, variance: others.variance - sd ** 2 - tau ** 2 }
      const { precision, weighted } = results[place]!
      const told = precision === 0 ? NOTHING : normal(weighted / precision - rest.mean, 1 / precision + rest.variance)
      const posterior = times(drifted, told)
      after[k]![i] = { mean: posterior.weighted / posterior.precision, sd: Math.sqrt(1 / posterior.precision) }
    }
  return after
}

const PASSES = 1000

/** What the results tell of each team's performance, by rank: expectation propagation along the chain of neighbours. */
const settle = (
  priors: readonly Message[],
  pairs: readonly { readonly drawn: boolean; readonly margin: number }[],
): readonly Message[] => {
  const fromAbove = priors.map(() => NOTHING)
  const fromBelow = priors.map(() => NOTHING)
  const visit = (k: number): number => {
    const better = times(priors[k]!, fromAbove[k]!)
    const worse = times(priors[k + 1]!, fromBelow[k + 1]!)
    const difference = plus(better, worse, -1)
    const sd = Math.sqrt(1 / difference.precision)
    const mean = difference.weighted / difference.precision
    const { drawn, margin } = pairs[k]!
    const { v, w } = (drawn ? drawCorrection : winCorrection)(mean / sd, margin / sd)
    const known = normal(mean + sd * v, sd * sd * (1 - w))
    const told = {
      precision: Math.max(0, known.precision - difference.precision),
      weighted: known.weighted - difference.weighted,
    }
    const up = told.precision === 0 ? NOTHING : plus(told, worse)
    const down = told.precision === 0 ? NOTHING : plus(better, told, -1)
    const moved = Math.max(
      Math.abs(up.precision - fromBelow[k]!.precision) + Math.abs(up.weighted - fromBelow[k]!.weighted),
      Math.abs(down.precision - fromAbove[k + 1]!.precision) + Math.abs(down.weighted - fromAbove[k + 1]!.weighted),
    )
    fromBelow[k] = up
    fromAbove[k + 1] = down
    return moved
  }
  for (let pass = 0; ; pass++) {
    if (pass === PASSES) throw new Error(`the messages of the match still move after ${PASSES} passes`)
    let moved = 0
    for (let k = 0; k < pairs.length; k++) moved = Math.max(moved, visit(k))
    for (let k = pairs.length - 2; k >= 0; k--) moved = Math.max(moved, visit(k))
    if (pairs.length === 1 || moved < 1e-13) break
  }
  return priors.map((_, k) => times(fromAbove[k]!, fromBelow[k]!))
}

/**
 * How even a match of two teams would be: the chance density of a draw relative to that of two sides of certain, equal
 * skill, from 0 to 1. For players of the same skill and uncertainty 0 it is 1. Source: Herbrich, Minka & Graepel 2007.
 */
export const matchQuality = (
  first: readonly Skill[],
  second: readonly Skill[],
  options: Pick<TrueSkillOptions, 'beta'> = {},
): number => {
  checkTeams([first, second])
  const { beta } = settings(options)
  const players = [...first, ...second]
  const noise = players.length * beta ** 2
  const variance = noise + players.reduce((sum, { sd }) => sum + sd ** 2, 0)
  const difference = first.reduce((sum, { mean }) => sum + mean, 0) - second.reduce((sum, { mean }) => sum + mean, 0)
  return Math.sqrt(noise / variance) * Math.exp(-(difference ** 2) / (2 * variance))
}
