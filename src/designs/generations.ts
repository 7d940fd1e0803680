import {
  type Condition,
  cells,
  type Design,
  type Factors,
  type Finished,
  type Json,
  type Luck,
  type Row,
  type SeatId,
  type Trial,
} from 'suasion'

/** One of those who lived in a generation, as selection and inheritance see it. */
export interface Member {
  readonly seat: SeatId
  /** Which episode of its generation it was in, from 0. */
  readonly group: number
  readonly payoff: number | null
  /** What the instruments read of it; the columns of the episode where nothing is about its seat. */
  readonly row: Row
  /** What its mind would give the next episode. */
  readonly kept: Json
}

/** Where a choice between generations is made. */
export interface Passage<F extends Factors> {
  readonly condition: Condition<F>
  /** From 0. */
  readonly lineage: number
  /** The generation that ends, from 1. */
  readonly generation: number
  /** Addressed by lineage and generation, so that arms share it. */
  readonly luck: Luck
}

export interface GenerationsOptions<F extends Factors> {
  readonly factors: F
  readonly generations: number
  /** Independent lineages in each cell: the units of every estimate. */
  readonly lineages: number
  /** Episodes that make up one generation of a lineage; 1 unless said. */
  readonly groups?: number
  /** Who lives on with its own memory. */
  readonly select: (members: readonly Member[], passage: Passage<F>) => readonly Member[]
  /** The memory of one newcomer, which takes the place of one who does not live on. */
  readonly inherit: (survivors: readonly Member[], passage: Passage<F>) => Json
  /** What `resize` changes: how long the lineages are, or how many there are. */
  readonly resizes?: 'generations' | 'lineages'
}

type WithGeneration<F extends Factors> = F & { readonly generation: readonly number[] }

/**
 * Cultural evolution: the episodes of a generation are played, then survivors and newcomers, shuffled, carry their
 * memories into the next. The generation is a factor (from 1), and replicate = lineage x groups + group. What is
 * selected and inherited is up to the caller; each lineage goes on as soon as its own generation is complete.
 * Throws when nobody survives, or somebody who was no member.
 */
export const generations = <const F extends Factors>(options: GenerationsOptions<F>): Design<WithGeneration<F>> => {
  const { factors, generations: length, lineages, groups = 1, resizes = 'generations' } = options
  for (const [what, count] of Object.entries({ generations: length, lineages, groups }))
    if (!(Number.isInteger(count) && count >= 1))
      throw new Error(`generations: ${what} must be a whole number from 1, not ${count}`)
  if ('generation' in factors)
    throw new Error('generations: the factor generation is its own; the others need other names')
  const levels = Array.from({ length }, (_, i) => i + 1)
  const every = cells(factors)
  const size = every.length * lineages * groups * length
  const line = (condition: Condition<F>, lineage: number, generation: number, group: number): string =>
    JSON.stringify([...Object.keys(factors).map((factor) => condition[factor]!), lineage, generation, group])
  const lineOf = ({ condition, replicate }: Trial<WithGeneration<F>>): string =>
    line(
      condition as Condition<F>,
      Math.floor(replicate / groups),
      condition['generation'] as number,
      replicate % groups,
    )

  return {
    name: 'generations',
    factors: { ...factors, generation: levels },
    size,
    resize: (wanted) => {
      const unit = size / (resizes === 'generations' ? length : lineages)
      const count = wanted / unit
      if (!(Number.isInteger(count) && count >= 1))
        throw new Error(
          `generations can have ${unit}, ${2 * unit}, ${3 * unit}, ... trials (${resizes} of ${unit} each), not ${wanted}`,
        )
      return generations({ ...options, [resizes]: count })
    },
    next: (finished, running, luck) => {
      const ended = new Map(finished.map((each) => [lineOf(each.trial), each]))
      const going = new Set(running.map(lineOf))
      const trials: Trial<WithGeneration<F>>[] = []
      let complete = true
      for (const cell of every)
        for (let lineage = 0; lineage < lineages; lineage++) {
          const groupsOf = (generation: number) =>
            Array.from({ length: groups }, (_, group) => ended.get(line(cell, lineage, generation, group)))
          const generation = levels.find((each) => groupsOf(each).includes(undefined))
          if (generation === undefined) continue
          complete = false
          const open = groupsOf(generation).flatMap((each, group) =>
            each || going.has(line(cell, lineage, generation, group)) ? [] : [group],
          )
          if (open.length === 0) continue
          const before = generation > 1 ? groupsOf(generation - 1).map((each) => each!) : null
          const carried =
            before && passOn(before, { condition: cell, lineage, generation: generation - 1, luck }, options)
          for (const group of open)
            trials.push({
              condition: { ...cell, generation } as Condition<WithGeneration<F>>,
              replicate: lineage * groups + group,
              pair: `${lineage}/${generation}/${group}`,
              ...(carried && { carry: carried[group]! }),
            })
        }
      return trials.length || complete ? trials : 'wait'
    },
  }
}

/** The memories of the next generation, by group and seat. */
const passOn = <F extends Factors>(
  groups: readonly Finished[],
  passage: Passage<F>,
  { select, inherit }: GenerationsOptions<F>,
): Record<SeatId, Json>[] => {
  const luck = passage.luck.of('lineage', passage.lineage, 'generation', passage.generation)
  const at = (...purpose: (string | number)[]): Passage<F> => ({ ...passage, luck: luck.of(...purpose) })
  const members = groups.flatMap(membersOf)
  const survivors = select(members, at('select'))
  if (survivors.length === 0 || survivors.some((one, i) => !members.includes(one) || survivors.indexOf(one) < i))
    throw new Error(
      `generations: select returns some of the ${members.length} members, each once; it returned ${survivors.length}`,
    )
  const newcomers = Array.from({ length: members.length - survivors.length }, (_, i) =>
    inherit(survivors, at('inherit', i)),
  )
  const shuffled = luck.of('seating').draw([...survivors.map(({ kept }) => kept), ...newcomers], members.length)
  const carried: Record<SeatId, Json>[] = groups.map(() => ({}))
  for (const [i, { group, seat }] of members.entries()) carried[group]![seat] = shuffled[i]!
  return carried
}

const membersOf = ({ kept, payoff, rows }: Finished, group: number): Member[] =>
  Object.keys(kept).map((seat) => {
    const row = rows.find((each) => each['seat'] === seat) ?? rows.find((each) => !('seat' in each)) ?? {}
    return { seat, group, payoff: payoff?.[seat] ?? null, row, kept: kept[seat] ?? null }
  })

export interface TopShareOptions {
  /** How many live on, of all; the better half unless said. */
  readonly share?: number
  /** What is better where; the payoff unless said. */
  readonly by?: (member: Member, condition: Condition<Factors>) => number | null
}

/** Lets the best live on; luck decides between equals. Throws where somebody has no score. */
export const topShare =
  ({ share = 0.5, by = ({ payoff }) => payoff }: TopShareOptions = {}) =>
  (members: readonly Member[], { luck, condition }: Pick<Passage<Factors>, 'luck' | 'condition'>): Member[] => {
    if (!(share > 0 && share <= 1)) throw new Error(`topShare: share must be above 0 and at most 1, not ${share}`)
    const scored = luck
      .of('equals')
      .draw(members, members.length)
      .map((member) => {
        const score = by(member, condition)
        if (typeof score !== 'number' || !Number.isFinite(score))
          throw new Error(`topShare: ${member.seat} has no score to be selected by (${score})`)
        return { member, score }
      })
    scored.sort((a, b) => b.score - a.score)
    return scored.slice(0, Math.max(1, Math.round(share * members.length))).map(({ member }) => member)
  }

/**
 * The mean of a column in every generation of every lineage, from the rows of a run: a list per lineage, generation 1
 * first. A lineage ends before the first generation that has no value. Only rows that hold what `where` says count;
 * `groups` is the design's.
 */
export const lineageMeans = <R extends { readonly replicate: number; readonly generation: number }>(
  rows: readonly R[],
  column: keyof R & string,
  where: Partial<R> = {},
  groups = 1,
): number[][] => {
  const wanted = Object.entries(where)
  const sums = new Map<number, { total: number; n: number }[]>()
  for (const row of rows) {
    if (wanted.some(([key, value]) => row[key as keyof R] !== value)) continue
    const value: unknown = row[column]
    const lineage = Math.floor(row.replicate / groups)
    const own = sums.get(lineage) ?? []
    if (own.length === 0) sums.set(lineage, own)
    if (typeof value !== 'number') continue
    const sum = (own[row.generation - 1] ??= { total: 0, n: 0 })
    sum.total += value
    sum.n++
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([, own]) => {
      const gap = Array.from(own).indexOf(undefined as never)
      return own.slice(0, gap < 0 ? own.length : gap).map(({ total, n }) => total / n)
    })
}
