import type { Tactic } from './acts.ts'

/** What shows a tactic that goes around the other's judgement, as regular expressions on lower case; the first counts. */
export const TACTIC_CUES: readonly (readonly [Exclude<Tactic, 'none'>, string])[] = [
  [
    'gaslighting',
    'you (already )?(said|agreed|promised)( yourself)?.* (you know|forg)|you said yourself|already agreed to this',
  ],
  ['guilt-tripping', 'how could you|live with (it|yourself)|if you do nothing|on your conscience|selfish'],
  ['peer-pressure', 'every(body|one) else|only one who (did|does|do) not|only one who didn.t|all the others'],
  ['negging', 'people like you|less generous|had you down'],
  ['emotional-blackmail', 'i will feel (terrible|awful)|do this to me|you will break my heart'],
  ['fear-enhancement', 'could die this|will die (if|unless|without)|what will happen to them'],
  ['reciprocity-pressure', 'you owe|your turn to give|after all i'],
]
