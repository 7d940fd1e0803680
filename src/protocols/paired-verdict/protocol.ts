import { protocol } from 'suasion'
import { pairedVerdictRules } from './rules.ts'
import { words } from './words.ts'

/** Two texts before a judge, in one order or both, with its words. */
export const pairedVerdict = protocol(pairedVerdictRules, words, {
  recall: true,
  // What another judge of the same two said is the only thing that a judge cannot know.
  resample: (state, seat, luck) => ({
    ...state,
    verdicts: Object.fromEntries(
      Object.entries(state.verdicts).map(([own, verdict]) => [
        own,
        own === seat || verdict === null ? verdict : luck.of('verdict', own).pick(['first', 'second'] as const),
      ]),
    ),
  }),
})
