import { checkNumbers } from './check.ts'
import { entropy } from './information.ts'

const checkLaw = (p: readonly number[], what: string): void => {
  checkNumbers(p, what)
  const sum = p.reduce((total, x) => total + x, 0)
  if (p.some((x) => x < 0) || Math.abs(sum - 1) > 1e-9)
    throw new Error(`${what}: ${p.join(', ')} are no distribution; chances are 0 or more and sum to 1`)
}

const bits = (shares: readonly number[]): number => entropy(shares, { base: 2 })

/** What a question can tell about the hypotheses, in bits. */
export interface InformationGain {
  /** Entropy now less the entropy expected after the answer: from 0 to `prior`. */
  readonly value: number
  /** The entropy of the hypotheses now. */
  readonly prior: number
  /** By answer: its chance, and what is believed of the hypotheses after it (null where it cannot come). */
  readonly answers: readonly { readonly chance: number; readonly posterior: readonly number[] | null }[]
}

/**
 * The expected information gain of a question, in bits: the mutual information of its answer and the hypotheses. `prior`
 * is the belief in each hypothesis; `chances` has one row per hypothesis, with the chance of each answer under it.
 * For a question answered yes or no with chance p, a row is [p, 1 - p]. Source: Lindley 1956.
 */
export const informationGain = (prior: readonly number[], chances: readonly (readonly number[])[]): InformationGain => {
  checkLaw(prior, 'the prior')
  if (chances.length !== prior.length)
    throw new Error(`there are ${prior.length} hypotheses, and answers under ${chances.length}`)
  const width = chances[0]!.length
  for (const [h, row] of chances.entries()) {
    checkLaw(row, `the answers under hypothesis ${h}`)
    if (row.length !== width)
      throw new Error(`hypothesis ${h} has ${row.length} answers, and hypothesis 0 has ${width}`)
  }
  const before = bits(prior)
  const answers = Array.from({ length: width }, (_, a) => {
    const joint = prior.map((p, h) => p * chances[h]![a]!)
    const chance = joint.reduce((sum, p) => sum + p, 0)
    return { chance, posterior: chance > 0 ? joint.map((p) => p / chance) : null }
  })
  const after = answers.reduce((sum, { chance, posterior }) => sum + (posterior ? chance * bits(posterior) : 0), 0)
  return { value: Math.max(0, before - after), prior: before, answers }
}
