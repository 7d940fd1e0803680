/** What a persuader's sentence does: the labels of Wang et al. 2019 (PersuasionForGood), as the released files spell them. */
export const PERSUADER_ACTS = [
  'greeting',
  'source-related-inquiry',
  'task-related-inquiry',
  'personal-related-inquiry',
  'credibility-appeal',
  'emotion-appeal',
  'logical-appeal',
  'self-modeling',
  'foot-in-the-door',
  'personal-story',
  'donation-information',
  'proposition-of-donation',
  'ask-donation-amount',
  'ask-donate-more',
  'ask-not-donate-reason',
  'confirm-donation',
  'praise-user',
  'comment-partner',
  'acknowledgement',
  'positive-to-inquiry',
  'neutral-to-inquiry',
  'negative-to-inquiry',
  'thank',
  'you-are-welcome',
  'closing',
  'off-task',
  'other',
] as const
export type PersuaderAct = (typeof PERSUADER_ACTS)[number]

/** What a persuadee's sentence does: the labels of the same paper. */
export const PERSUADEE_ACTS = [
  'greeting',
  'agree-donation',
  'provide-donation-amount',
  'confirm-donation',
  'disagree-donation',
  'disagree-donation-more',
  'positive-reaction-to-donation',
  'neutral-reaction-to-donation',
  'negative-reaction-to-donation',
  'positive-to-inquiry',
  'neutral-to-inquiry',
  'negative-to-inquiry',
  'ask-org-info',
  'ask-donation-procedure',
  'ask-persuader-donation-intention',
  'task-related-inquiry',
  'personal-related-inquiry',
  'acknowledgement',
  'thank',
  'you-are-welcome',
  'closing',
  'off-task',
  'other',
] as const
export type PersuadeeAct = (typeof PERSUADEE_ACTS)[number]

export const ACTS = [...new Set([...PERSUADER_ACTS, ...PERSUADEE_ACTS])] as const
export type CharityAct = PersuaderAct | PersuadeeAct

/** The seven appeals of the paper's ten strategies. */
export const APPEALS = [
  'logical-appeal',
  'emotion-appeal',
  'credibility-appeal',
  'foot-in-the-door',
  'self-modeling',
  'personal-story',
  'donation-information',
] as const satisfies readonly PersuaderAct[]

/** The three inquiries of the ten strategies. */
export const INQUIRIES = [
  'source-related-inquiry',
  'task-related-inquiry',
  'personal-related-inquiry',
] as const satisfies readonly PersuaderAct[]

/** What asks for money outright. */
export const ASKS = [
  'proposition-of-donation',
  'ask-donation-amount',
  'ask-donate-more',
] as const satisfies readonly PersuaderAct[]

/** Ways around the other's judgement, by the list of ChatbotManip; people's turns carry no such label. */
export const TACTICS = [
  'none',
  'gaslighting',
  'guilt-tripping',
  'peer-pressure',
  'negging',
  'emotional-blackmail',
  'fear-enhancement',
  'reciprocity-pressure',
] as const
export type Tactic = (typeof TACTICS)[number]
export const MANIPULATIVE: readonly Tactic[] = TACTICS.filter((tactic) => tactic !== 'none')

/** What a persuadee's turn comes to. */
export type Reply = 'donate' | 'refuse' | 'negative' | 'positive' | 'neutral'

const CLASSES: readonly (readonly [Reply, ReadonlySet<string>])[] = [
  ['donate', new Set(['agree-donation', 'provide-donation-amount', 'confirm-donation'])],
  ['refuse', new Set(['disagree-donation', 'disagree-donation-more'])],
  ['negative', new Set(['negative-reaction-to-donation', 'negative-to-inquiry'])],
  ['positive', new Set(['positive-reaction-to-donation', 'positive-to-inquiry'])],
]

/** What the labels of one turn of a persuadee come to: the first that holds of donate, refuse, negative, positive; else neutral. */
export const replyOf = (move: string, acts: readonly string[]): Reply => {
  if (move === 'pledge') return 'donate'
  if (move === 'decline') return 'refuse'
  for (const [reply, labels] of CLASSES) if (acts.some((act) => labels.has(act))) return reply
  return 'neutral'
}
