import type { Luck } from 'suasion'
import { kMeans } from './k-means.ts'
import { exploitability, type Payoffs, regretMatching } from './regret-matching.ts'

type Pair<T> = readonly [T, T]

export interface LspoOptions {
  /** What the row side wins of every kind of candidate against every other. */
  readonly payoffs: Payoffs
  /** The feature vector of each kind of candidate, of rows and columns: it stands for the embedding of an utterance. */
  readonly features: Pair<readonly (readonly number[])[]>
  /** Of the speaker's distribution over kinds at the beginning; all 0 unless given. */
  readonly logits?: Pair<readonly number[]>
  readonly clusters?: number
  /** Candidates that each side writes in an iteration. */
  readonly candidates?: number
  readonly iterations?: number
  /** Steps of regret matching. */
  readonly steps?: number
  /** Of the preference update, and how far one update goes. */
  readonly beta?: number
  readonly rate?: number
}

/** What one iteration came to: a mixture over kinds of candidates for each side. */
export interface LspoIteration {
  readonly strategies: Pair<readonly number[]>
  /** Against every kind of candidate, met so far or not. */
  readonly exploitability: number
  /** How many latent strategies each side had, and how many kinds it had met. */
  readonly latent: Pair<number>
  readonly met: Pair<number>
}

const softmax = (logits: readonly number[]): number[] => {
  const top = Math.max(...logits)
  const weights = logits.map((each) => Math.exp(each - top))
  const total = weights.reduce((sum, each) => sum + each, 0)
  return weights.map((each) => each / total)
}

/** Each latent strategy as a distribution over kinds: the candidates of one cluster, each as often as it was written. */
const latentOf = (counts: readonly number[], features: readonly (readonly number[])[], k: number, luck: Luck) => {
  const kinds = counts.flatMap((count, kind) => (count > 0 ? [kind] : []))
  const cluster = kMeans(
    kinds.map((kind) => features[kind]!),
    k,
    luck,
  )
  const all = [...new Set(cluster)].map((c) => kinds.filter((_, i) => cluster[i] === c))
  return all.map((members) => {
    const total = members.reduce((sum, kind) => sum + counts[kind]!, 0)
    return counts.map((count, kind) => (members.includes(kind) ? count / total : 0))
  })
}

const value = (payoffs: Payoffs, x: readonly number[], y: readonly number[]): number =>
  payoffs.reduce((sum, row, i) => sum + x[i]! * row.reduce((inner, u, j) => inner + u * y[j]!, 0), 0)

/** The logits after preferring, of each pair of written kinds, the one that pays more (direct preference optimisation). */
const preferred = (
  logits: readonly number[],
  written: readonly number[],
  pays: readonly number[],
  { beta, rate }: { readonly beta: number; readonly rate: number },
): number[] => {
  const next = [...logits]
  for (const better of written)
    for (const worse of written) {
      if (pays[better]! <= pays[worse]!) continue
      const margin = next[better]! - next[worse]! - (logits[better]! - logits[worse]!)
      const step = rate * beta * (1 / (1 + Math.exp(beta * margin)))
      next[better]! += step
      next[worse]! -= step
    }
  return next
}

/**
 * Latent Space Policy Optimization (Xu et al. 2025, arXiv 2502.04686) with formal candidates: each side writes candidates
 * from a softmax over kinds; their features are clustered into latent strategies; regret matching solves the game between
 * those; and the writer's logits move towards kinds that pay more against the other side's strategy. The space of what was
 * written grows. The loop is the paper's; features for embeddings, logits for a language model, and all numbers are inferred.
 */
export const lspo = (options: LspoOptions, luck: Luck): LspoIteration[] => {
  const {
    payoffs,
    features,
    clusters = 5,
    candidates = 12,
    iterations = 3,
    steps = 5000,
    beta = 1,
    rate = 0.5,
  } = options
  const sizes = [payoffs.length, payoffs[0]?.length ?? 0] as const
  for (const side of [0, 1] as const)
    if (features[side].length !== sizes[side] || (options.logits && options.logits[side].length !== sizes[side]))
      throw new Error(`lspo: side ${side} has ${sizes[side]} kinds, and needs as many feature vectors and logits`)
  const logits = [0, 1].map((side) => [...(options.logits?.[side] ?? new Array<number>(sizes[side]!).fill(0))])
  const counts = [0, 1].map((side) => new Array<number>(sizes[side]!).fill(0))
  const kinds = [0, 1].map((side) => Array.from({ length: sizes[side]! }, (_, kind) => kind))
  const done: LspoIteration[] = []
  for (let t = 0; t < iterations; t++) {
    const written = [0, 1].map((side) => {
      const p = softmax(logits[side]!)
      const drawn = Array.from({ length: candidates }, (_, i) => luck.of('write', t, side, i).weighted(kinds[side]!, p))
      for (const kind of drawn) counts[side]![kind]!++
      return [...new Set(drawn)]
    })
    const latent = [0, 1].map((side) =>
      latentOf(counts[side]!, features[side as 0]!, clusters, luck.of('cluster', t, side)),
    )
    const abstract = latent[0]!.map((x) => latent[1]!.map((y) => value(payoffs, x, y)))
    const { strategies } = regretMatching(abstract, { steps })
    const mixed = [0, 1].map((side) =>
      kinds[side]!.map((kind) =>
        latent[side]!.reduce((sum, each, c) => sum + strategies[side as 0]![c]! * each[kind]!, 0),
      ),
    ) as [number[], number[]]
    const rows = payoffs.map((row) => row.reduce((sum, u, j) => sum + u * mixed[1][j]!, 0))
    const columns = kinds[1]!.map((j) => -payoffs.reduce((sum, row, i) => sum + mixed[0][i]! * row[j]!, 0))
    logits[0] = preferred(logits[0]!, written[0]!, rows, { beta, rate })
    logits[1] = preferred(logits[1]!, written[1]!, columns, { beta, rate })
    done.push({
      strategies: mixed,
      exploitability: exploitability(payoffs, mixed),
      latent: [latent[0]!.length, latent[1]!.length],
      met: [counts[0]!.filter((n) => n > 0).length, counts[1]!.filter((n) => n > 0).length],
    })
  }
  return done
}
