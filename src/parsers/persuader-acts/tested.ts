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
  accuracy: 0.5646,
  baseline: 0.18,
  labels: {
    acknowledgement: counts(179, 119, 212, 5507),
    'ask-donate-more': counts(0, 40, 3, 5974),
    'ask-donation-amount': counts(103, 27, 37, 5850),
    'ask-not-donate-reason': counts(0, 9, 2, 6006),
    closing: counts(55, 32, 23, 5907),
    'comment-partner': counts(0, 38, 0, 5979),
    'confirm-donation': counts(10, 41, 7, 5959),
    'credibility-appeal': counts(922, 161, 555, 4379),
    'donation-information': counts(364, 127, 139, 5387),
    'emotion-appeal': counts(182, 195, 137, 5503),
    'foot-in-the-door': counts(62, 102, 49, 5804),
    greeting: counts(314, 19, 46, 5638),
    'logical-appeal': counts(174, 296, 323, 5224),
    'negative-to-inquiry': counts(4, 31, 2, 5980),
    'neutral-to-inquiry': counts(1, 56, 7, 5953),
    'off-task': counts(0, 120, 15, 5882),
    other: counts(190, 322, 513, 4992),
    'personal-related-inquiry': counts(88, 81, 62, 5786),
    'personal-story': counts(16, 138, 25, 5838),
    'positive-to-inquiry': counts(10, 83, 21, 5903),
    'praise-user': counts(52, 124, 62, 5779),
    'proposition-of-donation': counts(186, 122, 115, 5594),
    'self-modeling': counts(69, 95, 65, 5788),
    'source-related-inquiry': counts(147, 33, 37, 5800),
    'task-related-inquiry': counts(70, 121, 103, 5723),
    thank: counts(213, 86, 73, 5645),
    'you-are-welcome': counts(0, 8, 0, 6009),
  },
}
