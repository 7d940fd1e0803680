import type { Collective, Environment } from './environment.ts'

const team = {
  horizon: 100,
  endowment: 50,
  dependence: 0.55,
  baseline: 20,
  value: { theta: 20, gamma: 0.65 },
  trust: { building: 0.1, erosion: 0.25, damage: 0.4, decay: 0.02, amplification: 0.5, sensitivity: 1, start: 0.5 },
} as const satisfies Partial<Environment>
const production: Collective = { modifiers: 'loyalty', omega: 25, beta: 0.7, cost: 1, benefit: 0.8, tolerance: 0.3 }

/** The environments about collective action and loyalty (TR-3, arXiv 2601.16237). */
export const loyalty = {
  TeamProduction: {
    ...team,
    about: 'A team shares what its members make together.',
    players: 4,
    sizes: [2, 60],
    collective: { ...production, modifiers: 'free-riding', benefit: 0, tolerance: 0 },
  },
  LoyaltyTeam: {
    ...team,
    about: 'A team shares what its members make together, and rewards those who keep investing.',
    players: 4,
    sizes: [2, 60],
    collective: production,
  },
  CoalitionFormation: {
    ...team,
    about: 'A coalition rewards those who keep investing, and expels the disloyal for a time.',
    players: 6,
    sizes: [4, 60],
    horizon: 150,
    end: 'dissolved',
    collective: { ...production, modifiers: 'coalition', benefit: 0.7 },
  },
  ApacheProject: {
    ...team,
    about: 'Volunteers write the Apache HTTP server.',
    players: 40,
    sizes: [2, 60],
    horizon: 60,
    collective: { ...production, omega: 30, benefit: 0.75, tolerance: 0.25 },
    phase: 'maturity',
    phases: {
      emergence: { players: 8, loyalty: 1, omega: 20 },
      growth: { players: 15, loyalty: 0.85, omega: 25 },
      maturity: { players: 40, loyalty: 0.7, omega: 30 },
      evolution: { players: 35, loyalty: 0.6, omega: 28 },
    },
  },
  PublicGoods: {
    ...team,
    about: 'Everybody may invest in a good that all share.',
    players: 5,
    sizes: [2, 60],
    collective: { ...production, omega: 2, beta: 1, benefit: 0.6, tolerance: 0.2 },
  },
} as const satisfies Readonly<Record<string, Environment>>
