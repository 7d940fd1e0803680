import type { CharityAct } from './acts.ts'

type Cues = readonly (readonly [CharityAct, string])[]

/** What a persuader's sentence does, by the first of these (regular expressions on lower case) that it holds; else 'other'. */
export const PERSUADER_CUES: Cues = [
  [
    'ask-donate-more',
    'donate more|give (a )?(little|bit) more|(little|bit) more (is )?(possible)?\\?|(could|can|would) you .*\\bmore\\b.*\\?',
  ],
  ['ask-donation-amount', 'how much .*(donate|give|contribute|like)|what amount'],
  ['ask-not-donate-reason', 'why not|why (would|do|don.t|are) you.* (not|n.t) |keeps you from'],
  ['source-related-inquiry', '(heard (of|about)|familiar with|know (about|of|anything)).*\\?|ever heard'],
  [
    'proposition-of-donation',
    '(would|will|could|can|are|do) you .*(donat|contribut|give)\\w*.*\\?|consider (donat|mak)|like to donate|willing to (donate|give)',
  ],
  [
    'task-related-inquiry',
    '(do|did|have|are) you .*(charit|donat|volunteer|organi[sz]ation).*\\?|look for in a charity',
  ],
  ['personal-related-inquiry', '(do|did|have|are|where|what) (you|do you|are you) .*\\?|do you have|how (old|many)'],
  ['confirm-donation', '(confirm|noted|processed?) .*|your donation is|so you are donating'],
  [
    'donation-information',
    'payment|deduct|research team|collect|\\$0|between .*\\$|directly to the charity|task (money|earnings)',
  ],
  [
    'self-modeling',
    '\\bi( am|.m|.ll| will| would|.ve)? ?(going to|plan(ning)?( on| to)?|personally|myself|also|too)?.*(donat|giv)\\w*.*(too|also|myself|as well|my own|from what|of my)|i will (also )?(donate|match)|\\bi (am|.m) (going to )?donat',
  ],
  [
    'foot-in-the-door',
    'even (a|the|just|if|\\$|one|\\d)|every (penny|cent|little|dollar|bit)|start small|any (small )?amount|(small|little) (amount|donation) (is|would|can|will|helps?)',
  ],
  [
    'personal-story',
    'when i was|\\bmy (own )?(sister|brother|mother|mom|father|dad|son|daughter|kids?|friend|family|wife|husband|nephew|niece|neighbor)|friend of mine|i (remember|grew up|once)',
  ],
  [
    'credibility-appeal',
    'organi[sz]ation|non-?profit|founded|countries|programs?|rated|percent|%|trust(ed|worthy)|reports?|website|transparen|million|provid|works? (to|in|with)|helps? (children|kids)',
  ],
  [
    'emotion-appeal',
    'heart|suffer|dying|imagin|hungry|starv|sad(ly)?\\b|afraid|war\\b|innocent|cry|smile|poor (kids|children)|in need',
  ],
  [
    'logical-appeal',
    'difference|adds up|could (help|pay|save|provide|feed)|can (help|pay|save|provide|feed)|would (help|go)|because|impact|future|if (each|every|we|you)',
  ],
  [
    'praise-user',
    '(kind|generous|sweet|awesome|wonderful|thoughtful|amazing|great|nice) (of you|person|heart)|you.?(.re| are) (so |very |such )?(a )?(kind|generous|great|amazing|awesome|wonderful)',
  ],
  ['you-are-welcome', '(you.?re|you are) (very |most )?welcome|my pleasure|no problem'],
  ['thank', 'thank|appreciate'],
  ['closing', 'bye|(have|enjoy) (a|the|your) .*(day|night|evening|weekend|rest)|take care'],
  ['greeting', '^(hi|hello|hey|good (day|morning|afternoon|evening)|greetings)\\b|how are you|nice to meet'],
  ['positive-to-inquiry', '^(yes|yeah|yep|of course|sure|i do)\\b'],
  ['negative-to-inquiry', '^(no|nope|not really|never)\\b'],
  ['neutral-to-inquiry', 'it depends|not sure|in between'],
  [
    'acknowledgement',
    '^(i see|i understand|ok(ay)?|that makes sense|that.s (great|good|nice|awesome)|great|awesome|understood)',
  ],
  ['comment-partner', 'sounds like|must (be|keep)'],
  ['off-task', 'weather|football|rain|late here'],
]

/** The same for a persuadee. */
export const PERSUADEE_CUES: Cues = [
  ['disagree-donation-more', '(no|not|n.t|can.?not) .*more\\b|all i can'],
  [
    'disagree-donation',
    '(do not|don.t|cannot|can.t|can not|won.t|will not|not going to|rather not|unable to|not (interested|able|willing|ready)) .*(donat|giv|contribut)|rather not|no,? thank|not (today|at this time|right now)',
  ],
  [
    'ask-persuader-donation-intention',
    '(are|will|would|do|did|have) you .*(donat|giv)\\w*( .*)?(too|as well|yourself|also|your)?.*\\?|how much (are|will|do|did) you',
  ],
  ['ask-donation-procedure', 'how (do|can|would|does|will|is|are) .*(donat|money|pay|send|work|giv)\\w*.*\\?'],
  [
    'provide-donation-amount',
    '\\$ ?\\d|\\$\\.\\d|\\d+ ?(cents?|dollars?|%|percent)|(half|all) of (it|my)|(a|one|two|fifty|ten|twenty) (dollars?|cents?)',
  ],
  ['confirm-donation', 'confirm|that is correct|that.s correct|go ahead'],
  [
    'agree-donation',
    '(will|.ll|would|can|could|willing to|happy to|like to|love to|going to|glad to) .*(donat|giv|contribut|help)|count me in|^(sure|yes|ok(ay)?),? i (will|.ll|can|would)|willing to',
  ],
  [
    'ask-org-info',
    '(what|where|how|who|which|does|do|is|are|can) .*(they|it|organi[sz]ation|charity|this|that|children|save|money|donations?).*\\?',
  ],
  ['task-related-inquiry', '(do|have|are|did) you .*(charit|donat|volunteer|work).*\\?'],
  ['personal-related-inquiry', '(do|have|are|did|where|what|how) .*\\byou\\b.*\\?'],
  [
    'negative-reaction-to-donation',
    'skeptic|scam|(n.t|not) (trust|sure (it|if|where))|overhead|waste|need (the|my|all|this) money|tight|afford|worr(y|ied)|broke\\b|already (give|donate)',
  ],
  ['neutral-reaction-to-donation', 'maybe|perhaps|think about|not sure|i guess|might|consider|we will see'],
  ['you-are-welcome', '(you.?re|you are) (very |most )?welcome|my pleasure|no problem'],
  ['thank', 'thank'],
  ['closing', 'bye|(have|enjoy) (a|the|your) .*(day|night|evening|weekend)|take care'],
  [
    'positive-reaction-to-donation',
    'great|good|wonderful|amazing|important|worth|noble|love|nice|awesome|help(s|ing)? |sad|terrible|heart|agree|admir|impress',
  ],
  ['greeting', '^(hi|hello|hey|good (day|morning|afternoon|evening)|greetings)\\b|how are you|how about you'],
  ['negative-to-inquiry', '^(no|nope|not really|never)\\b|haven.t|have not|(don.t|do not) (know|have|think|usually)'],
  ['positive-to-inquiry', '^(yes|yeah|yep|of course|sure|i (do|have|am))\\b|heard of|familiar'],
  ['neutral-to-inquiry', 'it depends|sometimes|a little|a bit'],
  ['acknowledgement', '^(i see|i understand|ok(ay)?|oh|ah|right|wow|that makes sense|understood)\\b'],
  ['off-task', 'weather|rain|lunch|cat|dog'],
]
