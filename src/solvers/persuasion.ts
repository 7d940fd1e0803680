import { concaveClosure } from './concave-closure.ts'
import { solveLinear } from './linear-program.ts'
import { checkMatrix, checkMixed, type Matrix } from './matrix-game.ts'

/** A problem of Bayesian persuasion: payoffs by state (rows) and the receiver's action (columns). */
export interface PersuasionProblem {
  readonly prior: readonly number[]
  readonly sender: Matrix
  readonly receiver: Matrix
}

/** A signalling scheme, and what it brings the sender. */
export interface Signalling {
  readonly value: number
  /** The chance of each signal, by state. */
  readonly scheme: Matrix
  /**
   * For each signal the action it leads to, its chance, and what the receiver then believes of the states (null where
   * it never comes).
   */
  readonly signals: readonly {
    readonly action: number
    readonly chance: number
    readonly posterior: readonly number[] | null
  }[]
}

const check = ({ prior, sender, receiver }: PersuasionProblem): void => {
  checkMatrix(sender, "the sender's payoffs")
  checkMatrix(receiver, "the receiver's payoffs")
  checkMixed(prior, sender.length, 'the prior')
  if (sender.length !== receiver.length || sender[0]!.length !== receiver[0]!.length)
    throw new Error(
      `the sender's payoffs are ${sender.length} x ${sender[0]!.length} and the receiver's ${receiver.length} x ${receiver[0]!.length}; they need the same shape`,
    )
}

const described = (prior: readonly number[], scheme: Matrix, actions: readonly number[]): Signalling['signals'] =>
  actions.map((action, signal) => {
    const joint = prior.map((p, state) => p * scheme[state]![signal]!)
    const chance = joint.reduce((sum, p) => sum + p, 0)
    return { action, chance, posterior: chance > 1e-12 ? joint.map((p) => p / chance) : null }
  })

/**
 * The sender's best signalling scheme by linear programming: each signal recommends an action, and the receiver does
 * best to follow (obedience; Kamenica & Gentzkow 2011, Bergemann & Morris 2016). Any finite number of states and
 * actions; ties of the receiver fall to the sender. Throws on payoffs of different shapes and a prior that is none.
 */
export const optimalSignals = async (problem: PersuasionProblem): Promise<Signalling> => {
  check(problem)
  const { prior, sender, receiver } = problem
  const [states, actions] = [sender.length, sender[0]!.length]
  const at = (value: (state: number, action: number) => number): number[] =>
    Array.from({ length: states * actions }, (_, k) => value(Math.floor(k / actions), k % actions))
  const rows: { coefficients: number[]; min: number; max?: number }[] = []
  for (let told = 0; told < actions; told++)
    for (let other = 0; other < actions; other++) {
      if (other === told) continue
      const better = (state: number) => prior[state]! * (receiver[state]![told]! - receiver[state]![other]!)
      rows.push({ coefficients: at((state, action) => (action === told ? better(state) : 0)), min: 0 })
    }
  for (let state = 0; state < states; state++)
    rows.push({ coefficients: at((own) => (own === state ? 1 : 0)), min: 1, max: 1 })
  const { value, x } = await solveLinear('the persuasion problem', {
    maximise: at((state, action) => prior[state]! * sender[state]![action]!),
    rows,
  })
  const scheme = sender.map((_, state) => x.slice(state * actions, (state + 1) * actions).map((p) => Math.max(0, p)))
  return { value, scheme, signals: described(prior, scheme, [...sender[0]!.keys()]) }
}

/**
 * What the sender gets where the receiver believes `belief` and does what is best for itself; ties fall to the sender.
 */
export const senderValue = (
  problem: PersuasionProblem,
  belief: readonly number[],
): { value: number; action: number } => {
  const mean = (payoffs: Matrix, action: number) =>
    belief.reduce((sum, p, state) => sum + p * payoffs[state]![action]!, 0)
  const actions = [...problem.sender[0]!.keys()]
  const own = actions.map((action) => mean(problem.receiver, action))
  const best = Math.max(...own)
  const near = 1e-9 * Math.max(1, ...problem.receiver.flat().map(Math.abs))
  const found = { value: Number.NEGATIVE_INFINITY, action: -1 }
  for (const action of actions) {
    const value = mean(problem.sender, action)
    if (own[action]! >= best - near && value > found.value) Object.assign(found, { value, action })
  }
  return found
}

/**
 * The sender's best scheme with two states, exactly, by concavification (Kamenica & Gentzkow 2011): the concave closure
 * of `senderValue` at the prior, which is linear between the beliefs at which the receiver is indifferent. One signal
 * or two. Throws where there are not two states: `optimalSignals` takes any number.
 */
export const concavification = (problem: PersuasionProblem): Signalling => {
  check(problem)
  const { prior, receiver } = problem
  if (prior.length !== 2)
    throw new Error(`concavification is exact with 2 states, and this problem has ${prior.length}; use optimalSignals`)
  const [zero, one] = receiver as [readonly number[], readonly number[]]
  const beliefs = [0, 1, prior[1]!]
  for (const a of zero.keys())
    for (let b = 0; b < a; b++) {
      const [low, high] = [zero[a]! - zero[b]!, one[a]! - one[b]!]
      const crossing = low / (low - high)
      if (crossing > 0 && crossing < 1) beliefs.push(crossing)
    }
  const closure = concaveClosure(beliefs.map((p) => [p, senderValue(problem, [1 - p, p]).value]))
  const [p, silent] = [prior[1]!, senderValue(problem, prior).value]
  const parts = silent >= closure.at(p) - 1e-12 ? [{ x: p, value: silent, weight: 1 }] : closure.split(p)
  const chance = (state: number, p: number, weight: number) => {
    const [before, after] = state === 1 ? [prior[1]!, p] : [prior[0]!, 1 - p]
    return before > 0 ? (weight * after) / before : weight
  }
  const scheme = [0, 1].map((state) => parts.map(({ x, weight }) => chance(state, x, weight)))
  const actions = parts.map(({ x }) => senderValue(problem, [1 - x, x]).action)
  return { value: closure.at(p), scheme, signals: described(prior, scheme, actions) }
}
