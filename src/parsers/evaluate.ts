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

/** Weights of the shipped parsers below this are left out: smaller ones cost more bytes than they read right (chosen). */
export const LEAST_WEIGHT = 0.15

/** How a linear parser is trained and pruned. */
export interface ParserOptions extends TrainOptions {
  /** Weights below it on every label are left out. */
  readonly leastWeight?: number
}

const taught = (
  examples: readonly Example[],
  luck: Luck,
  { leastWeight = 0, ...options }: ParserOptions,
): LinearWeights => pruned(trainLinear(examples, luck, options), leastWeight)

/** The mean over labels of F1, the harmonic mean of what is found and what is right: rare labels count as much as common ones. */
export const meanF1 = ({ labels }: Pick<Evaluation, 'labels'>): number => {
  const each = Object.values(labels).map(
    ({ hits, misses, falseAlarms }) => (2 * hits) / (2 * hits + misses + falseAlarms || 1),
  )
  return each.reduce((sum, one) => sum + one, 0) / each.length
}

/**
 * Which of some ways to train reads best, by the mean F1 of cross-validation within these examples alone; the first of
 * equals. By accuracy alone a parser would be chosen that never finds a rare label.
 */
export const bestOptions = (
  examples: readonly Example[],
  luck: Luck,
  among: readonly ParserOptions[],
  folds = 3,
): ParserOptions => {
  const [first] = among
  if (!first) throw new Error('a way to train is chosen among one or more')
  if (among.length === 1) return first
  const found = among.map((options) => meanF1(crossValidated(examples, luck, { ...options, folds })))
  return among[found.indexOf(Math.max(...found))]!
}

/**
 * Tests a linear parser on people it was not trained on: each fold of whole conversations is read by what the others
 * taught. With `among` the way to train is chosen for each fold within the others, so that no choice was made on the
 * people it is tested on.
 */
export const crossValidated = (
  examples: readonly Example[],
  luck: Luck,
  {
    folds = 5,
    only,
    among,
    ...options
  }: ParserOptions & {
    readonly folds?: number
    /** Read these of the examples alone, taught by all others as before. */
    readonly only?: ReadonlySet<Example>
    readonly among?: readonly ParserOptions[]
  } = {},
): Evaluation => {
  const fold = foldsOf(examples, folds, luck)
  const readings: string[][] = examples.map(() => [])
  for (let k = 0; k < folds; k++) {
    const others = examples.filter((_, i) => fold[i] !== k)
    const chosen = among ? bestOptions(others, luck.of('chosen', k), among) : options
    const weights = taught(others, luck.of('fold', k), chosen)
    for (const [i, { text, before }] of examples.entries())
      if (fold[i] === k) readings[i] = labelsOf(weights.labels, scoresOf(weights, text, before))
  }
  const read = examples.map((_, i) => i).filter((i) => !only || only.has(examples[i]!))
  return evaluate(
    read.map((i) => examples[i]!),
    read.map((i) => readings[i]!),
    learnable(examples, options.leastOfLabel),
  )
}
