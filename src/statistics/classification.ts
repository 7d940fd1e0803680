import { type Level, levelsOf } from './row.ts'

/** How well one class was told from the others; null where there is nothing to take a share of. */
export interface ClassScore {
  readonly class: Level
  /** How often it was the truth. */
  readonly n: number
  /** Of those called it, the share that are; null where none was called it. */
  readonly precision: number | null
  /** Of those that are, the share called it; null where none is. */
  readonly recall: number | null
  /** The harmonic mean of both, 2 hits / (2 hits + misses + false alarms). */
  readonly f1: number
}

export interface Classification {
  /** In order. */
  readonly classes: readonly ClassScore[]
  /** `confusion[i][j]`: how often class i was called class j. */
  readonly confusion: readonly (readonly number[])[]
  readonly accuracy: number
  /** The mean recall of the classes that occur. */
  readonly balancedAccuracy: number
  /** The mean F1 of all classes, and that weighted by how often each is the truth. */
  readonly macroF1: number
  readonly weightedF1: number
  /** Matthews' correlation, of any number of classes (Gorodkin 2004); null where one side never varies. */
  readonly matthews: number | null
  readonly n: number
}

/**
 * How labels agree with the truth: the confusion matrix and the usual measures. Python: `sklearn.metrics`
 * `confusion_matrix`, `precision_recall_fscore_support`, `f1_score`, `matthews_corrcoef` and `balanced_accuracy_score`,
 * which put 0 where null stands here. Throws on no labels and on lists of unequal length.
 */
export const classification = (truth: readonly Level[], called: readonly Level[]): Classification => {
  if (truth.length !== called.length)
    throw new Error(`a classification: ${truth.length} true labels and ${called.length} given ones; one for each`)
  const n = truth.length
  if (n === 0) throw new Error('a classification of nothing is not defined')
  for (const [list, name] of [
    [truth, 'true'],
    [called, 'given'],
  ] as const) {
    const bad = list.findIndex((label) => !['string', 'boolean'].includes(typeof label) && !Number.isFinite(label))
    if (bad >= 0) throw new Error(`${name} label ${bad} is ${String(list[bad])}, not a class`)
  }
  const levels = levelsOf([...truth, ...called])
  const place = new Map(levels.map((level, k) => [level, k]))
  const confusion = levels.map(() => new Array<number>(levels.length).fill(0))
  for (const [i, label] of truth.entries()) confusion[place.get(label)!]![place.get(called[i]!)!]!++
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
  const are = confusion.map(sum)
  const named = levels.map((_, j) => sum(confusion.map((row) => row[j]!)))
  const hits = levels.map((_, k) => confusion[k]![k]!)
  const classes = levels.map((level, k) => ({
    class: level,
    n: are[k]!,
    precision: named[k]! > 0 ? hits[k]! / named[k]! : null,
    recall: are[k]! > 0 ? hits[k]! / are[k]! : null,
    f1: (2 * hits[k]!) / (are[k]! + named[k]!),
  }))
  const recalls = classes.flatMap(({ recall }) => recall ?? [])
  const square = (values: readonly number[]): number => n * n - sum(values.map((value) => value * value))
  const spread = Math.sqrt(square(are)) * Math.sqrt(square(named))
  const together = n * sum(hits) - sum(are.map((count, k) => count * named[k]!))
  return {
    classes,
    confusion,
    accuracy: sum(hits) / n,
    balancedAccuracy: sum(recalls) / recalls.length,
    macroF1: sum(classes.map(({ f1 }) => f1)) / levels.length,
    weightedF1: sum(classes.map((one) => one.f1 * one.n)) / n,
    matthews: spread > 0 ? together / spread : null,
    n,
  }
}
