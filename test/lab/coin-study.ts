import { type AnyMind, type Design, type Plan, scene, study } from 'suasion'
import { between } from 'suasion/designs'
import { equilibrium, honest, kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { differenceOfProportions, type Outcome, proportion } from 'suasion/statistics'

export const arms = { arm: ['plain', 'kind'] } as const

export const coinPlan: Plan = {
  primary: {
    'kind against plain': {
      says: 'kindness raises the share',
      outcome: 'yes',
      treated: { arm: 'kind' },
      control: { arm: 'plain' },
    },
  },
  family: ['kind against plain', 'share'],
  exclusions: ['nobody'],
  stopping: 'after all trials of the design',
}

/** The difference of the shares of yes between the arms, with its standard error. */
export const kindness = (rows: readonly Readonly<Record<string, unknown>>[]) => {
  const of = (arm: string) => rows.filter((row) => row['arm'] === arm)
  const hits = (arm: string) => of(arm).filter(({ yes }) => yes as Outcome).length
  const [n1, n0] = [of('kind').length, of('plain').length]
  if (n1 < 2 || n0 < 2) return null
  const [p1, p0] = [hits('kind') / n1, hits('plain') / n0]
  const se = Math.sqrt((p1 * (1 - p1)) / n1 + (p0 * (1 - p0)) / n0)
  if (!(se > 0)) return null
  return { ...differenceOfProportions([hits('kind'), n1], [hits('plain'), n0]), se }
}

/** A study whose outcome is a coin that falls by the cards, and in the kind arm more often: for tests of plans and power. */
export const coinStudy = (
  options: { readonly design?: Design; readonly plan?: Plan | null; readonly lift?: number } = {},
) => {
  const { plan = coinPlan, lift = 0 } = options
  return study({
    name: 'coin-2026-test',
    title: 'A coin',
    cite: 'A test',
    question: 'Does it fall more often where one is kind?',
    estimand: 'the difference of the shares of yes',
    design: (options.design ?? between(arms, { n: 60 })) as Design<typeof arms>,
    cast: { first: equilibrium() as AnyMind, second: honest() as AnyMind },
    scene: (_condition, cast) => scene(kuhnPoker, { minds: { first: cast.first, second: cast.second } }),
    instruments: [
      {
        name: 'coin',
        columns: { yes: 'how it fell' },
        measures: { yes: { kind: 'binary', lasting: true } },
        read: (episode) => {
          const { key } = episode[0] as { readonly key: string }
          // The cards are no coin: a number from the name of the episode is.
          let hash = 7
          for (const character of key) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0
          hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0
          hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39) >>> 0
          const u = ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32
          return { yes: u < 0.4 + (key.includes('arm=kind') ? lift : 0) }
        },
      },
    ],
    published: {
      'kind against plain': {
        value: 0.3,
        interval: [0.1, 0.5],
        claim: 'people',
        source: 'nowhere',
        origin: 'published',
        population: 'nobody',
        scale: 'difference',
        margin: 0.1,
      },
    },
    estimates: (rows) => ({
      'kind against plain': kindness(rows),
      share: rows.length ? proportion(rows.filter(({ yes }) => yes).length, rows.length) : null,
    }),
    ...(plan && { plan }),
    limits: ['a test'],
  })
}
