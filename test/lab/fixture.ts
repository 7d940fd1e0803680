import { type AnyMind, closingOf, type Design, scene, study } from 'suasion'
import { equilibrium, honest, kuhnPoker } from 'suasion/protocols/kuhn-poker'

/** Every trial at once, `size` of them. */
const plain = (size: number): Design<{ ante: readonly [1] }> => ({
  name: 'plain',
  factors: { ante: [1] },
  size,
  resize: plain,
  next: (finished, running) => {
    const known = new Set([
      ...finished.map(({ trial }) => trial.replicate),
      ...running.map(({ replicate }) => replicate),
    ])
    return Array.from({ length: size }, (_, i) => ({
      condition: { ante: 1 as const },
      replicate: i,
      pair: String(i),
    })).filter(({ replicate }) => !known.has(replicate))
  },
})

/** A small study of Kuhn poker, for tests of the lab. */
export const pokerStudy = (size = 20) =>
  study({
    name: 'kuhn-1950-test',
    title: 'A test',
    cite: 'Kuhn 1950',
    question: 'What is the game worth?',
    estimand: 'the mean payoff of the first player',
    design: plain(size),
    cast: { first: equilibrium() as AnyMind, second: honest() as AnyMind },
    scene: (_condition, cast) => scene(kuhnPoker, { minds: { first: cast.first, second: cast.second } }),
    instruments: [
      {
        name: 'gain',
        columns: { gain: 'payoff of the first player' },
        read: (episode) => ({ gain: closingOf(episode).payoff!['first']! }),
      },
    ],
    published: {
      'value of the game': {
        value: -1 / 18,
        claim: 'formal',
        source: 'Kuhn 1950',
        origin: 'exact',
        population: 'equilibrium play',
        scale: 'difference',
        margin: 0.01,
      },
    },
    estimates: (rows) => ({
      'value of the game': rows.length
        ? { value: rows.reduce((sum, row) => sum + row.gain, 0) / rows.length, n: rows.length, estimator: 'mean' }
        : null,
    }),
    limits: ['a test'],
  })

/** A mind that answers after a moment, and counts how often it was asked. */
export const slow = (of: AnyMind, milliseconds = 1): { mind: AnyMind; asked: () => number } => {
  let count = 0
  const mind: AnyMind = {
    ...of,
    name: `slow ${of.name}`,
    decide: async (seen, kept) => {
      count++
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      return of.decide(seen, kept)
    },
  }
  return { mind, asked: () => count }
}
