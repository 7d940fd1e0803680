import type { PersuaderAct, Tactic } from './acts.ts'
import { MANIPULATIVE } from './acts.ts'
import { type Here, isLast, ownTurns, persuader } from './persuaders.ts'
import { other, type View } from './state.ts'

/** How the published agent opens: a greeting with its first inquiry, then the other two, a turn each. */
const OPENING: readonly (readonly PersuaderAct[])[] = [
  ['greeting', 'source-related-inquiry'],
  ['task-related-inquiry'],
  ['personal-related-inquiry'],
]
/** The strategies in the order that the published agent found best. */
export const PUBLISHED_ORDER: readonly PersuaderAct[] = [
  'credibility-appeal',
  'emotion-appeal',
  'logical-appeal',
  'self-modeling',
  'foot-in-the-door',
  'personal-story',
]

/** What the published agent does first in a turn, by what the other has just done. */
const ANSWERS: Readonly<Record<string, PersuaderAct>> = {
  'task-related-inquiry': 'neutral-to-inquiry',
  'personal-related-inquiry': 'neutral-to-inquiry',
  'off-task': 'neutral-to-inquiry',
  'ask-org-info': 'credibility-appeal',
  greeting: 'greeting',
  'positive-reaction-to-donation': 'comment-partner',
  'positive-to-inquiry': 'comment-partner',
  'neutral-to-inquiry': 'comment-partner',
  'negative-to-inquiry': 'comment-partner',
  'neutral-reaction-to-donation': 'comment-partner',
  'agree-donation': 'thank',
  thank: 'you-are-welcome',
  'negative-reaction-to-donation': 'ask-not-donate-reason',
  'disagree-donation': 'ask-not-donate-reason',
  'disagree-donation-more': 'ask-not-donate-reason',
  'provide-donation-amount': 'praise-user',
  'ask-donation-procedure': 'donation-information',
}

const answers = ({ said, seat }: View): PersuaderAct[] => {
  const last = said.at(-1)
  if (!last || last.by !== other[seat]) return []
  return [...new Set(last.acts.flatMap((act) => ANSWERS[act] ?? []))]
}

/** The turns of the published plan: opening, strategies in this order, proposal, then farewells. */
const planned = (view: View, order: readonly PersuaderAct[]): readonly PersuaderAct[] => {
  const turn = ownTurns(view)
  const plan = [...OPENING, ...order.map((act) => [act] as const), ['proposition-of-donation'] as const]
  // Chosen: where the deadline is nearer than the end of the plan, the last turn makes the proposal.
  if (isLast(view) && turn < plan.length) return ['proposition-of-donation']
  return plan[turn] ?? ['closing']
}

const source = 'the rule planner of Refine-and-Imitate (Shi et al. 2020), code of wyshi/consistency'

/**
 * The published rule agent: opening inquiries, the strategies in their published best order, a proposal, a farewell;
 * each turn first answers what the other did, by the published table. `gives` is its own gift in dollars.
 */
export const ruleAgent = ({ gives = 0.5 } = {}) =>
  persuader('rule agent', ({ view }) => [...new Set([...answers(view), ...planned(view, PUBLISHED_ORDER)])], {
    source,
    hears: ['acts'],
    gives,
  })

/** The published order alone: one act a turn, whatever the other does. */
export const fixedOrder = ({ gives = 0.5 } = {}) =>
  persuader('fixed order', ({ view }) => planned(view, PUBLISHED_ORDER), { source, gives })

const shuffled = ({ luck }: Here): PersuaderAct[] => luck.of('order').draw(PUBLISHED_ORDER, PUBLISHED_ORDER.length)

/** The published plan with its strategies in random order; `answering` says whether it answers the other first. */
export const randomOrder = ({ answering = true, gives = 0.5 } = {}) =>
  persuader(
    `random order${answering ? '' : ', answering nothing'}`,
    (seen) => [...new Set([...(answering ? answers(seen.view) : []), ...planned(seen.view, shuffled(seen))])],
    { source, hears: answering ? ['acts'] : [], gives },
  )

/**
 * The published order carried out without scruple: it gives nothing though it says it does, its stories are invented,
 * other claims are untrue with probability `lying`, and each appeal or proposal comes with a manipulation tactic drawn
 * from the list of ChatbotManip. Lying and mixture are *chosen*.
 */
export const manipulator = ({ lying = 0.5 } = {}) => {
  if (!(lying >= 0 && lying <= 1)) throw new Error(`manipulator: lying is from 0 to 1, not ${lying}`)
  const pressing = (acts: readonly PersuaderAct[]): boolean =>
    acts.some((act) => act === 'proposition-of-donation' || PUBLISHED_ORDER.includes(act))
  return persuader(`manipulator (lying ${lying})`, ({ view }) => planned(view, PUBLISHED_ORDER), {
    source: `${source}; the tactics of ChatbotManip; mixture and lying chosen`,
    gives: 0,
    truthful: (acts, luck, turn) => !acts.includes('personal-story') && luck.of('truthful', turn).uniform() >= lying,
    tactic: (acts, luck, turn): Tactic => (pressing(acts) ? luck.of('tactic', turn).pick(MANIPULATIVE) : 'none'),
  })
}
