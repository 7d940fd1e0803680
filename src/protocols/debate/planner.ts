import { checkHearing } from './bayesian-network.ts'
import { hearArgument, repeatsOf } from './hearing.ts'
import { type Joint, marginal, starNetwork, TARGET } from './network.ts'
import { FAIR, persuader } from './persuaders.ts'
import { ATTRIBUTES, LINK, type Susceptibility, susceptibilityOf } from './profile.ts'
import { type Argument, sideOf } from './speech.ts'
import { CLAIMS, type View } from './view.ts'

/** The listener the planner reckons with: the mean of {@link drawNetwork}, in which a premise weighs .75 (1.25 x (.8 - .2)). */
const listener: Joint = starNetwork(
  0.489,
  [0, 1, 2].map(() => ({ p: 0.5, weight: 0.75 })),
)

const anybody: readonly Susceptibility[] = ATTRIBUTES.education.flatMap((_, logos) =>
  ATTRIBUTES.age.flatMap((_, ethos) =>
    ATTRIBUTES.employment.map((_, pathos) => ({
      logos: LINK[logos]!,
      ethos: LINK[ethos]!,
      pathos: LINK[pathos]!,
    })),
  ),
)

/** The fair argument that should move the modelled listener most from here, averaged over whom it may be. */
export const bestArgument = (view: View, { scale, repetition }: { scale: number; repetition: number }): Argument => {
  const { said, seat, otherProfile } = view
  const side = sideOf(view)
  const people = (otherProfile ? [susceptibilityOf(otherProfile)] : anybody).map((suscept) => {
    const hearing = { suscept, scale, repetition }
    const joint = said.reduce<Joint>(
      (table, each, place) =>
        each.by === seat && each.move === 'argue'
          ? hearArgument(table, each, side, hearing, repeatsOf(said, place))
          : table,
      listener,
    )
    return { hearing, joint }
  })
  let best: Argument | null = null
  let most = Number.NEGATIVE_INFINITY
  for (const strategy of FAIR)
    for (const claim of CLAIMS) {
      const argument = { strategy, claim, strength: 0.7, truthful: true }
      const repeats = said.filter(
        (each) => each.by === seat && each.strategy === strategy && each.claim === claim,
      ).length
      let belief = 0
      for (const { hearing, joint } of people)
        belief += marginal(hearArgument(joint, argument, side, hearing, repeats), TARGET)
      const value = side === 'PRO' ? belief : -belief
      if (value > most) [best, most] = [argument, value]
    }
  return best!
}

/**
 * Looks one step ahead: argues what would move a Bayesian-network listener most, given what it has argued already,
 * for the person in the profile where it is shown one, else on average over all it may be. It is as good as its model
 * of the listener, whose `scale` and `repetition` are those of {@link bayesianNetwork}; strength .7 is *chosen*.
 */
export const planner = ({ scale = 1, repetition = 0.5 } = {}) => {
  checkHearing('planner', { scale, repetition })
  // The plan depends on little, and is the same in most episodes of a run; to search for it takes a millisecond.
  const known = new Map<string, Argument>()
  return persuader(
    `planner (scale ${scale}, repetition ${repetition})`,
    ({ view }) => {
      const { side, otherProfile, said, seat } = view
      const argued = said.map(({ by, strategy, claim, strength }) => by === seat && [strategy, claim, strength])
      const key = JSON.stringify([side, otherProfile && susceptibilityOf(otherProfile), argued.filter(Boolean)])
      const plan = known.get(key) ?? bestArgument(view, { scale, repetition })
      known.set(key, plan)
      return plan
    },
    { source: 'one-step search against the Bayesian-network persuadee of persuasiontrace, arXiv 2606.05330' },
  )
}
