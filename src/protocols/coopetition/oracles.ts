import { policy } from 'suasion'
import { configOf, productionOf } from './config.ts'
import { environments } from './environments/index.ts'
import { equilibrium, type Slope } from './equilibrium.ts'
import type { Settings } from './params.ts'
import { coopetition } from './protocol.ts'
import type { View } from './state.ts'
import { loyalEffort, nashEffort, optimalEffort, type Team } from './team.ts'

const source = 'Coopetition-Gym d2dffd5, experiments/algorithms.py'

/** A mind that knows the model and plays one computed amount in every round. */
const oracle = (name: string, amountOf: (settings: Settings, gamma: number | null) => readonly number[]) => {
  const known = new Map<string, readonly number[]>()
  const amount = ({ settings, gamma, place, endowment }: View): number => {
    const key = `${JSON.stringify(settings)} ${gamma}`
    let acts = known.get(key)
    if (!acts) {
      acts = amountOf(settings, gamma)
      known.set(key, acts)
    }
    return Math.min(endowment, Math.max(0, acts[place]!))
  }
  return policy(
    coopetition,
    ['agent'],
    name,
    { invest: ({ view }) => ({ amount: amount(view) }) },
    { source, hears: [] },
  )
}

/** Where the complementarity is hidden, utility is linear in it, so the mean of its distribution is what counts. */
const economyOf = (settings: Settings, gamma: number | null) => ({ ...configOf(settings), gamma: gamma ?? 0.55 })

const solved = (settings: Settings, gamma: number | null, slope?: Slope): readonly number[] =>
  equilibrium(economyOf(settings, gamma), slope ? { slope } : {}).acts

/** Plays the coopetitive equilibrium of TR-1: everybody's best response when each fully counts what it depends on. */
export const equilibriumOracle = () => oracle('equilibrium oracle', solved)

/** Adds what trust of .95 makes of the partners' investments beyond their baseline (TR-2); it invests everything. */
export const trustAware = () =>
  oracle('trust-aware oracle', (settings, gamma) => {
    const { baseline } = configOf(settings)
    const always: Slope['always'] = (i, acts) =>
      acts.reduce((sum, a, j) => (j === i ? sum : sum + 0.2 * 0.95 * (a - baseline[j]!)), 0)
    return solved(settings, gamma, { always, beyond: () => 0 })
  })

/** The team that a TR-3 oracle solves; elsewhere that of TeamProduction, as in Coopetition-Gym. */
const teamOf = (settings: Settings): Team & { benefit: number; tolerance: number } => {
  const { endowment, players } = configOf(settings)
  const usual = { omega: 25, beta: 0.7, cost: 1, benefit: 0.8, tolerance: 0.3 }
  return { ...usual, ...productionOf(settings), players, most: Math.max(...endowment) }
}
const everybody = (settings: Settings, effort: number): readonly number[] =>
  new Array(configOf(settings).players).fill(effort)

/** Plays the free-riding equilibrium of team production (TR-3, proposition 1). */
export const nashOracle = () => oracle('Nash oracle', (settings) => everybody(settings, nashEffort(teamOf(settings))))

/** Plays the social optimum of team production, shared equally. */
export const optimumOracle = () =>
  oracle('social optimum oracle', (settings) => everybody(settings, optimalEffort(teamOf(settings))))

/** Plays what TR-3 takes for the equilibrium of members of loyalty .9: everything, in all published environments. */
export const loyaltyOracle = () =>
  oracle('loyalty oracle', (settings) => {
    const team = teamOf(settings)
    return everybody(settings, loyalEffort(team, team.benefit, team.tolerance, 0.9))
  })

/** The reciprocity of an environment; elsewhere that of ReciprocalDilemma, as in Coopetition-Gym. */
export const answeringOf = ({ environment }: Settings) =>
  environments[environment].reciprocity ?? environments.ReciprocalDilemma.reciprocity!

/** Adds what holding back would cost when partners answer in kind (TR-4), at a trust of .35 more than at the start. */
export const reciprocityOracle = () =>
  oracle('reciprocity oracle', (settings, gamma) => {
    const { baseline, endowment, dependence, players: n, start } = configOf(settings)
    const { rho, eta, kappa, lambda, omega } = answeringOf(settings)
    const trust = Math.min(0.95, start + 0.35)
    const always: Slope['always'] = (i, acts) =>
      acts.reduce((sum, a, j) => (j === i ? sum : sum + (0.2 * trust * (a - baseline[j]!)) / endowment[i]!), 0)
    const beyond = (i: number): number => {
      let sum = 0
      for (let j = 0; j < n; j++) {
        const d = dependence[i * n + j]!
        if (j !== i) sum += lambda * trust * (1 + omega * d) * rho * Math.max(d, 1e-10) ** eta * kappa
      }
      return sum / endowment[i]!
    }
    return solved(settings, gamma, { always, beyond })
  })
