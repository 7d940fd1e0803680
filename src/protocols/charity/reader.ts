import type { Act, Json } from 'suasion'
import { persuadeeActs, persuaderActs } from 'suasion/parsers'
import type { CharityAct } from './acts.ts'
import type { moves, Seat, View } from './state.ts'
import { TACTIC_CUES } from './tactic-cues.ts'

const tactics = TACTIC_CUES.map(([tactic, cues]) => [tactic, new RegExp(cues, 'u')] as const)

/** As many acts as a turn may hold: later sentences of a very long text are not read. */
const MOST = 20

const PARSERS = { persuader: persuaderActs, persuadee: persuadeeActs } as const

const sentences = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((each) => each.trim())
    .filter((each) => /[\p{L}\p{N}]/u.test(each))

/**
 * What each sentence of a text does, by the parser trained on labelled sentences of people; `before` is what the other
 * said last. A sentence that the parser would not read has no act.
 */
export const readActs = (text: string, seat: Seat, before = ''): CharityAct[] =>
  sentences(text)
    .slice(0, MOST)
    .flatMap((sentence) => (PARSERS[seat].parse(sentence, before).labels[0] as CharityAct | undefined) ?? [])

/**
 * Reads the labels of a turn by a parser trained on people, and any tactic by open lists of words. Whether a claim is
 * true cannot be read, and is null.
 */
export const read = (
  act: Act<typeof moves>,
  { seat, said }: Pick<View, 'seat' | 'said'>,
): Readonly<Record<string, Json>> => {
  const text = act.move === 'give' ? '' : act.text
  const lower = text.toLowerCase().replaceAll('’', "'")
  const tactic = tactics.find(([, cues]) => cues.test(lower))?.[0] ?? 'none'
  const before = said.findLast(({ by }) => by !== seat)?.text ?? ''
  return { acts: readActs(text, seat, before), tactic, truthful: null }
}
