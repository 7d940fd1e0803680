/** The points of the grid on which a density over reliability is kept: the middles of 50 equal parts of [0, 1]. */
export const GRID: readonly number[] = Array.from({ length: 50 }, (_, i) => (i + 0.5) / 50)

/** A credence in a proposition, and a density over the reliability of one source, as masses on {@link GRID}. */
export type Credence = {
  readonly credence: number
  readonly trust: readonly number[]
}

/** The masses of Beta(a, b) on the grid. */
export const betaTrust = (a: number, b: number): readonly number[] => {
  const mass = GRID.map((x) => x ** (a - 1) * (1 - x) ** (b - 1))
  const total = mass.reduce((sum, m) => sum + m, 0)
  return mass.map((m) => m / total)
}

/** The expected reliability under a density on the grid. */
export const expectedTrust = (trust: readonly number[]): number => {
  let mean = 0
  for (let i = 0; i < GRID.length; i++) mean += trust[i]! * GRID[i]!
  return mean
}

/**
 * One report (Olsson & Angere's Laputa): credence c becomes c Et / (c Et + (1 - c)(1 - Et)), and the density at
 * reliability x is multiplied by x c + (1 - x)(1 - c); for a report of the opposite, c is 1 - c. Credence is kept
 * in [.001, .999].
 */
export const hearLaputa = ({ credence, trust }: Credence, saysTrue: boolean): Credence => {
  const c = saysTrue ? credence : 1 - credence
  const mean = expectedTrust(trust)
  const heard = (c * mean) / (c * mean + (1 - c) * (1 - mean))
  let total = 0
  const next = trust.map((mass, i) => {
    const likely = mass * (GRID[i]! * c + (1 - GRID[i]!) * (1 - c))
    total += likely
    return likely
  })
  const after = saysTrue ? heard : 1 - heard
  return { credence: Math.min(0.999, Math.max(0.001, after)), trust: next.map((mass) => mass / total) }
}
