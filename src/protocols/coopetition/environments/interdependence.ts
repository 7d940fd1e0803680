import { dyad, type Environment } from './environment.ts'

const platform = (own: number, developers: number) => (players: number) =>
  Array.from({ length: players }, (_, i) => (i === 0 ? own : developers))
const leaning = (players: number) =>
  Array.from({ length: players }, (_, i) =>
    Array.from({ length: players }, (_, j) => (i === 0 ? 0.25 : j === 0 ? 0.75 : 0)),
  )

/** The environments about interdependence and complementarity (TR-1, arXiv 2510.18802). */
export const interdependence = {
  TrustDilemma: {
    about: 'Two partners gain much when both invest, and lose trust fast when one does not.',
    players: 2,
    horizon: 100,
    endowment: 100,
    dependence: 0.6,
    baseline: 40,
    value: { theta: 20, gamma: 0.7 },
    trust: {
      building: 0.15,
      erosion: 0.45,
      damage: 0.5,
      decay: 0.02,
      amplification: 0.6,
      sensitivity: 1.5,
      start: 0.5,
    },
    end: 'distrust',
  },
  PartnerHoldUp: {
    about: 'A strong partner works with a weak one that depends on it.',
    players: 2,
    seats: () => ['strong', 'weak'],
    horizon: 100,
    endowment: [120, 80],
    share: [0.6, 0.4],
    dependence: dyad(0.35, 0.85),
    baseline: [42, 28],
    value: { theta: 20, gamma: 0.6 },
    trust: {
      ...{ building: 0.1, erosion: 0.35, damage: 0.55, decay: 0.025 },
      ...{ amplification: 0.7, sensitivity: 1.2, start: 0.55 },
    },
    end: 'hold-up',
  },
  PlatformEcosystem: {
    about: 'A platform lives with developers who depend on it.',
    players: 5,
    sizes: [2, 60],
    seats: (players) => ['platform', ...Array.from({ length: players - 1 }, (_, i) => `developer${i + 1}`)],
    horizon: 100,
    endowment: platform(150, 80),
    share: (players) => platform(0.3, 0.7 / (players - 1))(players),
    dependence: leaning,
    baseline: platform(45, 24),
    value: { theta: 25, gamma: 0.75 },
    trust: { building: 0.08, erosion: 0.25, damage: 0.45, decay: 0.02, amplification: 0.4, sensitivity: 1, start: 0.6 },
    end: 'exodus',
  },
  DynamicPartnerSelection: {
    about: 'Partners work together, and the standing of each is public.',
    players: 6,
    sizes: [2, 60],
    horizon: 50,
    endowment: 100,
    dependence: 0.4,
    baseline: 35,
    value: { theta: 18, gamma: 0.55 },
    trust: {
      ...{ building: 0.12, erosion: 0.35, damage: 0.6, decay: 0.015 },
      ...{ amplification: 0.45, sensitivity: 1.2, start: 0.5 },
    },
    special: 'standing',
  },
  SLCD: {
    about: 'Samsung and Sony make liquid crystal displays in a joint venture and sell televisions against each other.',
    players: 2,
    seats: () => ['samsung', 'sony'],
    horizon: 100,
    endowment: 100,
    share: [0.55, 0.45],
    dependence: dyad(0.64, 0.86),
    baseline: 30,
    value: { theta: 20, gamma: 0.65 },
    trust: {
      building: 0.08,
      erosion: 0.28,
      damage: 0.5,
      decay: 0.02,
      amplification: 0.45,
      sensitivity: 1,
      start: 0.65,
    },
  },
} as const satisfies Readonly<Record<string, Environment>>
