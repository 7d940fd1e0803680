import { protocol } from 'suasion'
import { DIFFICULTIES, DIMENSIONS, dimensionOf } from './dimensions.ts'
import { singleArgumentRules } from './rules.ts'
import { words } from './words.ts'

/** One argument in one social way against a sceptic, with its words. */
export const singleArgument = protocol(singleArgumentRules, words, {
  recall: true,
  expressive: { argue: ['dimension', 'truthful'] },
  parse: (act) => ({ dimension: dimensionOf('text' in act ? act.text : ''), truthful: null }),
  resample: (state, seat, luck) =>
    seat === 'sceptic'
      ? { ...state, dimension: luck.of('dimension').pick(DIMENSIONS) }
      : {
          ...state,
          difficulty: luck.of('difficulty').pick(DIFFICULTIES),
          ...(seat === 'rival' && { dimension: luck.of('dimension').pick(DIMENSIONS) }),
          ...(seat === 'convincer' && state.rival && { rival: luck.of('rival').pick(DIMENSIONS) }),
        },
})
