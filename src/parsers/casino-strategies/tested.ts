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
  people: 792,
  tested: 4615,
  accuracy: 0.6345,
  baseline: 0.3153,
  labels: {
    'elicit-pref': counts(243, 134, 72, 4166),
    'no-need': counts(13, 183, 11, 4408),
    'non-strategic': counts(1240, 215, 505, 2655),
    'other-need': counts(165, 244, 60, 4146),
    'promote-coordination': counts(245, 334, 138, 3898),
    'self-need': counts(657, 307, 340, 3311),
    'showing-empathy': counts(31, 223, 22, 4339),
    'small-talk': counts(766, 288, 234, 3327),
    'uv-part': counts(6, 125, 3, 4481),
    'vouch-fair': counts(194, 245, 62, 4114),
  },
}
