import { type Legal, rules } from 'suasion'
import { z } from 'zod'
import { DIFFICULTIES, DIMENSIONS, type Difficulty, type Dimension } from './dimensions.ts'

const params = z.object({
  claim: z.string().min(1).max(300).default('Climate change is real, and people cause it'),
  denial: z
    .string()
    .min(1)
    .max(600)
    .default('I do not think that the climate is changing because of us. It has always changed.'),
  dimension: z.enum(DIMENSIONS).default('baseline').describe('how the one who argues is to argue'),
  difficulty: z.enum(DIFFICULTIES).default('default').describe('how hard the sceptic is to move'),
})

const text = z.string().min(1).max(4000)
const moves = {
  argue: z.object({
    dimension: z.enum(DIMENSIONS).describe('the way of appealing'),
    truthful: z.boolean().nullable().describe('whether the speaker holds it true; null: not known'),
    text,
  }),
  reply: z.object({ text }),
}

/** What was said, and how. */
export interface Said {
  readonly by: 'convincer' | 'sceptic'
  readonly text: string
  readonly dimension: Dimension | null
  readonly truthful: boolean | null
}

/** What a seat knows: which way to argue is told to the convincer alone, how hard to move it is to the sceptic. */
export interface View {
  readonly seat: 'convincer' | 'sceptic'
  readonly claim: string
  readonly denial: string
  readonly dimension: Dimension | null
  readonly difficulty: Difficulty | null
  readonly said: readonly Said[]
}

/** The whole of it. */
export interface State {
  readonly claim: string
  readonly denial: string
  readonly dimension: Dimension
  readonly difficulty: Difficulty
  readonly said: readonly Said[]
  readonly over: boolean
}

const open: Legal<typeof moves> = { argue: {} }
const answering: Legal<typeof moves> = { reply: {} }

/**
 * A sceptic denies a claim, somebody argues for it once in one of ten social ways or none, and the sceptic replies;
 * whether it was convinced is asked aside. Source: Breum et al. 2024, arXiv:2312.15523.
 */
export const singleArgumentRules = rules({
  name: 'single-argument',
  version: 1,
  params,
  moves,
  roles: { convincer: ['argue'], sceptic: ['reply'] },
  seats: () => ({ convincer: 'convincer', sceptic: 'sceptic' }) as const,
  start: (settings): State => ({ ...settings, said: [], over: false }),
  turn: ({ said, over }) => ({ ask: over || said.length > 1 ? [] : [said.length === 0 ? 'convincer' : 'sceptic'] }),
  view: ({ claim, denial, dimension, difficulty, said }, seat): View => ({
    seat: seat as View['seat'],
    claim,
    denial,
    dimension: seat === 'convincer' ? dimension : null,
    difficulty: seat === 'sceptic' ? difficulty : null,
    // Whether it holds true what it says is the convincer's own; which way it took can be heard.
    said:
      seat === 'convincer' ? said : said.map((each) => (each.truthful === null ? each : { ...each, truthful: null })),
  }),
  legal: ({ seat }) => (seat === 'convincer' ? open : answering),
  resolve: (state, acts): State => {
    const { act } = acts[0]!
    const said: Said =
      act.move === 'argue'
        ? { by: 'convincer', text: act.text, dimension: act.dimension, truthful: act.truthful }
        : { by: 'sceptic', text: act.text, dimension: null, truthful: null }
    return { ...state, said: [...state.said, said] }
  },
  absent: (state): State => ({ ...state, over: true }),
})
