import type { Example, LabelCounts, Luck } from 'suasion'
import { type LinearWeights, labelsOf, scoresOf } from './linear.ts'
import { learnable, pruned, type TrainOptions, trainLinear } from './train.ts'

/** How readings compare with the labels that annotators gave. */
export interface Evaluation {
  readonly tested: number
  readonly groups: number
  readonly accuracy: number
  /** Of always guessing the commonest label. */
  readonly baseline: number
  readonly labels: Readonly<Record<string, LabelCounts>>
  /** confusion[true label][read label]: utterances whose first label was read as the likeliest. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** Compares readings (the likeliest label first) with annotators' labels; throws where they are not as many, or none. */
export const evaluate = (
  examples: readonly Example[],
  readings: readonly (readonly string[])[],
  labels: readonly string[],
): Evaluation => {
  if (examples.length === 0) throw new Error('a parser cannot be tested on no utterances')
  if (examples.length !== readings.length)
    throw new Error(`${readings.length} readings are compared with ${examples.length} utterances`)
  const confusion: Record<string, Record<string, number>> = {}
  const first = new Map<string, number>()
  let right = 0
  for (const [i, { labels: truth }] of examples.entries()) {
    const [main] = truth
    const read = readings[i]![0] ?? 'unread'
    if (read === main) right++
    first.set(main!, (first.get(main!) ?? 0) + 1)
    const row = (confusion[main!] ??= {})
    row[read] = (row[read] ?? 0) + 1
  }
  const counts = (label: string): LabelCounts => {
    const found = { hits: 0, misses: 0, falseAlarms: 0, rejections: 0 }
    for (const [i, { labels: truth }] of examples.entries()) {
      const is = truth.includes(label)
      const read = readings[i]!.includes(label)
      found[is ? (read ? 'hits' : 'misses') : read ? 'falseAlarms' : 'rejections']++
    }
    return found
  }
  return {
    tested: examples.length,
    groups: new Set(examples.map(({ group }) => group)).size,
    accuracy: right / examples.length,
    baseline: Math.max(...first.values()) / examples.length,
    labels: Object.fromEntries(labels.map((label) => [label, counts(label)])),
    confusion,
  }
}

/** The folds in which whole groups of examples are held out: which fold each example is in. */
export const foldsOf = (examples: readonly Example[], folds: number, luck: Luck): number[] => {
  const groups = [...new Set(examples.map(({ group }) => group))].sort()
  if (groups.length < folds)
    throw new Error(`${folds} folds need ${folds} conversations or more, and there are ${groups.length}`)
  const fold = new Map(
    luck
      .of('folds')
      .draw(groups, groups.length)
      .map((group, i) => [group, i % folds]),
  )
  return examples.map(({ group }) => fold.get(group)!)
}

/** Tests a linear parser on people it was not trained on: each fold of whole conversations is read by what the others taught. */
export const crossValidated = (
  examples: readonly Example[],
  luck: Luck,
  {
    folds = 5,
    leastWeight = 0,
    only,
    ...options
  }: TrainOptions & {
    readonly folds?: number
    readonly leastWeight?: number
    /** Read these of the examples alone, taught by all others as before. */
    readonly only?: ReadonlySet<Example>
  } = {},
): Evaluation => {
  const fold = foldsOf(examples, folds, luck)
  const readings: string[][] = examples.map(() => [])
  for (let k = 0; k < folds; k++) {
    const taught: LinearWeights = pruned(
      trainLinear(
        examples.filter((_, i) => fold[i] !== k),
        luck.of('fold', k),
        options,
      ),
      leastWeight,
    )
    for (const [i, { text, before }] of examples.entries())
      if (fold[i] === k) readings[i] = labelsOf(taught.labels, scoresOf(taught, text, before))
  }
  const read = examples.map((_, i) => i).filter((i) => !only || only.has(examples[i]!))
  return evaluate(
    read.map((i) => examples[i]!),
    read.map((i) => readings[i]!),
    learnable(examples, options.leastOfLabel),
  )
}
