/**
 * What is believed of a proposition H and of one witness: the joint probabilities of H or not H with a reliable or an
 * unreliable witness. They sum to 1.
 */
export type Testimony = {
  readonly trueReliable: number
  readonly trueUnreliable: number
  readonly falseReliable: number
  readonly falseUnreliable: number
}

/** Prior belief `h` in H, and prior probability `r` that the witness is reliable, independent of each other. */
export const testimony = (h: number, r: number): Testimony => ({
  trueReliable: h * r,
  trueUnreliable: h * (1 - r),
  falseReliable: (1 - h) * r,
  falseUnreliable: (1 - h) * (1 - r),
})

/** P(H). */
export const beliefIn = ({ trueReliable, trueUnreliable }: Testimony): number => trueReliable + trueUnreliable

/** P(the witness is reliable). */
export const trustIn = ({ trueReliable, falseReliable }: Testimony): number => trueReliable + falseReliable

/**
 * One report (Bovens & Hartmann 2003): a reliable witness says what is so, an unreliable one says "H" with chance `a`
 * whatever is so. In the joint table several reports of one witness are taken together: that they agree speaks for its
 * reliability, and if they do not it has none.
 */
export const hearWitness = (before: Testimony, saysTrue: boolean, a: number): Testimony => {
  const chance = saysTrue ? a : 1 - a
  const trueReliable = saysTrue ? before.trueReliable : 0
  const falseReliable = saysTrue ? 0 : before.falseReliable
  const trueUnreliable = before.trueUnreliable * chance
  const falseUnreliable = before.falseUnreliable * chance
  const total = trueReliable + falseReliable + trueUnreliable + falseUnreliable
  return {
    trueReliable: trueReliable / total,
    trueUnreliable: trueUnreliable / total,
    falseReliable: falseReliable / total,
    falseUnreliable: falseUnreliable / total,
  }
}
