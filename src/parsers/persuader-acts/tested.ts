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
  accuracy: 0.5401,
  baseline: 0.18,
  labels: {
    acknowledgement: counts(161, 137, 187, 5532),
    'ask-donate-more': counts(3, 37, 13, 5964),
    'ask-donation-amount': counts(103, 27, 56, 5831),
    'ask-not-donate-reason': counts(0, 9, 0, 6008),
    closing: counts(59, 28, 36, 5894),
    'comment-partner': counts(1, 37, 9, 5970),
    'confirm-donation': counts(16, 35, 17, 5949),
    'credibility-appeal': counts(844, 239, 427, 4507),
    'donation-information': counts(342, 149, 150, 5376),
    'emotion-appeal': counts(176, 201, 145, 5495),
    'foot-in-the-door': counts(84, 80, 102, 5751),
    greeting: counts(312, 21, 127, 5557),
    'logical-appeal': counts(125, 345, 257, 5290),
    'negative-to-inquiry': counts(16, 19, 15, 5967),
    'neutral-to-inquiry': counts(1, 56, 16, 5944),
    'off-task': counts(7, 113, 50, 5847),
    other: counts(156, 356, 428, 5077),
    'personal-related-inquiry': counts(90, 79, 78, 5770),
    'personal-story': counts(18, 136, 32, 5831),
    'positive-to-inquiry': counts(12, 81, 49, 5875),
    'praise-user': counts(60, 116, 99, 5742),
    'proposition-of-donation': counts(173, 135, 101, 5608),
    'self-modeling': counts(72, 92, 93, 5760),
    'source-related-inquiry': counts(148, 32, 76, 5761),
    'task-related-inquiry': counts(76, 115, 131, 5695),
    thank: counts(221, 78, 115, 5603),
    'you-are-welcome': counts(2, 6, 0, 6009),
  },
}
