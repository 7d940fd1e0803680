/** One ordered pair: how far one trusts the other, and how damaged the other's reputation is with it. */
export interface Bond {
  readonly trust: number
  readonly damage: number
}

/** The rates of TR-2: lambda+, lambda-, mu, delta and xi. */
export interface Rates {
  readonly building: number
  readonly erosion: number
  readonly damage: number
  readonly decay: number
  readonly amplification: number
}

export interface Law {
  /** 'current': towards the ceiling; 'before 2026': towards 1, at a rate times the ceiling. */
  readonly rule?: 'current' | 'before 2026'
  /** The ceiling at some damage; 1 - damage unless said. */
  readonly ceiling?: (damage: number) => number
  /** Whether trust above a ceiling that fell is cut to it at once. */
  readonly cut?: boolean
}

const clip = (x: number, most: number): number => (x < 0 ? 0 : x > most ? most : x)

/** One signal (above 0 good, below bad) moves a bond (TR-2, equations 8 to 11). The validation suites of TR-2 do not cut; those of TR-4 do. */
export const moved = (bond: Bond, signal: number, dependence: number, rates: Rates, law: Law = {}): Bond => {
  const { rule = 'current', ceiling = (damage: number) => 1 - damage, cut = false } = law
  const most = Math.max(0, ceiling(bond.damage))
  const { trust, damage } = bond
  const change =
    signal > 0
      ? rates.building * signal * (rule === 'current' ? Math.max(0, most - trust) : (1 - trust) * most)
      : rates.erosion * signal * trust * (1 + rates.amplification * dependence)
  const wear = signal < 0 ? -rates.damage * signal * (1 - damage) : -rates.decay * damage
  return { trust: clip(trust + change, cut ? most : 1), damage: clip(damage + wear, 1) }
}
