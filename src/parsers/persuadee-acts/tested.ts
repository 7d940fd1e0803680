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
  accuracy: 0.4991,
  baseline: 0.2129,
  labels: {
    acknowledgement: counts(145, 153, 167, 4382),
    'agree-donation': counts(80, 123, 100, 4544),
    'ask-donation-procedure': counts(80, 95, 82, 4590),
    'ask-org-info': counts(362, 123, 219, 4143),
    'ask-persuader-donation-intention': counts(41, 44, 59, 4703),
    closing: counts(61, 28, 52, 4706),
    'confirm-donation': counts(4, 28, 14, 4801),
    'disagree-donation': counts(16, 61, 31, 4739),
    'disagree-donation-more': counts(0, 14, 0, 4833),
    greeting: counts(217, 8, 137, 4485),
    'negative-reaction-to-donation': counts(28, 203, 82, 4534),
    'negative-to-inquiry': counts(103, 47, 87, 4610),
    'neutral-reaction-to-donation': counts(1, 112, 17, 4717),
    'neutral-to-inquiry': counts(1, 59, 19, 4768),
    'off-task': counts(6, 128, 39, 4674),
    other: counts(87, 361, 285, 4114),
    'personal-related-inquiry': counts(36, 62, 57, 4692),
    'positive-reaction-to-donation': counts(626, 406, 591, 3224),
    'positive-to-inquiry': counts(164, 124, 146, 4413),
    'provide-donation-amount': counts(190, 47, 121, 4489),
    'task-related-inquiry': counts(45, 156, 98, 4548),
    thank: counts(122, 21, 63, 4641),
    'you-are-welcome': counts(24, 16, 6, 4801),
  },
}
