import { z } from 'zod'
import {
  type AnyMind,
  closingOf,
  type Episode,
  type Example,
  type Legal,
  type Luck,
  type Parser,
  protocol,
  rules,
  scene,
} from '../core/index.ts'
import { crossValidated, type Evaluation, evaluate, LEAST_WEIGHT, learnable } from '../parsers/index.ts'
import { play } from './driver.ts'

const moves = { label: z.object({ label: z.string().min(1).max(80) }) }
interface Reading {
  readonly text: string
  readonly before: string
  readonly labels: readonly string[]
  readonly label: string | null
}
const params = z.object({
  text: z.string().default('Good morning.'),
  before: z.string().default(''),
  labels: z.array(z.string().min(1)).min(2).default(['greeting', 'other']),
})

/** One utterance is read: whoever reads it names the one label that fits best. Asked as any ask is, so any mind can read. */
export const reading = protocol(
  rules({
    name: 'reading',
    version: 1,
    params,
    moves,
    roles: { reader: ['label'] },
    seats: () => ({ reader: 'reader' }) as const,
    start: ({ text, before, labels }): Reading => ({ text, before, labels, label: null }),
    turn: ({ label }) => ({ ask: label === null ? ['reader'] : [] }),
    view: (state): Reading => state,
    legal: ({ labels }): Legal<typeof moves> => ({ label: { label: { only: labels } } }),
    resolve: (state, acts): Reading => ({ ...state, label: acts[0]!.act.label }),
  }),
  {
    about: 'An utterance is read, and the one label that fits it best is named.',
    brief: ({ labels }) =>
      `You label utterances of a conversation by what they do. The labels are: ${labels.join(', ')}. Name the one that fits best.`,
    lines: ({ text, before }) => [
      ...(before ? [{ by: null, text: `Before it the other said: ${before}` }] : []),
      { by: null, text: `The utterance: ${text}` },
    ],
    now: () => '',
    ask: { label: () => 'Which label fits the utterance best?' },
  },
)

/** How a parser does on people held out, and a mind in its place on the same talk, where one is given. */
export interface ParserTest {
  readonly own: Evaluation
  readonly other: (Evaluation & { readonly unread: number }) | null
}

const readBy = async (mind: AnyMind, examples: readonly Example[], labels: readonly string[], parallel: number) => {
  const readings: string[][] = examples.map(() => [])
  let next = 0
  const worker = async (): Promise<void> => {
    for (let i = next++; i < examples.length; i = next++) {
      const { text, before } = examples[i]!
      const stage = scene(reading, { params: { text, before, labels: [...labels] }, minds: { reader: mind } })
      const { episode } = (await play(stage, `reading ${i}`)) as { readonly episode: Episode }
      const act = episode.find((event) => event.kind === 'act')
      // An utterance that nobody could read is a wrong reading, not a missing one.
      if (act?.kind === 'act' && closingOf(episode).flags.length === 0) readings[i] = [String(act.act['label'])]
    }
  }
  await Promise.all(Array.from({ length: Math.min(parallel, examples.length) }, worker))
  return readings
}

/**
 * Tests a parser on labelled talk, whole conversations held out, and a mind on the same utterances; with `n`, on so many
 * drawn by luck. Throws where a draw has fewer conversations than folds.
 */
export const testParser = async (
  { labels }: Parser,
  examples: readonly Example[],
  luck: Luck,
  { n, mind, parallel = 8 }: { readonly n?: number; readonly mind?: AnyMind; readonly parallel?: number } = {},
): Promise<ParserTest> => {
  const drawn = n === undefined ? examples : luck.of('sample').draw(examples, n)
  const own = crossValidated(examples, luck, { leastWeight: LEAST_WEIGHT, only: new Set(drawn) })
  if (!mind) return { own, other: null }
  const known = learnable(examples).filter((label) => labels.includes(label))
  const readings = await readBy(mind, drawn, known, parallel)
  const unread = readings.filter(({ length }) => length === 0).length
  return { own, other: { ...evaluate(drawn, readings, known), unread } }
}
