/** The arithmetic of one common pool: how it grows, what effort takes, and what sanctions cost. */
export interface PoolConfig {
  readonly members: number
  /** The most the stock holds by itself (K). */
  readonly capacity: number
  /** Logistic growth per round (r). */
  readonly growth: number
  /** The share of the stock that one member takes at effort 1 (alpha). */
  readonly productivity: number
  /** What each member uses up every round (c). */
  readonly consumption: number
  /** What a point costs who gives it, and who gets it. */
  readonly cost: number
  readonly penalty: number
  /** How much of the standing lasts from round to round. */
  readonly memory: number
  /** Below this stock the pool is lost: nothing is taken and nothing grows. */
  readonly viability: number
}

/** What lasts, for any number of groups laid end to end: stocks by group, the rest by member (groups x members). */
export interface PoolBuffers {
  readonly stock: Float64Array
  readonly earnings: Float64Array
  /** W: the payoffs so far, older ones discounted by `memory`. */
  readonly standing: Float64Array
  /** Of the round that is being played. */
  readonly payoff: Float64Array
  /** By group: 1 where the stock was lost before this round, so that it stands still. */
  readonly lost: Uint8Array
}

/** Fresh buffers for some groups, each with this stock. */
export const poolBuffers = (members: number, groups: number, stock: number): PoolBuffers => ({
  stock: new Float64Array(groups).fill(stock),
  earnings: new Float64Array(groups * members),
  standing: new Float64Array(groups * members),
  payoff: new Float64Array(groups * members),
  lost: new Uint8Array(groups),
})

/**
 * Everyone harvests (efforts from 0 to 1, groups x members): `out` gets what each takes, alpha x effort x stock, or its
 * part of the whole stock where more is wanted than there is; payoffs get that less the consumption.
 */
export const harvest = (config: PoolConfig, buffers: PoolBuffers, efforts: Float64Array, out: Float64Array): void => {
  const { members, productivity, consumption, viability } = config
  const { stock, payoff, lost } = buffers
  for (let group = 0, from = 0; group < stock.length; group++, from += members) {
    const there = stock[group]!
    out.fill(0, from, from + members)
    lost[group] = there < viability ? 1 : 0
    if (lost[group]) continue
    let effort = 0
    for (let i = from; i < from + members; i++) effort += efforts[i]!
    const wanted = productivity * effort
    const rate = wanted > 1 ? there / effort : productivity * there
    let total = 0
    for (let i = from; i < from + members; i++) {
      out[i] = rate * efforts[i]!
      total += out[i]!
      payoff[i]! += out[i]! - consumption
    }
    stock[group] = Math.max(0, there - total)
  }
}

/** Sanctions of one round by member: payoffs lose cost x points given and penalty x points received. */
export const sanction = (
  { cost, penalty }: PoolConfig,
  { payoff }: PoolBuffers,
  given: Float64Array,
  received: Float64Array,
): void => {
  for (let i = 0; i < payoff.length; i++) payoff[i]! -= cost * given[i]! + penalty * received[i]!
}

/** Ends a round: what is left (S) grows to S + r S (1 - S / K), and payoffs enter earnings and standings. */
export const grow = (config: PoolConfig, buffers: PoolBuffers): void => {
  const { growth, capacity, memory } = config
  const { stock, earnings, standing, payoff, lost } = buffers
  for (let group = 0; group < stock.length; group++) {
    if (lost[group]) continue
    const left = stock[group]!
    stock[group] = Math.max(0, left + growth * left * (1 - left / capacity))
  }
  for (let i = 0; i < payoff.length; i++) {
    earnings[i]! += payoff[i]!
    standing[i] = memory * standing[i]! + payoff[i]!
  }
  payoff.fill(0)
}

/** How the members of all groups act: each fills typed arrays for all of them at once. */
export interface PoolPolicy {
  /** Fills the efforts of this round, from 0. */
  harvest(round: number, buffers: PoolBuffers, efforts: Float64Array): void
  /** Fills the points given and received (zeros when called); without it nobody is sanctioned. */
  sanction?(
    round: number,
    buffers: PoolBuffers,
    efforts: Float64Array,
    given: Float64Array,
    received: Float64Array,
  ): void
}

/** How many groups fared: rounds until the stock was lost (or all of them), stocks at the end, and all that was taken. */
export interface PoolOutcome {
  readonly survival: Int32Array
  readonly stock: Float64Array
  readonly harvested: Float64Array
  readonly earnings: Float64Array
}

/** Many independent groups over some rounds in memory; a group whose stock is lost stands still from there. */
export const batch = (
  config: PoolConfig,
  {
    groups,
    rounds,
    stock = config.capacity,
  }: { readonly groups: number; readonly rounds: number; readonly stock?: number },
  policy: PoolPolicy,
): PoolOutcome => {
  const { members } = config
  const buffers = poolBuffers(members, groups, stock)
  const [efforts, taken, given, received] = [0, 0, 0, 0].map(() => new Float64Array(groups * members)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const survival = new Int32Array(groups)
  const harvested = new Float64Array(groups)
  const isLost = (member: number): boolean => buffers.lost[Math.floor(member / members)] === 1
  for (let round = 0; round < rounds; round++) {
    policy.harvest(round, buffers, efforts)
    harvest(config, buffers, efforts, taken)
    for (let i = 0; i < taken.length; i++) harvested[Math.floor(i / members)]! += taken[i]!
    if (policy.sanction) {
      given.fill(0)
      received.fill(0)
      policy.sanction(round, buffers, efforts, given, received)
      for (let i = 0; i < taken.length; i++) if (isLost(i)) given[i] = received[i] = 0
      sanction(config, buffers, given, received)
    }
    grow(config, buffers)
    for (let group = 0; group < groups; group++) if (!buffers.lost[group]) survival[group] = round + 1
  }
  return { survival, harvested, stock: buffers.stock, earnings: buffers.earnings }
}
