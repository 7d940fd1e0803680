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
  accuracy: 0.5145,
  baseline: 0.2129,
  labels: {
    acknowledgement: counts(144, 154, 173, 4376),
    'agree-donation': counts(86, 117, 110, 4534),
    'ask-donation-procedure': counts(90, 85, 74, 4598),
    'ask-org-info': counts(354, 131, 192, 4170),
    'ask-persuader-donation-intention': counts(37, 48, 36, 4726),
    closing: counts(61, 28, 25, 4733),
    'confirm-donation': counts(7, 25, 8, 4807),
    'disagree-donation': counts(15, 62, 18, 4752),
    'disagree-donation-more': counts(1, 13, 1, 4832),
    greeting: counts(216, 9, 33, 4589),
    'negative-reaction-to-donation': counts(38, 193, 103, 4513),
    'negative-to-inquiry': counts(98, 52, 58, 4639),
    'neutral-reaction-to-donation': counts(1, 112, 16, 4718),
    'neutral-to-inquiry': counts(0, 60, 7, 4780),
    'off-task': counts(7, 127, 26, 4687),
    other: counts(108, 340, 350, 4049),
    'personal-related-inquiry': counts(30, 68, 57, 4692),
    'positive-reaction-to-donation': counts(691, 341, 718, 3097),
    'positive-to-inquiry': counts(160, 128, 134, 4425),
    'provide-donation-amount': counts(180, 57, 104, 4506),
    'task-related-inquiry': counts(51, 150, 110, 4536),
    thank: counts(116, 27, 34, 4670),
    'you-are-welcome': counts(24, 16, 10, 4797),
  },
}
