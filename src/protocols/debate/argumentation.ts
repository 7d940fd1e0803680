import { type SemanticsName, strengths } from 'suasion/solvers'
import { believer, drawPrior } from './believer.ts'
import { STRATEGIES } from './strategies.ts'
import type { Side } from './view.ts'

/** The gradual semantics that reckon with base scores. */
export const WEIGHTED = [
  'df-quad',
  'squared-df-quad',
  'quadratic-energy',
  'squared-energy',
  'euler',
  'mlp',
  'quad',
] as const satisfies readonly SemanticsName[]

/**
 * What this listener holds: how plausible the proposition was at first, and the best of each kind of argument it heard,
 * by kind.
 */
type Case = { readonly prior: number; readonly heard: Readonly<Record<string, number>> }

const PREMISES = ['premise1', 'premise2', 'premise3'] as const
/**
 * How much a reason for, and a doubt about, each premise count before anything was said: equally, so that they cancel.
 */
const UNDECIDED = 0.5

const kindOf = (side: Side, strategy: string, claim: string): string => `${side} ${strategy} ${claim}`

/** The strength of the proposition in the graph of what was heard. */
const strengthOf = ({ prior, heard }: Case, semantics: SemanticsName): number => {
  const scores: Record<string, number> = { proposition: prior }
  const attacks: [string, string][] = []
  const supports: [string, string][] = []
  for (const premise of PREMISES) {
    scores[`reason ${premise}`] = UNDECIDED
    scores[`doubt ${premise}`] = UNDECIDED
    supports.push([`reason ${premise}`, 'proposition'])
    attacks.push([`doubt ${premise}`, 'proposition'])
  }
  for (const [kind, score] of Object.entries(heard)) {
    const [side, , claim] = kind.split(' ') as [Side, string, string]
    scores[kind] = score
    const [own, other] = side === 'PRO' ? ['reason', 'doubt'] : ['doubt', 'reason']
    if (claim === 'proposition') {
      const into = side === 'PRO' ? supports : attacks
      into.push([kind, claim])
      continue
    }
    supports.push([kind, `${own} ${claim}`])
    attacks.push([kind, `${other} ${claim}`])
  }
  return strengths({ arguments: scores, attacks, supports }, semantics)['proposition']!
}

/**
 * A persuadee who weighs arguments: its belief is the strength of the proposition in a quantitative bipolar graph.
 * Three reasons support the proposition and three doubts attack it, and before anything is said they cancel, so that
 * its belief is its prior. An argument is a new node whose base score is its strength times the quality of its
 * strategy; for the proposition it supports the reason it is about and attacks the doubt, against it the other way
 * round, and one about the proposition bears on that. Heard again, it counts as the best of its kind. `semantics` is
 * one of {@link WEIGHTED}. Sources: Potyka 2018 and Rago et al. 2016 for the semantics; the graph and base scores are
 * *chosen*.
 */
export const argumentation = ({ semantics = 'quadratic-energy' as (typeof WEIGHTED)[number] } = {}) => {
  if (!WEIGHTED.includes(semantics))
    throw new Error(`argumentation has no semantics called ${semantics}; it has ${WEIGHTED.join(', ')}`)
  return believer<Case>({
    name: `argumentation (${semantics})`,
    source: 'gradual semantics of bipolar argumentation, Potyka 2018; graph and base scores chosen',
    hears: ['strategy', 'claim', 'strength'],
    begin: (seen) => ({ prior: drawPrior(seen), heard: {} }),
    hear: ({ prior, heard }, said, place, side) => {
      const argument = said[place]!
      if (argument.move !== 'argue') return { prior, heard }
      const kind = kindOf(side, argument.strategy, argument.claim)
      const score = argument.strength * STRATEGIES[argument.strategy].quality
      return { prior, heard: { ...heard, [kind]: Math.max(heard[kind] ?? 0, score) } }
    },
    // A belief of exactly 0 or 1 could not be asked about on the scales.
    credence: (now) => Math.min(0.999, Math.max(0.001, strengthOf(now, semantics))),
  })
}
