import { type Act, type Legal, rules, type SeatId } from 'suasion'
import { z } from 'zod'
import { DIMENSIONS, type Style } from './style.ts'

const params = z.object({
  turns: z.int().min(1).max(200).default(10).describe('how often each of the two speaks'),
})

const share = z.number().min(0).max(1)
/** The style is the speaker's own only where its text was made from it; otherwise the vectoriser reads it. */
const style = {
  informality: z.number().min(0).max(3).describe('! and ? a sentence, and the share of I and you'),
  sentiment: z.number().min(-1).max(1),
  sentenceLength: z.number().min(0).max(1000).describe('words a sentence'),
  readingEase: z.number().min(-2000).max(300).describe('Flesch'),
  social: share,
  cognitive: share,
  affect: share,
  functionWords: share,
} as const
const moves = { say: z.object({ text: z.string().min(1).max(4000), ...style }) }

/** Something said, with its style. */
export interface Said {
  readonly by: 'user' | 'bot'
  readonly text: string
  readonly style: Style
}

/** All that both know: everything is public. */
export interface View {
  readonly seat: 'user' | 'bot'
  readonly turns: number
  readonly said: readonly Said[]
}

/** The whole conversation at one moment. */
export interface State {
  readonly turns: number
  readonly said: readonly Said[]
  /** How many times somebody's turn has passed. */
  readonly passed: number
  readonly left: boolean
}

const open: Legal<typeof moves> = { say: {} }
const styleIn = (act: Act<typeof moves>): Style =>
  Object.fromEntries(DIMENSIONS.map((name) => [name, act[name]])) as unknown as Style

/**
 * A user and a chatbot speak in turn, the user first, and each utterance has a style of eight numbers. Source: the
 * conversations of Brandt 2025, Navigating the synchrony-stability frontier in adaptive chatbots. Nobody wins.
 */
export const chatRules = rules({
  name: 'adaptive-chat',
  version: 1,
  params,
  moves,
  roles: { user: ['say'], bot: ['say'] },
  seats: () => ({ user: 'user', bot: 'bot' }) as const,
  start: ({ turns }): State => ({ turns, said: [], passed: 0, left: false }),
  turn: ({ turns, passed, left }) => ({
    ask: left || passed >= 2 * turns ? [] : [passed % 2 === 0 ? 'user' : 'bot'],
  }),
  view: ({ turns, said }, seat: SeatId): View => ({ seat: seat as View['seat'], turns, said }),
  legal: () => open,
  resolve: (state, acts): State => {
    const { seat, act } = acts[0]!
    const said = { by: seat as View['seat'], text: act.text, style: styleIn(act) }
    return { ...state, said: [...state.said, said], passed: state.passed + 1 }
  },
  absent: (state, _seat, why): State =>
    why === 'left' ? { ...state, left: true } : { ...state, passed: state.passed + 1 },
})
