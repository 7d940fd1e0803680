import type { Published } from 'suasion'
import type { Village } from './baseline.ts'

/** The two sizes of village of the paper. */
export const VILLAGES = {
  7: { werewolves: 2, seer: true, doctor: true, villagers: 3 },
  4: { werewolves: 1, seer: true, doctor: false, villagers: 2 },
} as const satisfies Readonly<Record<number, Village>>

/** Exploitability of regret matching on rock, paper, scissors, Spock, lizard from the regrets (1, 0, 0, 0, 0) and 0, by steps. */
export const RPSSL_STEPS = [
  [10, 0.65476],
  [100, 0.18392],
  [1000, 0.06042],
  [10_000, 0.02],
  [100_000, 0.00636],
] as const

const rule = { claim: 'formal', scale: 'difference', population: 'random play' } as const
const run = { ...rule, origin: 'run', margin: 0.003, source: 'games.md 6, 200,000 games' } as const
const model = { claim: 'language-model', origin: 'published', scale: 'difference', margin: 0.05 } as const
const llama = { ...model, population: 'Llama-3-8B-Instruct, tuned' } as const
const steps = {
  ...rule,
  population: 'regret matching',
  origin: 'run',
  margin: 1e-5,
  source: 'games.md 6, replica',
} as const

/** The numbers that stand beside ours, by name; those of language models are for reference. */
export const published: Readonly<Record<string, Published>> = {
  'random, 7 players': { ...run, value: 0.129 },
  'random, 4 players': { ...run, value: 0.3308 },
  'found werewolf named, 7 players': { ...run, value: 0.2835 },
  'found werewolf named, 4 players': { ...run, value: 0.4802 },
  ...Object.fromEntries(
    RPSSL_STEPS.map(([t, value]): [string, Published] => [`RPSSL, exploitability after ${t}`, { ...steps, value }]),
  ),
  'RPSSL, least likely action': { ...steps, value: 0.2, origin: 'exact', margin: 0.01, source: 'unique equilibrium' },
  'RPSSL, value': { ...steps, value: 0, origin: 'exact', margin: 0.01, source: 'symmetric zero-sum game' },
  'WereAlign, chance': { ...rule, value: 0.111, origin: 'published', margin: 0.001, source: 'arXiv 2510.11389' },
  ...Object.fromEntries(
    [0.54, 0.63, 0.73].map((value, t): [string, Published] => [
      `LSPO, werewolves win, iteration ${t + 1}`,
      { ...llama, value, source: 'Xu et al. 2025, against the final village' },
    ]),
  ),
  ...Object.fromEntries(
    [0.18, 0.23, 0.27].map((value, t): [string, Published] => [
      `LSPO, village wins, iteration ${t + 1}`,
      { ...llama, value, source: 'Xu et al. 2025, against the final werewolves' },
    ]),
  ),
  'roles predicted by the village': { ...llama, value: 0.73, source: 'Xu et al. 2025, up to' },
  'roles predicted by werewolves': { ...llama, value: 0.83, source: 'Xu et al. 2025, up to' },
}
