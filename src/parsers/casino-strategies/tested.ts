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
  accuracy: 0.6306,
  baseline: 0.3153,
  labels: {
    'elicit-pref': counts(271, 106, 122, 4116),
    'no-need': counts(18, 178, 20, 4399),
    'non-strategic': counts(1208, 247, 495, 2665),
    'other-need': counts(182, 227, 77, 4129),
    'promote-coordination': counts(268, 311, 165, 3871),
    'self-need': counts(610, 354, 265, 3386),
    'showing-empathy': counts(41, 213, 27, 4334),
    'small-talk': counts(743, 311, 227, 3334),
    'uv-part': counts(8, 123, 8, 4476),
    'vouch-fair': counts(214, 225, 89, 4087),
  },
}
