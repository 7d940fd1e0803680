import { type Luck, policy } from 'suasion'
import { CONTROLLER_NAMES, CONTROLLERS, type ControllerName } from './controllers.ts'
import { phrase } from './phrases.ts'
import { adaptiveChat } from './protocol.ts'
import type { View } from './rules.ts'
import { DIMENSIONS, measured, PERSONA, type Standard, type Style, standardised } from './style.ts'

// The least and most that the moves allow of each dimension.
const BOUNDS: Readonly<Record<(typeof DIMENSIONS)[number], readonly [number, number]>> = {
  informality: [0, 3],
  sentiment: [-1, 1],
  sentenceLength: [0, 1000],
  readingEase: [-2000, 300],
  social: [0, 1],
  cognitive: [0, 1],
  affect: [0, 1],
  functionWords: [0, 1],
}
const bounded = (style: Style): Style =>
  Object.fromEntries(
    DIMENSIONS.map((name) => [name, Math.max(BOUNDS[name][0], Math.min(BOUNDS[name][1], style[name]))]),
  ) as unknown as Style
const spoken = (standard: Standard, luck: Luck) => {
  const style = bounded(measured(standard))
  return { ...style, text: phrase(style, luck) }
}

type Seen = { readonly view: View; readonly luck: Luck }

/**
 * A chatbot whose style follows its user by one of the published policies, from its persona on. Source: Brandt 2025.
 * Throws on a policy there is none of.
 */
export const adaptive = ({ policy: name = 'hybrid' as ControllerName } = {}) => {
  if (!CONTROLLER_NAMES.includes(name))
    throw new Error(`there is no style policy ${name}; there are ${CONTROLLER_NAMES.join(', ')}`)
  // What it means to say, kept as it is: the bounds of a style may leave less of it.
  const next = ({ view: { said } }: Seen, bot: Standard): Standard => {
    const user = said.findLast(({ by }) => by === 'user')
    return user ? CONTROLLERS[name](bot, standardised(user.style)) : bot
  }
  return policy(
    adaptiveChat,
    ['bot'],
    name,
    { say: (seen, { bot }) => spoken(next(seen, bot), seen.luck.of('words', seen.view.said.length)) },
    {
      source: 'Brandt 2025, policies of the style controller',
      hears: name === 'static' ? [] : DIMENSIONS,
      open: (): { readonly bot: Standard } => ({ bot: PERSONA }),
      keep: ({ bot }, seen) => ({ bot: next(seen, bot) }),
    },
  )
}

// People are far more informal than the bot, whose scale of it is narrow (chosen); three shares are 0 in all released vectors.
const USUAL = DIMENSIONS.map((name) => (name === 'informality' ? 20 : 0))
const SPREAD = DIMENSIONS.map((name) =>
  name === 'informality' ? 20 : name === 'social' || name === 'cognitive' || name === 'affect' ? 0 : 1,
)

/**
 * A user with a style of its own that wanders: each dimension a first-order autoregression about the user's own mean,
 * on the standard scales of the bot. How far users differ (between), how far one wanders (within) and how much of it
 * lasts from turn to turn (memory) are chosen. Throws on a negative spread and a memory outside [0, 1).
 */
export const wanderer = ({ between = 1, within = 1, memory = 0.3 } = {}) => {
  if (!(between >= 0 && within >= 0 && memory >= 0 && memory < 1))
    throw new Error('a wanderer takes between and within of at least 0, and a memory from 0 to below 1')
  const wandered = ({ view: { said }, luck }: Seen, before: Standard): Standard =>
    SPREAD.map((spread, i) => {
      const step = luck.of('step', said.length, i).normal(0, within * spread)
      return memory * (before[i] ?? 0) + Math.sqrt(1 - memory ** 2) * step
    })
  return policy(
    adaptiveChat,
    ['user'],
    'wanderer',
    {
      say: (seen, { wander }) => {
        const { luck, view } = seen
        const own = USUAL.map((usual, i) => usual + luck.of('own', i).normal(0, between * SPREAD[i]!))
        const away = wandered(seen, wander)
        return spoken(
          own.map((each, i) => each + away[i]!),
          luck.of('words', view.said.length),
        )
      },
    },
    {
      source: 'chosen',
      hears: [],
      open: (): { readonly wander: Standard } => ({ wander: [] }),
      keep: ({ wander }, seen) => ({ wander: wandered(seen, wander) }),
    },
  )
}
