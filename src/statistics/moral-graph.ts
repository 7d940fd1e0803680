import { checkCount } from './check.ts'
import { entropy } from './information.ts'
import { pageRank, type RankedEdge } from './page-rank.ts'

/** How often the move from one value to another was judged, and shown. */
export interface WisdomCounts {
  readonly wiser: number
  readonly notWiser: number
  readonly unsure: number
  /** Marks of wiser on the move the other way. */
  readonly lessWise: number
  /** How often the move was shown. */
  readonly impressions: number
}

/** What the counts say of one move. */
export interface WisdomEdge {
  /** (wiser - lessWise) / all marks, from -1 to 1; 0 without marks. */
  readonly likelihood: number
  /** Of the four marks, in bits, 0 to 2. */
  readonly entropy: number
  /** Of the marks and the impressions, in bits: the quantity that the published threshold is about. */
  readonly codedEntropy: number
}

const bits = (counts: readonly number[]): number => {
  const sum = counts.reduce((total, x) => total + x, 0)
  return sum === 0
    ? 0
    : entropy(
        counts.map((x) => x / sum),
        { base: 2 },
      )
}

/**
 * What people's marks say of one move between values. The public code takes the entropy over all count fields, the
 * impressions among them, which is no entropy of an answer; its threshold belongs to that number, so both are given.
 * Source: Klingefjord, Lowe & Edelman 2024 ("What are human values, and how do we align AI to them?").
 */
export const wisdomEdge = (counts: WisdomCounts): WisdomEdge => {
  const { wiser, notWiser, unsure, lessWise, impressions } = counts
  for (const [name, count] of Object.entries({ wiser, notWiser, unsure, lessWise, impressions }))
    checkCount(count, `the count of ${name}`)
  const marks = [wiser, notWiser, unsure, lessWise]
  const total = marks.reduce((sum, x) => sum + x, 0)
  return {
    likelihood: total === 0 ? 0 : (wiser - lessWise) / total,
    entropy: bits(marks),
    codedEntropy: bits([...marks, impressions]),
  }
}

/** A move from one value to a wiser one, as judged. */
export interface JudgedMove extends WisdomCounts {
  readonly from: string
  readonly to: string
}

export interface MoralGraphOptions {
  /** The fewest marks of wiser. Default 2. */
  readonly wiser?: number
  /** The least likelihood. Default .33. */
  readonly likelihood?: number
  /** The most `codedEntropy`, in bits. Default 1.69. */
  readonly entropy?: number
  /** Follow the likelihoods of edges (default), or all edges alike. */
  readonly weighted?: boolean
}

/**
 * The moral graph of judged moves: the edges that are kept, and how wise each value of the kept edges is by PageRank
 * (damping .85, 100 passes, rank at the wisest values not handed back, so that ranks sum to less than 1), as the public
 * code has it. Ranks are null where no move is kept. Same source; defaults as published.
 */
export const moralGraph = (
  moves: readonly JudgedMove[],
  { wiser = 2, likelihood = 0.33, entropy = 1.69, weighted = true }: MoralGraphOptions = {},
): { readonly edges: readonly Required<RankedEdge>[]; readonly ranks: Readonly<Record<string, number>> | null } => {
  const edges = moves.flatMap((move) => {
    const edge = wisdomEdge(move)
    const kept = move.wiser >= wiser && edge.likelihood >= likelihood && edge.codedEntropy <= entropy
    return kept ? [{ from: move.from, to: move.to, weight: edge.likelihood }] : []
  })
  const nodes = [...new Set(edges.flatMap(({ from, to }) => [from, to]))]
  const ranked = weighted ? edges : edges.map(({ from, to }) => ({ from, to }))
  return { edges, ranks: nodes.length > 0 ? pageRank(nodes, ranked, { dangling: 'lost', passes: 100 }) : null }
}
