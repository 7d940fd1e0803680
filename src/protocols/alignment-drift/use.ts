import { type Instrument, openingIn } from 'suasion'
import { alignmentDrift } from './protocol.ts'

/** How the tool was used over one episode. */
export type ToolUse = {
  readonly first: boolean | null
  readonly last: boolean | null
  /** Share of the answers that used the tool. */
  readonly share: number | null
  readonly answers: number
}

/** Measures how the use of the tool changed; rounds without an answer do not count. */
export const toolUse = (): Instrument<ToolUse> => ({
  name: 'tool use',
  columns: {
    first: 'whether the first answer used the tool',
    last: 'whether the last answer used the tool',
    share: 'share of the answers that used the tool',
    answers: 'how many answers were given',
  },
  read: (episode) => {
    openingIn(alignmentDrift, episode, 'tool use')
    const used = episode.flatMap((event) => (event.kind === 'act' ? [event.act['move'] === 'tool'] : []))
    return {
      first: used[0] ?? null,
      last: used.at(-1) ?? null,
      share: used.length ? used.filter((each) => each).length / used.length : null,
      answers: used.length,
    }
  },
})
