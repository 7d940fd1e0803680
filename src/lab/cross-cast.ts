import { type AnyMind, type Design, type Finished, type Level, luckOf, type Trial } from '../core/index.ts'

/** The name of the factor that a part of the cast becomes when several minds play it. */
export const castFactor = (part: string): string => `cast.${part}`

/** A trial without some factors of its condition. */
export const strip = (trial: Trial, factors: readonly string[]): Trial => ({
  ...trial,
  condition: Object.fromEntries(Object.entries(trial.condition).filter(([factor]) => !factors.includes(factor))),
})

/** Makes the cast a factor of a design: every trial is played by each combination of minds, with the same luck. */
export const crossCast = (design: Design, cast: Readonly<Record<string, readonly AnyMind[]>>): Design => {
  const parts = Object.keys(cast).filter((part) => cast[part]!.length > 1)
  if (parts.length === 0) return design
  const levels = Object.fromEntries(parts.map((part) => [castFactor(part), cast[part]!.map((mind) => mind.name)]))
  const names = Object.keys(levels)
  const combinations = parts.reduce<Record<string, Level>[]>(
    (all, part) => all.flatMap((each) => cast[part]!.map((mind) => ({ ...each, [castFactor(part)]: mind.name }))),
    [{}],
  )
  const isOf = (combination: Readonly<Record<string, Level>>) => (trial: Trial) =>
    names.every((name) => trial.condition[name] === combination[name])
  // Each combination looks at its own trials: the looks of them all are read cast by cast.
  const { looks: _, ...rest } = design
  return {
    ...rest,
    factors: { ...design.factors, ...levels },
    size: design.size * combinations.length,
    resize: (size) => crossCast(design.resize(Math.max(1, Math.round(size / combinations.length))), cast),
    next: (finished, running, luck) => {
      const each = combinations.map((combination) => {
        const mine = isOf(combination)
        const before = finished
          .filter(({ trial }) => mine(trial))
          .map((one): Finished => ({ ...one, trial: strip(one.trial, names) }))
        const now = running.filter(mine).map((trial) => strip(trial, names))
        const next = design.next(before, now, luck)
        return next === 'wait'
          ? next
          : next.map((trial) => ({ ...trial, condition: { ...trial.condition, ...combination } }))
      })
      const ready = each.flatMap((next) => (next === 'wait' ? [] : next))
      return ready.length === 0 && each.includes('wait') ? 'wait' : ready
    },
  }
}

/** The cast of one trial, and its condition without the factors of the cast. */
export const castOf = (
  trial: Trial,
  cast: Readonly<Record<string, readonly AnyMind[]>>,
): { cast: Record<string, AnyMind>; condition: Trial['condition'] } => {
  const chosen = Object.entries(cast).map(([part, minds]) => {
    const name = trial.condition[castFactor(part)]
    return [part, name === undefined ? minds[0]! : minds.find((mind) => mind.name === name)!] as const
  })
  return { cast: Object.fromEntries(chosen), condition: strip(trial, Object.keys(cast).map(castFactor)).condition }
}

/** Whether a trial belongs to one shard of several: by the first part of its pair, so that compared trials and the generations of a lineage stay together. */
export const onShard = (trial: Trial, [index, of]: readonly [number, number]): boolean =>
  of === 1 ||
  luckOf('shard')
    .of(trial.pair.split('/')[0]!)
    .pick(Array.from({ length: of }, (_, i) => i + 1)) === index
