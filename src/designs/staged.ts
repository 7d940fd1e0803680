import { type Design, type Factors, type Finished, type Look, type Luck, type Row, type Trial, trialKey } from 'suasion'

/** What a staged design finds at a look: an estimate with its adjusted interval, and why it stops, if it does. */
export type Found = Pick<Look, 'estimate' | 'stops'>

interface Stages {
  readonly name: string
  /** How many trials are finished at each look, rising; the last is the size of the design. */
  readonly counts: readonly number[]
  /** Reads the usable rows of the first trials; `at` counts looks from 0. */
  found(rows: readonly Row[], at: number): Found
}

/**
 * Runs a design stage by stage, and looks at what is finished between them. A stage is complete before the next begins
 * and a look reads the trials of its stages alone, so the order in which trials end changes nothing.
 */
export const staged = <F extends Factors>(
  inner: Design<F>,
  { name, counts, found }: Stages,
): Pick<Design<F>, 'next' | 'looks'> => {
  const memory = new Map<number, { readonly parts: readonly Finished<F>[]; readonly look: Look }>()
  const planOf = (luck: Luck): readonly Trial<F>[] => {
    const plan = inner.next([], [], luck)
    if (plan === 'wait' || plan.length !== inner.size)
      throw new Error(
        `${name}: ${inner.name} decides as it goes, and its trials must be known from the start; use a design such as between or factorial`,
      )
    return plan
  }
  const lookAt = (at: number, parts: readonly Finished<F>[]): Look => {
    const known = memory.get(at)
    // The same trials, finished the same way, have the same look; it may take a model fit to find.
    if (known?.parts.length === parts.length && known.parts.every((part, i) => part === parts[i])) return known.look
    const rows = parts.filter(({ usable }) => usable !== false).flatMap((part) => part.rows)
    const look = { look: at + 1, of: counts.length, trials: parts.length, ...found(rows, at) }
    memory.set(at, { parts, look })
    return look
  }
  const looked = (plan: readonly Trial<F>[], finished: readonly Finished<F>[]): Look[] => {
    const done = new Map(finished.map((each) => [trialKey(each.trial), each]))
    const parts: Finished<F>[] = []
    const looks: Look[] = []
    for (const [at, count] of counts.entries()) {
      while (parts.length < count) {
        const next = done.get(trialKey(plan[parts.length]!))
        if (!next) return looks
        parts.push(next)
      }
      const look = lookAt(at, [...parts])
      looks.push(look)
      if (look.stops !== null) break
    }
    return looks
  }
  return {
    looks: (finished, luck) => looked(planOf(luck), finished),
    next: (finished, running, luck) => {
      const plan = planOf(luck)
      const looks = looked(plan, finished)
      if (looks.length === counts.length || looks.at(-1)?.stops) return []
      const known = new Set([...finished.map(({ trial }) => trialKey(trial)), ...running.map(trialKey)])
      const open = plan.slice(0, counts[looks.length]).filter((trial) => !known.has(trialKey(trial)))
      return open.length > 0 ? open : 'wait'
    },
  }
}
