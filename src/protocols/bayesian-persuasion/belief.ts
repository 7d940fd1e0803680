import { bestAction, payoffsOf, type StoryName, turningBeliefs } from './stories.ts'

/** How likely the favourable signal is in each state. */
export interface Scheme {
  readonly ifGood: number
  readonly ifBad: number
}

/** What a scheme comes to where it is kept with a chance of `kept`, and the signal is favourable otherwise. */
export const effective = ({ ifGood, ifBad }: Scheme, kept: number): Scheme => ({
  ifGood: kept * ifGood + (1 - kept),
  ifBad: kept * ifBad + (1 - kept),
})

/** The belief in the good state after a signal, by Bayes; the prior after one that could not come. */
export const posterior = (prior: number, { ifGood, ifBad }: Scheme, favourable: boolean): number => {
  const good = prior * (favourable ? ifGood : 1 - ifGood)
  const bad = (1 - prior) * (favourable ? ifBad : 1 - ifBad)
  return good + bad > 0 ? good / (good + bad) : prior
}

/** The problem a sender has: the prior, the receiver's threshold, and how sure a scheme is to be kept. */
export interface Problem {
  readonly story: StoryName
  readonly prior: number
  readonly threshold: number
  readonly kept: number
}

/**
 * What a sender gets a round on average for a scheme, against a receiver who knows it and how sure it is to be kept.
 */
export const schemeValue = ({ story, prior, threshold, kept }: Problem, scheme: Scheme): number => {
  const { actions, sender } = payoffsOf(story, threshold)
  const sent = effective(scheme, kept)
  let value = 0
  for (const favourable of [true, false]) {
    const action = actions.indexOf(bestAction(story, threshold, posterior(prior, sent, favourable)))
    for (const [state, p] of [1 - prior, prior].entries()) {
      const chance = state === 1 ? sent.ifGood : sent.ifBad
      value += p * (favourable ? chance : 1 - chance) * sender[state]![action]!
    }
  }
  return value
}

/**
 * The best scheme of two signals, which are enough for two states: the value is linear in the scheme wherever no
 * posterior crosses a turning belief, and those are lines, so the best is where two of the lines or edges meet
 * (Kamenica & Gentzkow 2011). With two actions and a scheme that is kept it is ifGood = 1, ifBad = prior (1 -
 * threshold) / ((1 - prior) threshold).
 */
export const bestScheme = (problem: Problem): Scheme & { readonly value: number } => {
  const { story, prior, threshold, kept } = problem
  type LineOf = readonly [ofGood: number, ofBad: number, sum: number]
  const lines: LineOf[] = [
    [1, 0, 1],
    [1, 0, 0],
    [0, 1, 0],
    [0, 1, 1],
  ]
  for (const belief of turningBeliefs(story, threshold)) {
    const [good, bad] = [prior * (1 - belief), (1 - prior) * belief]
    // Of the favourable signal: good x ifGood' = bad x ifBad'; of the other the same of 1 less each.
    const rest = (1 - kept) * (bad - good)
    lines.push([kept * good, -kept * bad, rest], [kept * good, -kept * bad, rest + good - bad])
  }
  let best = { ifGood: 1, ifBad: 0, value: schemeValue(problem, { ifGood: 1, ifBad: 0 }) }
  for (const [i, [a, b, c]] of lines.entries())
    for (const [d, e, f] of lines.slice(i + 1)) {
      const determinant = a * e - b * d
      if (Math.abs(determinant) < 1e-14) continue
      const [x, y] = [(c * e - b * f) / determinant, (a * f - c * d) / determinant]
      if (Math.min(x, y) < -1e-9 || Math.max(x, y) > 1 + 1e-9) continue
      const scheme = { ifGood: Math.min(1, Math.max(0, x)), ifBad: Math.min(1, Math.max(0, y)) }
      const value = schemeValue(problem, scheme)
      if (value > best.value + 1e-12) best = { ...scheme, value }
    }
  return best
}
