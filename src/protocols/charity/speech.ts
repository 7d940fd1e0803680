import type { FieldsOf, Luck } from 'suasion'
import type { PersuadeeAct, PersuaderAct, Tactic } from './acts.ts'
import { PERSUADER_PHRASES, TACTIC_PHRASES } from './phrases.ts'
import { PERSUADEE_PHRASES } from './replies.ts'
import type { charityRules } from './rules.ts'
import { money, type View } from './state.ts'

type Spoken = FieldsOf<typeof charityRules, 'say'>

/** What a persuader's turn is to do; `truthful` is null where it claims nothing. */
export interface Plan {
  readonly acts: readonly PersuaderAct[]
  readonly tactic: Tactic
  readonly truthful: boolean | null
}

const fill = (template: string, { charity, endowment }: View['setting']): string =>
  template.replaceAll('{charity}', charity).replaceAll('{endowment}', money(endowment))

/** Says a plan in words drawn from the phrase bank by the speaker's luck: a sentence for each act, and one for a tactic. */
export const speak = ({ acts, tactic, truthful }: Plan, { setting, turn }: View, luck: Luck): Spoken => {
  const drawn = luck.of('wording', turn)
  const sentences = acts.map((act) => drawn.pick(PERSUADER_PHRASES[act]))
  if (tactic !== 'none') sentences.push(drawn.pick(TACTIC_PHRASES[tactic]))
  return { acts: [...acts], tactic, truthful, text: sentences.map((each) => fill(each, setting)).join(' ') }
}

/** Answers as a persuadee, with a sentence for each act; a persuadee claims nothing that could be untrue. */
export const answer = (
  acts: readonly PersuadeeAct[],
  { turn }: View,
  luck: Luck,
  amount: number | null = null,
): Spoken => {
  const drawn = luck.of('wording', turn)
  const text = acts
    .map((act) => drawn.pick(PERSUADEE_PHRASES[act]).replace('{amount}', amount === null ? 'something' : money(amount)))
    .join(' ')
  return { acts: [...acts], tactic: 'none', truthful: null, text }
}
