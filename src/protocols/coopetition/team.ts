/** Team production with loyalty (TR-3): output omega (sum a)^beta, shared equally, at a cost of c for each unit of effort. */
export interface Team {
  readonly omega: number
  readonly beta: number
  readonly cost: number
  readonly players: number
  /** The most effort of one member. */
  readonly most: number
}

const raised = (base: number, { beta, most }: Team): number =>
  Math.min(most, beta === 1 ? (base > 1 ? most : 0) : base ** (1 / (1 - beta)))

/** The effort of each in the symmetric Nash equilibrium without loyalty (TR-3, proposition 1); at beta 1, a corner. */
export const nashEffort = (team: Team): number =>
  raised((team.omega * team.beta) / (team.cost * team.players ** (2 - team.beta)), team)

/** The effort of each that makes the sum of payoffs largest, shared equally. */
export const optimalEffort = (team: Team): number => {
  const { omega, beta, cost, players, most } = team
  if (beta === 1) return omega > cost ? most : 0
  return Math.min(most, ((omega * beta) / cost) ** (1 / (1 - beta)) / players)
}

/** The effort that the loyalty oracle takes for the equilibrium of members of some loyalty (Coopetition-Gym). */
export const loyalEffort = (team: Team, benefit: number, tolerance: number, loyalty: number): number => {
  const { omega, beta, cost, players: n } = team
  const inner = 1 + benefit * loyalty * (n - 1)
  return raised((omega * beta * inner) / (n * cost * (1 - tolerance * loyalty)), team)
}
