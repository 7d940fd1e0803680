import { mean, standardDeviation } from 'suasion/statistics'
import { cooperation, type Reciprocating } from './cooperation.ts'

const grid = {
  strength: [0.5, 0.875, 1.25, 1.625, 2],
  eta: [0.8, 1.1, 1.4, 1.7, 2],
  memory: [1, 5, 10, 15, 20],
  trust: [0.3, 0.45, 0.6, 0.75, 0.9],
} as const

/** How many configurations meet each criterion, and two summaries. */
export interface ReciprocitySweep {
  readonly configurations: number
  readonly emergence: number
  readonly punishment: number
  readonly forgiveness: number
  readonly asymmetry: number
  readonly trust: number
  readonly bounded: number
  /** How much stronger the more dependent answers: mean and standard deviation. */
  readonly ratio: number
  readonly ratioDeviation: number
  readonly final: number
}

const both = (trust: number): Reciprocating['trust'] => [
  [1, trust],
  [trust, 1],
]

/** The numbers that the criteria of TR-4 are swept over, but for memory. */
export interface Reciprocity {
  readonly rho: number
  readonly eta: number
  readonly kappa: number
  readonly lambda: number
  readonly trust: number
}

/** The criteria of one set of parameters; forgiveness counts the memories, which nothing else reads. */
export const judge = ({ rho, eta, kappa, lambda, trust }: Reciprocity, memories: readonly number[]) => {
  const setting = {
    ...{ rho, eta, kappa, lambda, omega: 0.6, adjustment: 0.15, decay: 0.01, acts: [0.5, 0.5], baselines: [0.3, 0.3] },
    dependence: [
      [0, 0.8],
      [0.4, 0],
    ],
  }
  const calm = cooperation({ ...setting, trust: both(trust) }, 30)
  const struck = cooperation({ ...setting, trust: both(trust), shocks: { 10: { 1: { set: 0.1 } } } }, 100)
  const [undisturbed, after] = [calm, struck].map(({ acts }) => acts.map(([first]) => first!)) as [number[], number[]]
  let loss = 0
  for (let t = 11; t < 60; t++) loss += Math.max(0, undisturbed[Math.min(t, 30)]! - after[t]!)
  const shaken = calm.trust[15]![0]![1]! - struck.trust[15]![0]![1]!
  const forgiven = (memory: number): boolean => {
    const h = Math.min(20 + 2 * memory, 90)
    const now = after[h]!
    const rising = now - after[Math.max(h - 10, 15)]! > 0.001 && now > 0.35
    const lowest = Math.min(...after.slice(11, Math.min(40, h)))
    return now > 0.5 * undisturbed[Math.min(h, 30)]! || rising || now > lowest + 0.02
  }
  const level = (start: number): number =>
    mean(
      cooperation({ ...setting, trust: both(start) }, 20)
        .acts.slice(3)
        .flat(),
    )
  const ratio = Math.abs(calm.first[0]![1]! / calm.first[1]![0]!)
  const final = mean(calm.acts[30]!)
  return {
    ...{ ratio, final, emergence: final > 0.53, punishment: loss > 0.005 || shaken > 0.01, asymmetry: ratio > 1.5 },
    forgiveness: memories.filter(forgiven).length,
    trust: level(0.9) > level(0.3) + 0.005,
    bounded: calm.largest <= rho * 0.8 ** eta + 1e-10,
  }
}

/** The 15,625 configurations of TR-4: 3,125 settings, each with five memories that only the look at forgiveness reads. */
export const reciprocitySweep = (): ReciprocitySweep => {
  const all = grid.strength.flatMap((rho) =>
    grid.eta.flatMap((eta) =>
      grid.strength.flatMap((kappa) =>
        grid.strength.flatMap((lambda) =>
          grid.trust.map((trust) => judge({ rho, eta, kappa, lambda, trust }, grid.memory)),
        ),
      ),
    ),
  )
  const memories = grid.memory.length
  const count = (name: 'emergence' | 'punishment' | 'asymmetry' | 'trust' | 'bounded'): number =>
    memories * all.filter((each) => each[name]).length
  const ratios = all.map(({ ratio }) => ratio)
  return {
    configurations: memories * all.length,
    ...{ emergence: count('emergence'), punishment: count('punishment'), asymmetry: count('asymmetry') },
    ...{ trust: count('trust'), bounded: count('bounded') },
    forgiveness: all.reduce((sum, each) => sum + each.forgiveness, 0),
    ...{ ratio: mean(ratios), ratioDeviation: standardDeviation(ratios), final: mean(all.map(({ final }) => final)) },
  }
}
