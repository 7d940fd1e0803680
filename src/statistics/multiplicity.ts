const checkP = (p: readonly number[]): void => {
  const bad = p.findIndex((value) => !(value >= 0 && value <= 1))
  if (bad >= 0) throw new Error(`p value ${bad} is ${p[bad]}; it must lie in [0, 1]`)
}

const ascending = (p: readonly number[]): number[] => p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!)

/** Holm's adjusted p values, in the order given: for a family of confirmatory contrasts (R `p.adjust(p, 'holm')`). */
export const holm = (p: readonly number[]): number[] => {
  checkP(p)
  const adjusted = new Array<number>(p.length)
  let most = 0
  for (const [rank, i] of ascending(p).entries()) {
    most = Math.max(most, (p.length - rank) * p[i]!)
    adjusted[i] = Math.min(1, most)
  }
  return adjusted
}

/** Benjamini and Hochberg's adjusted p values, in the order given: for a screen (R `p.adjust(p, 'BH')`). */
export const benjaminiHochberg = (p: readonly number[]): number[] => {
  checkP(p)
  const adjusted = new Array<number>(p.length)
  let least = 1
  for (const [rank, i] of [...ascending(p).entries()].reverse()) {
    least = Math.min(least, (p.length / (rank + 1)) * p[i]!)
    adjusted[i] = least
  }
  return adjusted
}
