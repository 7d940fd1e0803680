import { type Condition, type Design, type Factors, type Finished, type Level, type Trial, trialKey } from 'suasion'
import { checkFactors } from './remaining.ts'

/** A design's factors with one more. */
export type WithFactor<F extends Factors, N extends string, L extends Level> = F & {
  readonly [K in N]: readonly [L, L]
}

/**
 * Each trial of a design twice, with the sides swapped and the same luck: `factor` takes both `levels`. The design
 * inside sees a trial as finished when both sides are, with the rows of both and what the first side paid and left.
 */
export const sideSwap = <F extends Factors, const N extends string, const L extends Level>(
  design: Design<F>,
  { factor, levels }: { readonly factor: N; readonly levels: readonly [L, L] },
): Design<WithFactor<F, N, L>> => {
  type G = WithFactor<F, N, L>
  if (factor in design.factors)
    throw new Error(
      `sideSwap: ${design.name} has a factor ${factor} already; its factors are ${Object.keys(design.factors)}`,
    )
  checkFactors('sideSwap', { [factor]: levels })
  if (levels.length !== 2) throw new Error(`sideSwap: ${factor} needs two levels, one a side, not ${levels.length}`)
  const inner = (trial: Trial<G>): Trial<F> => {
    const { [factor]: _, ...condition } = trial.condition as Readonly<Record<string, Level>>
    return { ...trial, condition: condition as Condition<F> }
  }
  const sides = (trial: Trial<F>) =>
    levels.map((level) => ({ ...trial, condition: { ...trial.condition, [factor]: level } as Condition<G> }))
  return {
    name: `${design.name}, sides swapped`,
    factors: { ...design.factors, [factor]: levels } as unknown as G,
    size: design.size * 2,
    resize: (size) => {
      if (size % 2 !== 0)
        throw new Error(`sideSwap: every trial is run from both sides, so their number is even, not ${size}`)
      return sideSwap(design.resize(size / 2), { factor, levels })
    },
    next: (finished, running, luck) => {
      const done = new Map(finished.map((each) => [trialKey(each.trial), each]))
      const begun = new Set(running.map(trialKey))
      const seen = new Map(
        [...finished.map(({ trial }) => trial), ...running].map((trial) => [trialKey(inner(trial)), inner(trial)]),
      )
      const both: Finished<F>[] = []
      const started: Trial<F>[] = []
      const missing: Trial<G>[] = []
      for (const trial of seen.values()) {
        const played = sides(trial).flatMap((side) => done.get(trialKey(side)) ?? [])
        if (played.length === 2) both.push({ ...played[0]!, trial, rows: played.flatMap(({ rows }) => rows) })
        else started.push(trial)
        missing.push(...sides(trial).filter((side) => !done.has(trialKey(side)) && !begun.has(trialKey(side))))
      }
      both.sort((a, b) => (trialKey(a.trial) < trialKey(b.trial) ? -1 : 1))
      const more = design.next(both, started, luck)
      const all = [...missing, ...(more === 'wait' ? [] : more.flatMap(sides))]
      return all.length === 0 && (more === 'wait' || started.length > 0) ? 'wait' : all
    },
  }
}
