import { solveLinear } from './linear-program.ts'
import { type MatrixGame, type Mixed, matrixGame, sizeOf } from './matrix-game.ts'

/** What a leader commits to, and what the follower then does. */
export interface Commitment {
  readonly strategy: Mixed
  /** The follower's action, the best for the leader among its best replies. */
  readonly reply: number
  readonly leader: number
  readonly follower: number
}

/**
 * The best mixed strategy for a player who commits first and is seen (strong Stackelberg equilibrium), by one linear
 * program for each action of the follower (Conitzer & Sandholm 2006). `leader` is 0 for the player of the rows (the
 * default), 1 for that of the columns. Ties of the follower fall to the leader's advantage.
 */
export const stackelberg = async (
  game: MatrixGame,
  { leader = 0 }: { readonly leader?: 0 | 1 } = {},
): Promise<Commitment> => {
  const { payoffs } = matrixGame(...game.payoffs)
  const [m, n] = sizeOf(game)
  if (leader !== 0 && leader !== 1) throw new Error(`the leader is player 0 or 1, not ${leader}`)
  const [own, other] = leader === 0 ? [m, n] : [n, m]
  const pay = (whose: 0 | 1, mine: number, theirs: number): number =>
    leader === 0 ? payoffs[whose][mine]![theirs]! : payoffs[whose][theirs]![mine]!
  const follower = leader === 0 ? 1 : 0
  const actions = Array.from({ length: own }, (_, i) => i)
  let best: Commitment | null = null
  for (let reply = 0; reply < other; reply++) {
    const rows = [{ coefficients: actions.map(() => 1), min: 1, max: 1 } as const].concat(
      Array.from({ length: other }, (_, instead) => ({
        coefficients: actions.map((i) => pay(follower, i, reply) - pay(follower, i, instead)),
        min: 0,
      })) as never,
    )
    const maximise = actions.map((i) => pay(leader, i, reply))
    const solved = await solveLinear(`commitment to meet reply ${reply}`, { maximise, rows }).catch((error: Error) => {
      // An action that is never a best reply leaves its program without a solution.
      if (/infeasible/i.test(error.message)) return null
      throw error
    })
    if (!solved || (best && solved.value <= best.leader + 1e-10)) continue
    const strategy = solved.x.map((p) => Math.max(0, p))
    const theirs = actions.reduce((sum, i) => sum + strategy[i]! * pay(follower, i, reply), 0)
    best = { strategy, reply, leader: solved.value, follower: theirs }
  }
  return best!
}
