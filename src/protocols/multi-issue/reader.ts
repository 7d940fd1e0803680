import type { Act } from 'suasion'
import { type moves, STRATEGIES, type Strategy, type View } from './state.ts'

const cues = (body: string): RegExp => new RegExp(`(?<![\\p{L}'])(?:${body})(?![\\p{L}'])`, 'iu')

/** The cues of each strategy, chosen after its definition in Chawla et al. 2021: one match is enough. */
const CUES: Readonly<Record<Exclude<Strategy, 'non-strategic'>, RegExp>> = {
  'small-talk': cues(
    "hello|hi|hey|how are you|nice to meet|good (?:morning|afternoon|evening|luck)|excited|have (?:fun|a (?:great|good|nice))|enjoy|weekend|looking forward|how's it going|where are you (?:going|camping)|love camping",
  ),
  'self-need': cues(
    "i(?:'m| am| get| will get| feel)? ?(?:really |also |definitely |do |will |would |always |especially )*(?:need|require|run(?:ning)? out|thirsty|cold|sick|low on|short (?:on|of)|lack|can't live without|dehydrated|hungry|hiking|forgot)|my (?:health|medicine|condition|top priority|biggest need)|(?:important|essential|crucial|vital) (?:for|to) me",
  ),
  'other-need': cues(
    '(?:my|our|the) (?:\\p{L}+ )?(?:kids?|child|children|family|wife|husband|son|daughter|baby|friends?|group|dog|dogs|mother|father|grandfather|grandmother|parents|scouts?)',
  ),
  'no-need': cues(
    "(?:do not|don't|won't|wouldn't|not) (?:really )?need|(?:have|got|brought|packed) (?:plenty|enough|extra|more than enough|a lot)|can (?:do|live|make do|manage) without|already (?:have|brought|packed)|not (?:as|that) (?:important|thirsty|hungry)|least (?:important|of my)|without much",
  ),
  'elicit-pref': cues(
    '(?:what|which|how much|how many)\\b[^.!?]{0,80}\\byou\\b[^.!?]{0,60}\\?|do you (?:need|prefer|want|have a preference)[^.!?]{0,80}\\?|what about you\\?|(?:your|any) (?:priority|preferences?|priorities)[^.!?]{0,60}\\?',
  ),
  'promote-coordination': cues(
    "let'?s|let us|we (?:can|could|should)|work (?:something|it|this|together|out)|make a deal|(?:willing|happy) to (?:trade|give|compromise|negotiate|let)|trade|in (?:exchange|return)|compromise|help each other|how about|would you be (?:willing|okay|open)|both (?:of us|win|be happy)",
  ),
  'vouch-fair': cues(
    "fair(?:ly|er|ness)?|unfair|equal(?:ly)?|even(?:ly)? (?:split|divid\\p{L}*|deal)|split (?:it |them )?even(?:ly)?|unbalanced|balanced|good deal for (?:both|us)|taking advantage|that'?s not right|lopsided",
  ),
  'showing-empathy': cues(
    'sorry (?:to hear|about|for|that)|i (?:totally |completely |can )?understand|that (?:sounds|must be) (?:like|so|really|very|great|nice|hard|tough|rough|fun)|i hope (?:you|your|she|he|they)|good for you|take care|stay safe|bless|i feel for you|awesome that',
  ),
  'uv-part': cues(
    "you (?:do not|don't|won't|shouldn't|may not|might not) (?:really |actually )?need|you (?:can|could) (?:always |just |easily )?(?:hunt|fish|find|collect|gather|buy|chop|get (?:some|it|more|water|wood)|boil|drink|pick)|why do you need|do you (?:really|actually) need|have you (?:tried|considered)|isn't there (?:a|any)|are you sure you need",
  ),
}

/** The strategies that a text shows signs of, in the order of the list; 'non-strategic' where it shows none. */
export const readStrategies = (text: string): readonly Strategy[] => {
  const found = STRATEGIES.filter((name) => name !== 'non-strategic' && CUES[name].test(text))
  return found.length > 0 ? found : ['non-strategic']
}

/**
 * Reads what was said into strategies, blind to who said it: a transparent keyword reader, right about
 * half of the time (micro-F1 .49 over the 4,615 labelled utterances of CaSiNo). A text without a letter has no strategy.
 */
export const parse = (act: Act<typeof moves>, _view: View): { readonly strategies: readonly Strategy[] } => ({
  strategies: /\p{L}/u.test(act.text) ? readStrategies(act.text) : [],
})
