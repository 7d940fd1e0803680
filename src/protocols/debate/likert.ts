/**
 * A Likert answer (1 to `points`) as a belief in [0, 1]: (answer - 1) / (points - 1). The recoding of the released
 * trial (`target_initial_belief` in persuasiontrace): 1, 2, 3, 4, 5 are 0, .25, .5, .75, 1.
 */
export const beliefOf = (likert: number, points = 5): number => {
  if (!(points >= 2 && likert >= 1 && likert <= points))
    throw new Error(`a Likert answer is from 1 to ${points} (at least 2 points), not ${likert}`)
  return (likert - 1) / (points - 1)
}

/**
 * A belief in [0, 1] as the Likert answer nearest to it under {@link beliefOf}: with five points the cuts are .125,
 * .375, .625 and .875. The one place where a probability becomes an answer; that people answer so is *chosen*.
 */
export const likertOf = (belief: number, points = 5): number => {
  if (!(points >= 2)) throw new Error(`a Likert scale has at least 2 points, not ${points}`)
  if (!(belief >= 0 && belief <= 1)) throw new Error(`a belief is from 0 to 1, not ${belief}`)
  return 1 + Math.round(belief * (points - 1))
}
