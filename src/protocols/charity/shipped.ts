import type { Fitted } from 'suasion'
import { learntPersuadee } from './fitted.ts'
import { learntOf } from './fitter.ts'
import { DRAWS, FIT } from './shipped-fit.ts'

let known: ReturnType<typeof learntOf> | null = null

/** The fit that comes with the project, from the 300 labelled dialogues of PersuasionForGood: numbers alone. */
export const shippedFit = (): Fitted => ({
  ...(JSON.parse(FIT) as Omit<Fitted, 'draws'>),
  draws: DRAWS.map((line) => line.split(' ').map(Number)),
})

/** The same, ready for a mind or a search. */
export const shippedPersuadee = (): ReturnType<typeof learntOf> => {
  known ??= learntOf(shippedFit())
  return known
}

/**
 * A persuadee fitted from the 300 labelled dialogues of PersuasionForGood (Wang et al. 2019): in each turn it pledges,
 * refuses, or answers in some mood, with hazards that depend on what the persuader does and did. It hears the labels of
 * acts and nothing else. What it gives follows what people gave who had pledged, or not. Each episode draws its
 * parameters from a bootstrap of whole dialogues (`point` takes the estimate). `fatigue` adds -.6 to the log odds of a
 * pledge and +.5 to those of a refusal, times itself, for each ask before: *inferred*, 0 in the data's own fit. It is
 * observational: nagging pays, and no strategy can be judged by it alone. Outside its support episodes are flagged.
 */
export const fittedPersuadee = ({ fatigue = 0, point = false } = {}) =>
  learntPersuadee('fitted persuadee', shippedPersuadee(), { fatigue, point })

/** The same, tired by each ask before: fatigue 1 of {@link fittedPersuadee}, which is *inferred* and not fitted. */
export const tiredPersuadee = () => fittedPersuadee({ fatigue: 1 })
