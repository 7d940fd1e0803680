import type { Design, Factors } from 'suasion'
import { inPeriods, type PeriodsOptions, treatmentOf, type WithPeriod } from './periods.ts'

export interface CrossoverOptions extends PeriodsOptions {
  /**
   * The sequences in letters, the first level being A: AB and BA unless said, or ABBA and BAAB, or AA, AB, BA and BB
   * (Balaam), all of one length.
   */
  readonly sequences?: readonly string[]
}

/**
 * Subjects cross over from one treatment to another: each is dealt one of the sequences, and its memory goes on with it.
 * For what wears off. Where an instrument says that its outcome lasts, as beliefs do, every report and registration
 * of the study warns that persuasion does not wash out; compare the first periods only, or use `between`.
 */
export const crossover = <const F extends Factors>(factors: F, options: CrossoverOptions): Design<WithPeriod<F>> => {
  const { sequences = ['AB', 'BA'] } = options
  const [factor, levels] = treatmentOf('crossover', factors)
  const letters = levels.map((_, i) => String.fromCharCode(65 + i))
  const known =
    sequences.length >= 2 && sequences.every((own) => own.length >= 2 && own.length === sequences[0]!.length)
  if (!known || sequences.some((own) => [...own].some((letter) => !letters.includes(letter))))
    throw new Error(
      `crossover: sequences are two or more words of one length in ${letters.join(', ')} (${factor} ${levels.join(', ')}), as in AB and BA, not ${sequences.join(', ')}`,
    )
  const unused = letters.filter((letter) => !sequences.some((own) => own.includes(letter)))
  if (unused.length)
    throw new Error(
      `crossover: no sequence has ${unused.map((letter) => `${letter} (${levels[letters.indexOf(letter)]})`)}`,
    )
  return inPeriods({
    name: 'crossover',
    factors,
    sequences: sequences.map((own) => [...own].map((letter) => letters.indexOf(letter))),
    notes: [
      `crossover ${sequences.join(', ')}, where ${letters.map((letter, i) => `${letter} is ${levels[i]}`).join(' and ')}`,
    ],
    options,
    again: (subjects) => crossover(factors, { ...options, subjects }),
  })
}
