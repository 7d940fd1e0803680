import { type Factors, type Finished, type Trial, trialKey } from 'suasion'

/** What is left of a plan: its trials neither finished nor running, 'wait' while only running ones are left, or none. */
export const remaining = <F extends Factors>(
  plan: readonly Trial<F>[],
  finished: readonly Finished<F>[],
  running: readonly Trial<F>[],
): readonly Trial<F>[] | 'wait' => {
  const done = new Set(finished.map(({ trial }) => trialKey(trial)))
  const begun = new Set(running.map(trialKey))
  const open = plan.filter((trial) => !done.has(trialKey(trial)))
  const left = open.filter((trial) => !begun.has(trialKey(trial)))
  return open.length > 0 && left.length === 0 ? 'wait' : left
}

/** A design's factors, checked: throws, naming the design, where one has no levels or the same level twice. */
export const checkFactors = (design: string, factors: Factors): void => {
  for (const [factor, levels] of Object.entries(factors)) {
    if (levels.length === 0) throw new Error(`${design}: the factor ${factor} has no levels; it needs at least one`)
    const twice = levels.find((level, i) => levels.findIndex((other) => String(other) === String(level)) < i)
    if (twice !== undefined) throw new Error(`${design}: the factor ${factor} has the level ${twice} twice`)
  }
}

/** A count of a design, checked: a whole number of at least `least`. */
export const checkNumber = (design: string, what: string, value: number, least: number): number => {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new Error(`${design}: ${what} must be a whole number of at least ${least}, not ${value}`)
}
