/** The arithmetic of one public good: how many share it, and what a token is worth where. */
export interface GoodsConfig {
  readonly players: number
  readonly endowment: number
  /** What a contributed token grows to before it is split over all. */
  readonly multiplier: number
  /** What a point of punishment costs who gives it, and who gets it. */
  readonly cost: number
  readonly fine: number
}

/** What lasts from round to round, for any number of groups laid end to end. */
export interface GoodsBuffers {
  /** So far, by member: groups x players. */
  readonly earnings: Float64Array
  /** Contributed in the last round, by group. */
  readonly totals: Float64Array
}

/** Fresh buffers for some groups. */
export const goodsBuffers = (players: number, groups = 1): GoodsBuffers => ({
  earnings: new Float64Array(groups * players),
  totals: new Float64Array(groups),
})

/**
 * One round of contributions (groups x players): `out` gets what each member earns in it,
 * endowment - own + multiplier / players x total, and the buffers what lasts.
 */
export const step = (config: GoodsConfig, buffers: GoodsBuffers, acts: Float64Array, out: Float64Array): void => {
  const { players, endowment, multiplier } = config
  const { earnings, totals } = buffers
  const rate = multiplier / players
  for (let group = 0, from = 0; group < totals.length; group++, from += players) {
    let total = 0
    for (let i = from; i < from + players; i++) total += acts[i]!
    totals[group] = total
    const back = endowment + rate * total
    for (let i = from; i < from + players; i++) {
      const earned = back - acts[i]!
      out[i] = earned
      earnings[i]! += earned
    }
  }
}

/**
 * One stage of punishment. `points` holds players x players numbers per group, a row for each giver; `out` gets what
 * each member loses by it: cost x points given + fine x points received. Nothing stops at zero.
 */
export const punish = (config: GoodsConfig, buffers: GoodsBuffers, points: Float64Array, out: Float64Array): void => {
  const { players, cost, fine } = config
  const { earnings, totals } = buffers
  for (let group = 0; group < totals.length; group++) {
    const from = group * players
    out.fill(0, from, from + players)
    for (let giver = 0; giver < players; giver++) {
      const row = (from + giver) * players
      for (let taker = 0; taker < players; taker++) {
        const given = points[row + taker]!
        out[from + giver]! += cost * given
        out[from + taker]! += fine * given
      }
    }
    for (let i = from; i < from + players; i++) earnings[i]! -= out[i]!
  }
}

/** How the members of all groups act: each fills a typed array for all of them at once. */
export interface GoodsPolicy {
  /** Fills `acts` (groups x players) for this round, from 0; `last` and `totals` are of the round before, zeros at first. */
  contribute(round: number, last: Float64Array, totals: Float64Array, acts: Float64Array): void
  /** Fills `points` (groups x players x players, zeros when called); without it nobody is punished. */
  punish?(round: number, acts: Float64Array, points: Float64Array): void
}

/** Many independent groups over some rounds in memory: what each member earned, and the mean contribution of each round. */
export const batch = (
  config: GoodsConfig,
  groups: number,
  rounds: number,
  policy: GoodsPolicy,
): { readonly earnings: Float64Array; readonly means: Float64Array } => {
  const { players } = config
  const members = groups * players
  const buffers = goodsBuffers(players, groups)
  const means = new Float64Array(rounds)
  const points = new Float64Array(policy.punish ? members * players : 0)
  const out = new Float64Array(members)
  let last = new Float64Array(members)
  let acts = new Float64Array(members)
  for (let round = 0; round < rounds; round++) {
    policy.contribute(round, last, buffers.totals, acts)
    step(config, buffers, acts, out)
    if (policy.punish) {
      points.fill(0)
      policy.punish(round, acts, points)
      punish(config, buffers, points, out)
    }
    let sum = 0
    for (let group = 0; group < groups; group++) sum += buffers.totals[group]!
    means[round] = sum / members
    const spare = last
    last = acts
    acts = spare
  }
  return { earnings: buffers.earnings, means }
}

/** A plain list, by index: an iterator over 40 numbers costs more than the round itself. */
export const listOf = (values: Float64Array): number[] => {
  const list = new Array<number>(values.length)
  for (let i = 0; i < values.length; i++) list[i] = values[i]!
  return list
}
