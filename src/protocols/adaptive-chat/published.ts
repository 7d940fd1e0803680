import type { Estimate, Published } from 'suasion'
import { mean, oneSampleTest } from 'suasion/statistics'
import { z } from 'zod'
import { CONTROLLER_NAMES, type ControllerName } from './controllers.ts'
import { type Frontier, frontierOf, replayed } from './measures.ts'
import { DIMENSIONS, type Standard, type Style, standardised } from './style.ts'

type Measure = keyof Frontier

// Human logs: synchrony, stability, coherence, flips. Brandt 2025, table of policies on human logs.
const TABLE: Readonly<Record<ControllerName, readonly [number, number, number, number]>> = {
  uncapped: [1, 0.542, 0.079, 0.254],
  cap: [0.829, 0.878, 0.106, 0.092],
  ema: [0.855, 0.829, 0.068, 0.064],
  'dead-band': [0.997, 0.545, 0.077, 0.252],
  hybrid: [0.829, 0.878, 0.106, 0.092],
  'hybrid with cache': [0.834, 0.874, 0.109, 0.07],
  'hybrid with radius': [0.848, 0.873, 0.113, 0.113],
  static: [0.079, 1, 1, 0],
}
const NOISE =
  'the persona is 0 on its own scales but for rounding, so that a cosine with it is the direction of rounding errors'
const MEASURES: readonly Measure[] = ['synchrony', 'stability', 'coherence', 'flips']
const isNoise = (policy: ControllerName, measure: Measure): boolean =>
  policy === 'static' ? measure === 'synchrony' : measure === 'coherence'
const name = (policy: ControllerName, measure: Measure): string => `${policy}: ${measure}`

/** The printed table of the policies over the logs of people, one number each. */
export const published: Readonly<Record<string, Published>> = Object.fromEntries(
  CONTROLLER_NAMES.flatMap((policy) =>
    MEASURES.map((measure, i): [string, Published] => [
      name(policy, measure),
      {
        value: TABLE[policy][i]!,
        claim: 'data',
        origin: measure === 'flips' ? 'inferred' : 'published',
        source: `Brandt 2025, policies on human logs, ${measure}`,
        population: '81 people with an adaptive chatbot',
        scale: 'difference',
        margin: measure === 'flips' ? 0.02 : 0.01,
        data: 'synchrony-stability',
        ...(isNoise(policy, measure) && { error: NOISE }),
      },
    ]),
  ),
)

const numbers = z.string().transform((text, context): Style => {
  try {
    const list: unknown = JSON.parse(text)
    if (Array.isArray(list) && list.length === DIMENSIONS.length && list.every((each) => Number.isFinite(each)))
      return Object.fromEntries(DIMENSIONS.map((dimension, i) => [dimension, list[i]])) as unknown as Style
  } catch {}
  context.addIssue({ code: 'custom', message: `a list of ${DIMENSIONS.length} numbers is wanted` })
  return z.NEVER
})

/** The columns of the released turns. */
export const releasedColumns = z.object({
  participant_id: z.string().min(1),
  turn_number: z.coerce.number().int().min(1),
  condition: z.enum(['adaptive', 'static']),
  user_style_vector: numbers,
  bot_style_vector: numbers,
})
type Turn = z.output<typeof releasedColumns>

/** The persona as the authors took it: the mean style of the static bot on its own scales, 0 but for rounding. */
const personaOf = (turns: readonly Turn[]): Standard => {
  const own = turns.filter(({ condition }) => condition === 'static').map((turn) => standardised(turn.bot_style_vector))
  if (own.length === 0) throw new Error('the released turns have no static session, so the persona has no style')
  return DIMENSIONS.map((_, i) => mean(own.map((style) => style[i]!)))
}

/** The table again: each policy replayed on what people of the adaptive sessions said; means over people of their means over turns. */
export const estimatesOf = (turns: readonly Turn[]): Readonly<Record<string, Estimate>> => {
  const persona = personaOf(turns)
  const people = new Map<string, Turn[]>()
  for (const turn of turns)
    if (turn.condition === 'adaptive')
      people.set(turn.participant_id, [...(people.get(turn.participant_id) ?? []), turn])
  if (people.size < 2)
    throw new Error(`the released turns have ${people.size} people in adaptive sessions, and 2 are needed`)
  const users = [...people.values()].map((own) =>
    [...own].sort((a, b) => a.turn_number - b.turn_number).map((turn) => standardised(turn.user_style_vector)),
  )
  return Object.fromEntries(
    CONTROLLER_NAMES.flatMap((policy) => {
      const each = users.map((own) => frontierOf(replayed(own, policy, persona), persona))
      return MEASURES.map((measure): [string, Estimate] => {
        const values = each.flatMap((one) => one[measure] ?? [])
        const still = Math.max(...values) - Math.min(...values) < 1e-12
        const found = still ? { value: mean(values), n: values.length } : oneSampleTest(values)
        return [name(policy, measure), { ...found, estimator: 'mean over people of their mean over turns, t interval' }]
      })
    }),
  )
}
