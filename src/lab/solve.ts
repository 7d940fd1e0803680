import { setImmediate } from 'node:timers/promises'
import type { AnyProtocol, SeatId } from '../core/index.ts'
import {
  backwardInduction,
  bestResponse,
  type CompileOptions,
  compileInSteps,
  type Deviation,
  deviations,
  guarantee,
  hiddenDecision,
  readStrategy,
  type StoredStrategy,
  startCfr,
  storeStrategy,
  type TreeGame,
  type TreeStrategy,
  uniformStrategy,
} from '../solvers/index.ts'
import { Misuse } from './misuse.ts'

export const METHODS = ['cfr', 'cfr+', 'backward', 'best-response'] as const
export type Method = (typeof METHODS)[number]

export interface SolveOptions extends CompileOptions {
  /** Without it: backward induction where everything is known to all, else CFR+. */
  readonly method?: Method
  /** Of cfr and cfr+. Default 1,000, or 1,000,000 with a target. */
  readonly iterations?: number
  /** Stop as soon as the exploitability is at most this. */
  readonly target?: number
  /** What best responses answer to; without it, every act with the same probability. */
  readonly against?: StoredStrategy
  /** Stops it: the solution so far is given back. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SolveProgress) => void
}

/** How far it has come: the share of the tree walked, or the iterations done. */
export type SolveProgress =
  | { readonly stage: 'compile'; readonly nodes: number; readonly share: number }
  | {
      readonly stage: 'solve'
      readonly iterations: number
      readonly of: number
      readonly exploitability: number | null
    }

/** A solved protocol. */
export interface Solved {
  readonly protocol: string
  readonly params: Readonly<Record<string, unknown>>
  readonly grid: Readonly<Record<string, number>>
  readonly method: Method
  /** Null where the method does not iterate. */
  readonly iterations: number | null
  readonly counts: TreeGame['counts']
  readonly information: TreeGame['information']
  /** What every seat can expect; with best responses, from its own against the others as they are. */
  readonly values: Readonly<Record<SeatId, number>>
  /** Of the solution; with best responses, of what they answer to. */
  readonly deviations: readonly Deviation[]
  readonly exploitability: number
  readonly guarantee: string
  /** Whether it was stopped before its iterations or target. */
  readonly stopped: boolean
  readonly target: number | null
  readonly seconds: { readonly compile: number; readonly solve: number }
  readonly strategy: StoredStrategy
}

/** So many milliseconds pass at most before others (a progress line, ctrl-C) get their turn. */
const BREATH = 40

/**
 * Compiles a protocol to a game tree and solves it. Throws, naming the protocol and what is in the way, where it cannot
 * be listed, is too large, or is not of the kind that the method needs.
 */
export const solve = async (protocol: AnyProtocol, options: SolveOptions = {}): Promise<Solved> => {
  const { target, signal } = options
  if (options.method !== undefined && !METHODS.includes(options.method))
    throw new Misuse(`there is no method ${options.method}; there are ${METHODS.join(', ')}`)
  if (target !== undefined && !(target > 0)) throw new Misuse(`the target is an exploitability above 0, not ${target}`)
  const began = performance.now()
  const game = await compiled(protocol, options)
  const walked = performance.now()
  const method = options.method ?? (hiddenDecision(game) === null ? 'backward' : 'cfr+')
  const found =
    method === 'backward'
      ? exact(backwardInduction(game).strategy)
      : method === 'best-response'
        ? answers(game, options.against)
        : await learned(game, method, options)
  const { strategy, studied, iterations } = found
  const gains = deviations(game, studied)
  const exploitability = meanGain(gains)
  const source = [
    `suasion solve, ${method}`,
    ...(iterations === null ? [] : [`${iterations} iterations`]),
    ...(method === 'best-response' ? [] : [`exploitability ${exploitability.toPrecision(3)}`]),
  ].join(', ')
  const best = method === 'best-response'
  return {
    protocol: game.protocol,
    params: game.params,
    grid: game.grid,
    method,
    iterations,
    counts: game.counts,
    information: game.information,
    values: Object.fromEntries(gains.map((each) => [each.seat, best ? each.best : each.value])),
    deviations: gains,
    exploitability,
    guarantee: found.promise ?? guarantee(game),
    stopped: signal?.aborted === true && method.startsWith('cfr') && (iterations ?? 0) < found.of,
    target: target ?? null,
    seconds: { compile: (walked - began) / 1000, solve: (performance.now() - walked) / 1000 },
    strategy: storeStrategy(game, strategy, source),
  }
}

interface Found {
  readonly strategy: TreeStrategy
  /** The strategy whose exploitability is told. */
  readonly studied: TreeStrategy
  readonly iterations: number | null
  /** How many iterations there should have been. */
  readonly of: number
  readonly promise?: string
}

const exact = (strategy: TreeStrategy): Found => ({
  strategy,
  studied: strategy,
  iterations: null,
  of: 0,
  promise: 'perfect information: a subgame-perfect equilibrium, exactly',
})

const answers = (game: TreeGame, against: StoredStrategy | undefined): Found => {
  const studied = against ? readStrategy(game, against) : uniformStrategy(game)
  const strategy = game.players.map(({ seat }) => bestResponse(game, seat, studied).probabilities)
  const to = against ? `"${against.source}"` : 'every act with the same probability'
  return { strategy, studied, iterations: null, of: 0, promise: `each seat's best response to ${to}, exactly` }
}

const compiled = async (protocol: AnyProtocol, options: SolveOptions): Promise<TreeGame> => {
  const steps = compileInSteps(protocol, options)
  let last = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - last < BREATH) continue
    options.onProgress?.({ stage: 'compile', ...step.value })
    await setImmediate()
    if (options.signal?.aborted) {
      const { nodes, share } = step.value
      throw new Misuse(
        `stopped after ${nodes.toLocaleString('en')} nodes, about ${(100 * share).toPrecision(2)} % of ${protocol.name}: nothing is solved yet`,
        130,
      )
    }
    last = performance.now()
  }
}

const learned = async (game: TreeGame, variant: 'cfr' | 'cfr+', options: SolveOptions): Promise<Found> => {
  const { target, signal, onProgress, iterations = target === undefined ? 1000 : 1_000_000 } = options
  if (!Number.isSafeInteger(iterations) || iterations < 1)
    throw new Misuse(`iterations is a whole number of at least 1, not ${iterations}`)
  const solver = startCfr(game, { variant })
  let gap: number | null = null
  let due = 10
  let chunk = 1
  let last = performance.now()
  while (solver.iterations < iterations && !signal?.aborted) {
    const left = (target === undefined ? iterations : Math.min(iterations, due)) - solver.iterations
    const before = performance.now()
    solver.run(Math.min(chunk, left))
    const now = performance.now()
    chunk = now - before < BREATH / 4 ? chunk * 2 : Math.max(1, chunk >> 1)
    if (target !== undefined && solver.iterations >= due) {
      gap = meanGain(deviations(game, solver.average()))
      due = Math.ceil(due * 1.1)
      if (gap <= target) break
    }
    if (now - last < BREATH) continue
    onProgress?.({ stage: 'solve', iterations: solver.iterations, of: iterations, exploitability: gap })
    await setImmediate()
    last = performance.now()
  }
  const reached = gap !== null && gap <= target!
  const strategy = solver.iterations > 0 ? solver.average() : uniformStrategy(game)
  return { strategy, studied: strategy, iterations: solver.iterations, of: reached ? solver.iterations : iterations }
}

const meanGain = (gains: readonly Deviation[]): number => gains.reduce((sum, { gain }) => sum + gain, 0) / gains.length
