import { endingValues, planOf } from './extensive/sequences.ts'
import { guarantee, type Player, type TreeGame, type TreeStrategy } from './tree.ts'

export interface CfrVariant {
  /** 'cfr+' forgets negative regret and weights iteration t with t in the average; 'cfr' weights all alike. Default 'cfr'. */
  readonly variant?: 'cfr' | 'cfr+'
  /** One player learns at a time and the next meets what it learnt (default), or all learn at once. */
  readonly alternating?: boolean
}

export interface CfrOptions extends CfrVariant {
  readonly iterations: number
  /** Where an earlier run stood, to go on from; its variant is kept. */
  readonly from?: CfrState
  /** Called every `every` iterations (default: a hundredth of them all); returning false stops. */
  readonly onProgress?: (solver: Cfr) => unknown
  readonly every?: number
}

/** Where a run stands, as plain data. */
export interface CfrState {
  readonly protocol: string
  readonly variant: 'cfr' | 'cfr+'
  readonly alternating: boolean
  readonly iterations: number
  /** By player and sequence. */
  readonly regrets: readonly (readonly number[])[]
  readonly sums: readonly (readonly number[])[]
}

/** Regret minimisation that is under way. */
export interface Cfr {
  readonly game: TreeGame
  readonly iterations: number
  /** Does so many iterations more. */
  run(iterations: number): void
  /** The average over all iterations: what converges. */
  average(): TreeStrategy
  /** What would be played in the next iteration. */
  current(): TreeStrategy
  save(): CfrState
}

export interface CfrSolution {
  /** The average strategy. */
  readonly strategy: TreeStrategy
  readonly iterations: number
  /** What the mathematics promises for this game. */
  readonly guarantee: string
  readonly state: CfrState
}

/**
 * Counterfactual regret minimisation (Zinkevich et al. 2007; CFR+: Tammelin 2014) over the sequence form, with regrets,
 * averages and alternation as OpenSpiel defines them.
 */
export const cfr = (game: TreeGame, options: CfrOptions): CfrSolution => {
  const { iterations, from, onProgress, every = Math.max(1, Math.ceil(iterations / 100)) } = options
  whole('iterations', iterations)
  whole('every', every)
  const solver = startCfr(game, options, from)
  for (let left = iterations; left > 0; left -= every) {
    solver.run(Math.min(every, left))
    if (onProgress?.(solver) === false) break
  }
  return { strategy: solver.average(), iterations: solver.iterations, guarantee: guarantee(game), state: solver.save() }
}

const whole = (name: string, value: number): void => {
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`${name} must be a whole number of at least 1, not ${value}`)
}

/** Begins regret minimisation, or goes on from where it stood; the caller says how far with `run`. */
export const startCfr = (
  game: TreeGame,
  { variant = 'cfr', alternating = true }: CfrVariant = {},
  from: CfrState | null = null,
): Cfr => {
  if (variant !== 'cfr' && variant !== 'cfr+') throw new Error(`the variants are cfr and cfr+, not ${variant}`)
  if (from) checkState(game, from)
  const plus = (from?.variant ?? variant) === 'cfr+'
  const inTurn = from?.alternating ?? alternating
  let iterations = from?.iterations ?? 0
  const learners = game.players.map((player, i) => learner(player, from?.regrets[i], from?.sums[i]))
  const plans = learners.map(({ plan }) => plan)
  const against = learners.map((_, i) => plans.toSpliced(i, 1))
  const iterate = (weight: number): void => {
    for (let i = 0; i < learners.length; i++) {
      const { player, values } = learners[i]!
      endingValues(player, against[i]!, values)
      if (inTurn) learn(learners[i]!, weight, plus)
    }
    if (!inTurn) for (const each of learners) learn(each, weight, plus)
  }
  return {
    game,
    get iterations() {
      return iterations
    },
    run: (more) => {
      whole('iterations', more)
      for (const end = iterations + more; iterations < end; ) {
        iterations++
        iterate(plus ? iterations : 1)
      }
    },
    average: () => learners.map(({ player, sums }) => normalised(player, sums)),
    current: () => learners.map(({ probabilities }) => probabilities.slice()),
    save: () => ({
      protocol: game.protocol,
      variant: plus ? 'cfr+' : 'cfr',
      alternating: inTurn,
      iterations,
      regrets: learners.map(({ regrets }) => [...regrets]),
      sums: learners.map(({ sums }) => [...sums]),
    }),
  }
}

interface Learner {
  readonly player: Player
  readonly regrets: Float64Array
  /** Of its plans, weighted. */
  readonly sums: Float64Array
  readonly probabilities: Float64Array
  readonly plan: Float64Array
  readonly values: Float64Array
}

const learner = (player: Player, regrets?: readonly number[], sums?: readonly number[]): Learner => {
  const size = player.first[player.after.length]!
  const made: Learner = {
    player,
    regrets: Float64Array.from(regrets ?? new Float64Array(size)),
    sums: Float64Array.from(sums ?? new Float64Array(size)),
    probabilities: new Float64Array(size),
    plan: new Float64Array(size),
    values: new Float64Array(size),
  }
  made.probabilities[0] = 1
  for (let set = player.after.length - 1; set >= 0; set--)
    match(made.regrets, made.probabilities, player.first[set]!, player.first[set + 1]!)
  planOf(player, made.probabilities, made.plan)
  return made
}

/** Regret matching: each act in proportion to its positive regret, or all alike where none has any. */
const match = (regrets: Float64Array, probabilities: Float64Array, low: number, high: number): void => {
  let total = 0
  for (let s = low; s < high; s++) {
    const positive = regrets[s]! > 0 ? regrets[s]! : 0
    probabilities[s] = positive
    total += positive
  }
  share(probabilities, low, high, total)
}

const share = (probabilities: Float64Array, low: number, high: number, total: number): void => {
  if (total > 0 && high - low === 2) {
    probabilities[low] = probabilities[low]! / total
    probabilities[low + 1] = 1 - probabilities[low]!
  } else if (total > 0) {
    const scale = 1 / total
    for (let s = low; s < high; s++) probabilities[s]! *= scale
  } else probabilities.fill(1 / (high - low), low, high)
}

/** One step of one player: regrets from the last set to the first, then what it plays next and how likely it comes where. */
const learn = (
  { player, regrets, sums, probabilities, plan, values }: Learner,
  weight: number,
  plus: boolean,
): void => {
  const { after, first } = player
  const floor = plus ? 0 : -Infinity
  let high = values.length | 0
  for (let set = (after.length | 0) - 1; set >= 0; set--) {
    const low = first[set]!
    let value = 0
    if (high - low === 2) {
      // The commonest decision, unrolled: a third off the time of an iteration.
      const last = low + 1
      const one = values[low]!
      const two = values[last]!
      value = probabilities[low]! * one + probabilities[last]! * two
      sums[low]! += weight * plan[low]!
      sums[last]! += weight * plan[last]!
      const regretOne = regrets[low]! + one - value
      const regretTwo = regrets[last]! + two - value
      regrets[low] = regretOne > floor ? regretOne : floor
      regrets[last] = regretTwo > floor ? regretTwo : floor
      const positive = regretOne > 0 ? regretOne : 0
      const total = positive + (regretTwo > 0 ? regretTwo : 0)
      const chance = total > 0 ? positive / total : 0.5
      probabilities[low] = chance
      probabilities[last] = 1 - chance
    } else if (high - low === 3) {
      // The same for three.
      const middle = low + 1
      const last = low + 2
      const one = values[low]!
      const two = values[middle]!
      const three = values[last]!
      value = probabilities[low]! * one + probabilities[middle]! * two + probabilities[last]! * three
      sums[low]! += weight * plan[low]!
      sums[middle]! += weight * plan[middle]!
      sums[last]! += weight * plan[last]!
      const regretOne = regrets[low]! + one - value
      const regretTwo = regrets[middle]! + two - value
      const regretThree = regrets[last]! + three - value
      regrets[low] = regretOne > floor ? regretOne : floor
      regrets[middle] = regretTwo > floor ? regretTwo : floor
      regrets[last] = regretThree > floor ? regretThree : floor
      const positiveOne = regretOne > 0 ? regretOne : 0
      const positiveTwo = regretTwo > 0 ? regretTwo : 0
      const positiveThree = regretThree > 0 ? regretThree : 0
      const total = positiveOne + positiveTwo + positiveThree
      const scale = 1 / total
      probabilities[low] = total > 0 ? positiveOne * scale : 1 / 3
      probabilities[middle] = total > 0 ? positiveTwo * scale : 1 / 3
      probabilities[last] = total > 0 ? positiveThree * scale : 1 / 3
    } else {
      for (let s = low; s < high; s++) value += probabilities[s]! * values[s]!
      let total = 0
      for (let s = low; s < high; s++) {
        sums[s]! += weight * plan[s]!
        const regret = regrets[s]! + values[s]! - value
        regrets[s] = regret > floor ? regret : floor
        const positive = regret > 0 ? regret : 0
        probabilities[s] = positive
        total += positive
      }
      share(probabilities, low, high, total)
    }
    values[after[set]!]! += value
    high = low
  }
  planOf(player, probabilities, plan)
}

const normalised = ({ after, first }: Player, sums: Float64Array): Float64Array => {
  const probabilities = new Float64Array(sums.length)
  probabilities[0] = 1
  for (let set = 0; set < after.length; set++) match(sums, probabilities, first[set]!, first[set + 1]!)
  return probabilities
}

const checkState = (game: TreeGame, { protocol, regrets, sums, iterations }: CfrState): void => {
  if (protocol !== game.protocol)
    throw new Error(`the run to go on from is of ${protocol}, and the game of ${game.protocol}`)
  const sizes = game.players.map(({ after, first }) => first[after.length]!)
  for (const lists of [regrets, sums])
    if (
      lists.length !== sizes.length ||
      lists.some((list, i) => list.length !== sizes[i] || !list.every(Number.isFinite))
    )
      throw new Error(`the run to go on from does not fit ${protocol}: it was of other parameters, or is damaged`)
  if (!Number.isSafeInteger(iterations) || iterations < 0)
    throw new Error(`the run to go on from has made ${iterations} iterations`)
}
