import type { Act } from 'suasion'
import { casinoStrategies } from 'suasion/parsers'
import type { moves, Strategy, View } from './state.ts'

/**
 * The strategies that a message shows, the likeliest first, by the parser trained on labelled messages of people;
 * `before` is what the other said last. None for a text that the parser would not read.
 */
export const readStrategies = (text: string, before = ''): readonly Strategy[] =>
  casinoStrategies.parse(text, before).labels as readonly Strategy[]

/** Reads what was said into strategies, blind to who said it. */
export const parse = (
  act: Act<typeof moves>,
  { seat, talks }: Pick<View, 'seat' | 'talks'>,
): { readonly strategies: readonly Strategy[] } => {
  let heard = talks.last
  while (heard !== null && heard.seat === seat) heard = heard.before
  return { strategies: readStrategies(act.text, heard?.act.text) }
}
