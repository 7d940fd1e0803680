// Written by `node scripts/fit-parsers.mjs`: counts over the utterances of people held out, and no utterance.
import type { LabelCounts } from 'suasion'

const counts = (hits: number, misses: number, falseAlarms: number, rejections: number): LabelCounts => ({
  hits,
  misses,
  falseAlarms,
  rejections,
})

/** How the parser read people that it was not trained on: five folds of whole conversations. */
export const TESTED = {
  people: 300,
  tested: 4847,
  accuracy: 0.5273,
  baseline: 0.2129,
  labels: {
    acknowledgement: counts(156, 142, 160, 4389),
    'agree-donation': counts(76, 127, 82, 4562),
    'ask-donation-procedure': counts(76, 99, 61, 4611),
    'ask-org-info': counts(381, 104, 234, 4128),
    'ask-persuader-donation-intention': counts(36, 49, 23, 4739),
    closing: counts(58, 31, 17, 4741),
    'confirm-donation': counts(3, 29, 1, 4814),
    'disagree-donation': counts(9, 68, 11, 4759),
    'disagree-donation-more': counts(0, 14, 2, 4831),
    greeting: counts(217, 8, 34, 4588),
    'negative-reaction-to-donation': counts(35, 196, 92, 4524),
    'negative-to-inquiry': counts(96, 54, 48, 4649),
    'neutral-reaction-to-donation': counts(1, 112, 4, 4730),
    'neutral-to-inquiry': counts(0, 60, 3, 4784),
    'off-task': counts(6, 128, 17, 4696),
    other: counts(103, 345, 342, 4057),
    'personal-related-inquiry': counts(23, 75, 45, 4704),
    'positive-reaction-to-donation': counts(767, 265, 788, 3027),
    'positive-to-inquiry': counts(171, 117, 133, 4426),
    'provide-donation-amount': counts(172, 65, 78, 4532),
    'task-related-inquiry': counts(42, 159, 89, 4557),
    thank: counts(113, 30, 31, 4673),
    'you-are-welcome': counts(23, 17, 1, 4806),
  },
}
