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
  rival: z
    .enum(DIMENSIONS)
    .nullable()
    .default(null)
    .describe('how somebody else argues for the same claim at once, for a judge of the two; then no sceptic replies'),
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

export type Seat = 'convincer' | 'rival' | 'sceptic'

/** What was said, and how. */
export interface Said {
  readonly by: Seat
  readonly text: string
  readonly dimension: Dimension | null
  readonly truthful: boolean | null
}

/** What a seat knows: which way to argue is told to the convincer alone, how hard to move it is to the sceptic. */
export interface View {
  readonly seat: Seat
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
  readonly rival: Dimension | null
  readonly said: readonly Said[]
  readonly over: boolean
}

const open: Legal<typeof moves> = { argue: {} }
const answering: Legal<typeof moves> = { reply: {} }

/**
 * A sceptic denies a claim, somebody argues for it once in one of ten social ways or none, and the sceptic replies;
 * whether it was convinced is asked aside. Or two argue for it at once, each in a way of its own, unheard by each other
 * and by any sceptic: their arguments are for a judge. Source: Breum et al. 2024, arXiv:2312.15523.
 */
export const singleArgumentRules = rules({
  name: 'single-argument',
  version: 1,
  params,
  moves,
  roles: { convincer: ['argue'], sceptic: ['reply'] },
  seats: ({ rival }): Readonly<Record<string, 'convincer' | 'sceptic'>> =>
    rival ? { convincer: 'convincer', rival: 'convincer' } : { convincer: 'convincer', sceptic: 'sceptic' },
  start: (settings): State => ({ ...settings, said: [], over: false }),
  turn: ({ said, over, rival }) => {
    if (over || said.length > 1) return { ask: [] }
    return { ask: said.length ? ['sceptic'] : rival ? ['convincer', 'rival'] : ['convincer'] }
  },
  view: ({ claim, denial, dimension, difficulty, rival, said }, seat): View => ({
    seat: seat as Seat,
    claim,
    denial,
    dimension: seat === 'convincer' ? dimension : seat === 'rival' ? rival : null,
    difficulty: seat === 'sceptic' ? difficulty : null,
    // Whether it holds true what it says is each speaker's own; which way it took can be heard.
    said: said.map((each) => (each.truthful === null || each.by === seat ? each : { ...each, truthful: null })),
  }),
  legal: ({ seat }) => (seat === 'sceptic' ? answering : open),
  resolve: (state, acts): State => ({
    ...state,
    said: [
      ...state.said,
      ...acts.map(({ seat, act }): Said => {
        const { dimension, truthful } = act.move === 'argue' ? act : { dimension: null, truthful: null }
        return { by: seat as Seat, text: act.text, dimension, truthful }
      }),
    ],
  }),
  absent: (state): State => ({ ...state, over: true }),
})
