import { type Act, type Legal, type Luck, type Mind, type MindEntry, type Moves, moveForm } from 'suasion'
import { draw } from './form/draw.ts'

/** Draws one of the legal moves and its fields; throws where a field has no legal value, naming it. */
export const drawAct = <M extends Moves>(moves: M, legal: Legal<M>, luck: Luck, { extreme = false } = {}): Act<M> => {
  const open = Object.keys(legal) as (keyof M & string)[]
  if (open.length === 0) throw new Error('random has nothing to draw from: no move is open')
  const move = luck.pick(open)
  return draw(moveForm(moves, move, legal[move]!), { luck, extreme }, move) as unknown as Act<M>
}

/** How often it has acted: what its draws are addressed by. */
type Kept = { readonly acts: number }

/**
 * Does any legal thing with equal chance, in any protocol: the baseline, and the kit's first player. Numbers are drawn
 * within their bounds, or within 100 of the bound they have (of 0 where they have none); texts are everyday sentences.
 * A probe that comes again before its next act is answered the same. `extreme` prefers bounds, and shortest and longest texts.
 */
// biome-ignore lint/suspicious/noExplicitAny: it plays any protocol
export const random = ({ extreme = false } = {}): Mind<'*', any, any, Kept> => ({
  name: extreme ? 'random-extreme' : 'random',
  plays: '*',
  cast: 'formal',
  source: 'chosen: every open move is equally likely',
  hears: [],
  open: () => ({ acts: 0 }),
  decide: ({ moves, legal, luck, question, tries }, { acts }) => ({
    act: drawAct(moves, legal, luck.of('random', acts, question?.id ?? '', tries), { extreme }),
  }),
  keep: ({ acts }) => ({ acts: acts + 1 }),
})

/** The random mind on the command line. */
const entry: MindEntry = {
  name: 'random',
  about: 'any legal act with equal chance',
  example: 'random',
  matches: (text) => text === 'random' || text === 'random:extreme',
  make: (text) => random({ extreme: text === 'random:extreme' }),
}
export default entry
