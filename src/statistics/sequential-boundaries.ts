import { normalCdf, normalDensity, normalQuantile, normalSurvival } from '../math/distributions.ts'
import { brentRoot, root } from './root.ts'

export type BoundaryName = 'Pocock' | "O'Brien-Fleming" | 'Pocock spending' | "O'Brien-Fleming spending"

export interface BoundaryOptions {
  /** How many looks, equally spaced, or the share of the final information at each look, the last 1. */
  readonly looks: number | readonly number[]
  /** The error of the first kind over all looks; .05 unless said. */
  readonly alpha?: number
  /** Two unless said. */
  readonly sides?: 1 | 2
  /** "O'Brien-Fleming spending" (Lan and DeMets) unless said. */
  readonly boundary?: BoundaryName
}

export interface Boundaries {
  readonly fractions: readonly number[]
  /** |z| (z, with one side) at which each look stops. */
  readonly critical: readonly number[]
  /** The same as p values, two-sided or one-sided as asked. */
  readonly nominal: readonly number[]
  /** The error of the first kind spent up to each look; the last is alpha. */
  readonly spent: readonly number[]
}

/** The places and Simpson weights over which the score is integrated at one look. */
interface Grid {
  readonly at: Float64Array
  readonly mass: Float64Array
}

const PANELS = 300
/** Standard deviations after which a normal density is taken for nothing. */
const FAR = 9

/** Simpson's rule over the region in which a look goes on, of a density. */
const gridOf = (low: number, high: number, density: (x: number) => number): Grid => {
  const at = new Float64Array(PANELS + 1)
  const mass = new Float64Array(PANELS + 1)
  const step = (high - low) / PANELS
  for (let i = 0; i <= PANELS; i++) {
    at[i] = low + i * step
    mass[i] = ((i === 0 || i === PANELS ? 1 : i % 2 ? 4 : 2) * step * density(at[i]!)) / 3
  }
  return { at, mass }
}

/** The probability that the score leaves at a look, from where it can be after the look before. */
const leaves = (before: Grid | null, sd: number, bound: number, drift: number, sides: 1 | 2): number => {
  const out = (from: number): number =>
    normalSurvival((bound - from - drift) / sd) + (sides === 2 ? normalCdf((-bound - from - drift) / sd) : 0)
  if (!before) return out(0)
  let total = 0
  for (let i = 0; i <= PANELS; i++) total += before.mass[i]! * out(before.at[i]!)
  return total
}

/** Where the score can be after a look that did not stop. */
const goesOn = (before: Grid | null, { sd, whole, bound, drift, driftSoFar, sides }: Step): Grid => {
  const far = FAR * whole
  const low = Math.max(sides === 2 ? -bound : Number.NEGATIVE_INFINITY, driftSoFar - far)
  const high = Math.min(bound, driftSoFar + far)
  return gridOf(low, Math.max(low, high), (x) => {
    if (!before) return normalDensity((x - drift) / sd) / sd
    let total = 0
    for (let i = 0; i <= PANELS; i++) total += before.mass[i]! * normalDensity((x - before.at[i]! - drift) / sd)
    return total / sd
  })
}

interface Step {
  readonly sd: number
  readonly whole: number
  readonly bound: number
  readonly drift: number
  readonly driftSoFar: number
  readonly sides: 1 | 2
}

/** Walks from look to look: `bound` says where each stops, and is told how to find the chance of leaving there. */
const walk = (
  fractions: readonly number[],
  drift: number,
  sides: 1 | 2,
  bound: (look: number, leaving: (z: number) => number) => number,
): { critical: number[]; leaving: number[] } => {
  let before: Grid | null = null
  const critical: number[] = []
  const leaving: number[] = []
  for (const [look, t] of fractions.entries()) {
    const gone = look > 0 ? fractions[look - 1]! : 0
    const sd = Math.sqrt(t - gone)
    const whole = Math.sqrt(t)
    const own = drift * (t - gone)
    const chance = (z: number): number => leaves(before, sd, z * whole, own, sides)
    const z = bound(look, chance)
    critical.push(z)
    leaving.push(chance(z))
    if (look < fractions.length - 1)
      before = goesOn(before, { sd, whole, bound: z * whole, drift: own, driftSoFar: drift * t, sides })
  }
  return { critical, leaving }
}

const fractionsOf = (looks: BoundaryOptions['looks']): readonly number[] => {
  if (typeof looks === 'number') {
    if (!(Number.isInteger(looks) && looks >= 1 && looks <= 100))
      throw new Error(`a group-sequential design has a whole number of looks from 1 to 100, not ${looks}`)
    return Array.from({ length: looks }, (_, k) => (k + 1) / looks)
  }
  const rising = looks.every((t, k) => t > (looks[k - 1] ?? 0) && t <= 1)
  if (!(looks.length > 0 && looks.length <= 100 && rising && looks.at(-1) === 1))
    throw new Error(`the looks are at rising shares of the information, from above 0 to 1; they were ${looks}`)
  return looks
}

/** The error that may be spent up to a share of the information (Lan and DeMets 1983). */
const spending: Readonly<Record<string, (t: number, alpha: number, sides: 1 | 2) => number>> = {
  "O'Brien-Fleming spending": (t, alpha, sides) =>
    2 * sides * normalSurvival(normalQuantile(1 - alpha / (2 * sides)) / Math.sqrt(t)),
  'Pocock spending': (t, alpha) => alpha * Math.log(1 + (Math.E - 1) * t),
}

/** The shape of a boundary that has one constant: z at a share of the information (Wang and Tsiatis 1987). */
const shapes: Readonly<Record<string, (t: number) => number>> = {
  Pocock: () => 1,
  "O'Brien-Fleming": (t) => 1 / Math.sqrt(t),
}

/** The names of the boundaries. */
export const boundaryNames = [...Object.keys(shapes), ...Object.keys(spending)] as readonly BoundaryName[]

/**
 * The boundaries of a group-sequential design: where |z| must be at each look to stop, such that the chance of a false
 * alarm over all looks is alpha. Pocock (1977), O'Brien and Fleming (1979), and their spending functions (Lan and DeMets
 * 1983), by recursive integration (Armitage, McPherson and Rowe 1969). R: `gsDesign::gsDesign` or `ldbounds`.
 */
export const sequentialBoundaries = (options: BoundaryOptions): Boundaries => {
  const { alpha = 0.05, sides = 2, boundary = "O'Brien-Fleming spending" } = options
  const fractions = fractionsOf(options.looks)
  if (!(alpha > 0 && alpha < 1)) throw new Error(`alpha is ${alpha}; it must lie between 0 and 1, as .05 does`)
  if (sides !== 1 && sides !== 2) throw new Error(`a boundary has 1 or 2 sides, not ${String(sides)}`)
  const spend = spending[boundary]
  const shape = shapes[boundary]
  if (!spend && !shape) throw new Error(`${String(boundary)} is no boundary; it is one of ${boundaryNames.join(', ')}`)
  const solved = spend
    ? walk(fractions, 0, sides, (look, leaving) => {
        const more = spend(fractions[look]!, alpha, sides) - (look > 0 ? spend(fractions[look - 1]!, alpha, sides) : 0)
        if (look === 0) return normalQuantile(1 - more / sides)
        return leaving(40) >= more ? 40 : root((z) => leaving(z) - more, -8, 40)
      })
    : (() => {
        const over = (c: number): number =>
          walk(fractions, 0, sides, (look) => c * shape!(fractions[look]!)).leaving.reduce((sum, p) => sum + p, 0)
        const least = normalQuantile(1 - alpha / sides)
        const c = fractions.length === 1 ? least : brentRoot((x) => over(x) - alpha, least, least + 3, 1e-10)
        return walk(fractions, 0, sides, (look) => c * shape!(fractions[look]!))
      })()
  let spent = 0
  return {
    fractions,
    critical: solved.critical,
    nominal: solved.critical.map((z) => sides * normalSurvival(z)),
    spent: solved.leaving.map((p) => (spent += p)),
  }
}

/**
 * The chance of stopping at each look where z has the mean `drift` at the end, and the share of the information that is
 * used on average. At a drift of 0 the chances sum to alpha; at the drift of an effect, to the power.
 */
export const stoppingChances = (
  { fractions, critical }: Pick<Boundaries, 'fractions' | 'critical'>,
  drift: number,
  sides: 1 | 2 = 2,
): { readonly chances: readonly number[]; readonly power: number; readonly information: number } => {
  if (!Number.isFinite(drift)) throw new Error(`the drift of a sequential design is ${drift}; it must be finite`)
  const { leaving } = walk(fractions, drift, sides, (look) => critical[look]!)
  const power = leaving.reduce((sum, p) => sum + p, 0)
  const early = leaving.slice(0, -1)
  return {
    chances: leaving,
    power,
    information: early.reduce((sum, p, k) => sum + p * fractions[k]!, 1 - early.reduce((sum, p) => sum + p, 0)),
  }
}
