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
  accuracy: 0.6323,
  baseline: 0.3153,
  labels: {
    'elicit-pref': counts(246, 131, 80, 4158),
    'no-need': counts(18, 178, 16, 4403),
    'non-strategic': counts(1211, 244, 489, 2671),
    'other-need': counts(185, 224, 71, 4135),
    'promote-coordination': counts(280, 299, 182, 3854),
    'self-need': counts(639, 325, 317, 3334),
    'showing-empathy': counts(46, 208, 27, 4334),
    'small-talk': counts(767, 287, 255, 3306),
    'uv-part': counts(8, 123, 8, 4476),
    'vouch-fair': counts(210, 229, 92, 4084),
  },
}
