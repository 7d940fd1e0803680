import { dyad, type Environment } from './environment.ts'

const exchange = {
  horizon: 100,
  endowment: 100,
  baseline: 30,
  value: { theta: 20, gamma: 0.65 },
  trust: { building: 0.1, erosion: 0.3, damage: 0.6, decay: 0.03, amplification: 0.5, sensitivity: 1, start: 0.5 },
} as const satisfies Partial<Environment>

/** The environments about sequential interaction and reciprocity (TR-4, arXiv 2604.01240). */
export const reciprocity = {
  ReciprocalDilemma: {
    ...exchange,
    about: 'Two partners answer each other in kind.',
    players: 2,
    dependence: 0.5,
    reciprocity: { rho: 1, eta: 1, kappa: 1, window: 5, lambda: 1, omega: 0.6 },
  },
  GiftExchange: {
    ...exchange,
    about: 'An employer and a worker exchange gifts: pay and effort beyond what is due.',
    players: 2,
    seats: () => ['employer', 'worker'],
    endowment: [100, 80],
    dependence: dyad(0.4, 0.7),
    baseline: [30, 24],
    reciprocity: { rho: 1.2, eta: 1.5, kappa: 1, window: 3, lambda: 1.2, omega: 0.8 },
  },
  IndirectReciprocity: {
    ...exchange,
    about: 'Partners answer what each has done, to whomever it was done.',
    players: 4,
    sizes: [2, 60],
    horizon: 150,
    dependence: 0.4,
    reciprocity: { rho: 0.8, eta: 1, kappa: 1, window: 7, lambda: 1.5, omega: 0.5 },
  },
  GraduatedSanction: {
    ...exchange,
    about: 'Partners answer an offence the more, the graver it is.',
    players: 6,
    sizes: [2, 60],
    horizon: 200,
    dependence: 0.35,
    baseline: 40,
    reciprocity: { rho: 0.6, eta: 1.5, kappa: 0.8, window: 10, lambda: 1.8, omega: 1 },
  },
  AppleAppStore: {
    ...exchange,
    about: 'Apple works with a major and a small developer, who depend on its store more than it on them.',
    players: 3,
    seats: () => ['apple', 'major', 'small'],
    horizon: 66,
    endowment: [100, 80, 60],
    dependence: [
      [0, 0.3, 0.2],
      [0.8, 0, 0.15],
      [0.85, 0.1, 0],
    ],
    baseline: [30, 24, 18],
    trust: { ...exchange.trust, start: 0.6 },
    reciprocity: { rho: 1, eta: 1.2, kappa: 0.8, window: 4, lambda: 1, omega: 0.8 },
  },
} as const satisfies Readonly<Record<string, Environment>>
