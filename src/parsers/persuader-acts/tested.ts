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
  tested: 6017,
  accuracy: 0.5548,
  baseline: 0.18,
  labels: {
    acknowledgement: counts(168, 130, 193, 5526),
    'ask-donate-more': counts(2, 38, 12, 5965),
    'ask-donation-amount': counts(105, 25, 46, 5841),
    'ask-not-donate-reason': counts(0, 9, 1, 6007),
    closing: counts(62, 25, 32, 5898),
    'comment-partner': counts(0, 38, 2, 5977),
    'confirm-donation': counts(14, 37, 14, 5952),
    'credibility-appeal': counts(878, 205, 500, 4434),
    'donation-information': counts(355, 136, 156, 5370),
    'emotion-appeal': counts(185, 192, 159, 5481),
    'foot-in-the-door': counts(73, 91, 70, 5783),
    greeting: counts(310, 23, 56, 5628),
    'logical-appeal': counts(150, 320, 300, 5247),
    'negative-to-inquiry': counts(11, 24, 11, 5971),
    'neutral-to-inquiry': counts(1, 56, 7, 5953),
    'off-task': counts(4, 116, 35, 5862),
    other: counts(180, 332, 455, 5050),
    'personal-related-inquiry': counts(88, 81, 63, 5785),
    'personal-story': counts(17, 137, 42, 5821),
    'positive-to-inquiry': counts(11, 82, 39, 5885),
    'praise-user': counts(58, 118, 88, 5753),
    'proposition-of-donation': counts(186, 122, 120, 5589),
    'self-modeling': counts(68, 96, 77, 5776),
    'source-related-inquiry': counts(148, 32, 52, 5785),
    'task-related-inquiry': counts(74, 117, 105, 5721),
    thank: counts(221, 78, 85, 5633),
    'you-are-welcome': counts(2, 6, 1, 6008),
  },
}
