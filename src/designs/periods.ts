import type { Condition, Design, Factors, Finished, Level, SeatId, Trial } from 'suasion'
import { permutedBlocks } from './permuted-blocks.ts'
import { checkFactors, checkNumber } from './remaining.ts'

/** A treatment factor, with the period in which it was given, from 1. */
export type WithPeriod<F extends Factors> = F & { readonly period: readonly number[] }

export interface PeriodsOptions {
  /** How many subjects take part, each in every period. */
  readonly subjects: number
  /** The seat of the subject: its memory goes on from period to period, and nobody else's does. */
  readonly subject: SeatId
  /** The stimuli: a subject meets a different one in each period. */
  readonly items?: { readonly rows: readonly { readonly id: string }[] }
}

interface Sequenced<F extends Factors> {
  readonly name: string
  readonly factors: F
  /** What is given in each period of a sequence, by its place among the levels. */
  readonly sequences: readonly (readonly number[])[]
  readonly notes: readonly string[]
  readonly options: PeriodsOptions
  again(subjects: number): Design<WithPeriod<F>>
}

/** The one factor of a design within subjects, with its levels; throws, naming the design, where there are more. */
export const treatmentOf = (design: string, factors: Factors): readonly [name: string, levels: readonly Level[]] => {
  const [only, ...others] = Object.entries(factors)
  checkFactors(design, factors)
  if (!only || others.length > 0)
    throw new Error(
      `${design} varies one factor within subjects, not ${Object.keys(factors).length}; join several into the levels of one`,
    )
  if (only[0] === 'period') throw new Error(`${design}: the factor period is its own; the treatment needs another name`)
  if (only[1].length < 2) throw new Error(`${design}: ${only[0]} needs at least two levels, and has ${only[1].length}`)
  return only
}

/**
 * Subjects who are given several treatments, one a period: each is dealt a sequence in permuted blocks, so that the
 * sequences are equally frequent, and goes on to the next period when it has finished the last, with its memory.
 */
export const inPeriods = <F extends Factors>(sequenced: Sequenced<F>): Design<WithPeriod<F>> => {
  const { name, factors, sequences, notes, options } = sequenced
  const { subject, items } = options
  const [factor, levels] = treatmentOf(name, factors)
  const subjects = checkNumber(name, 'the number of subjects', options.subjects, 1)
  const length = sequences[0]!.length
  if (items && items.rows.length < length)
    throw new Error(
      `${name}: a subject meets ${length} items, one a period, and the item table has ${items.rows.length} rows`,
    )
  type G = WithPeriod<F>
  const chance = sequences.map((own) =>
    own.map((choice, at) => sequences.filter((each) => each[at] === choice).length / sequences.length),
  )
  return {
    name,
    factors: { ...factors, period: Array.from({ length }, (_, i) => i + 1) } as G,
    size: subjects * length,
    within: true,
    notes: [`each of ${subjects} subjects is in ${length} periods, in ${sequences.length} sequences`, ...notes],
    resize: (size) => {
      const count = size / length
      if (!(Number.isInteger(count) && count >= 1))
        throw new Error(`${name} has ${length} trials a subject, so their number is a multiple of that, not ${size}`)
      return sequenced.again(count)
    },
    next: (finished, running, luck) => {
      const place = ({ condition, replicate }: Trial<G>): string => `${replicate}/${condition['period']}`
      const done = new Map(finished.map((each) => [place(each.trial), each]))
      const begun = new Set(running.map(place))
      const dealt = permutedBlocks(
        sequences.length,
        Array.from({ length: subjects }, () => 'all'),
        luck.of('sequence'),
      )
      const table = items ? luck.of('items').draw(items.rows, items.rows.length) : null
      const trials: Trial<G>[] = []
      let complete = true
      for (const [replicate, { choice: sequence, draw }] of dealt.entries()) {
        const at = sequences[sequence]!.findIndex((_, i) => !done.has(`${replicate}/${i + 1}`))
        if (at < 0) continue
        complete = false
        if (begun.has(`${replicate}/${at + 1}`)) continue
        const before = at > 0 ? done.get(`${replicate}/${at}`)! : null
        const item = table ? table[(replicate + at) % table.length]!.id : undefined
        trials.push({
          condition: { [factor]: levels[sequences[sequence]![at]!], period: at + 1 } as unknown as Condition<G>,
          replicate,
          pair: `${replicate}/${at + 1}`,
          ...(item !== undefined && { item }),
          assignment: { probability: chance[sequence]![at]!, draw: `sequence/${draw}` },
          ...(before && { carry: { [subject]: keptBy(before, subject, name) } }),
        })
      }
      return trials.length || complete ? trials : 'wait'
    },
  }
}

const keptBy = ({ kept, trial }: Finished, subject: SeatId, name: string) => {
  if (subject in kept) return kept[subject]!
  const seats = Object.keys(kept)
  // Somebody who withdrew, or was never seated, has nothing to bring.
  if (seats.length === 0) return null
  throw new Error(`${name}: ${trial.pair} has no seat called ${subject}; its seats are ${seats.join(', ')}`)
}
