import type { ControllerName } from './controllers.ts'
import { CONTROLLERS } from './controllers.ts'
import { cosine, PERSONA, type Standard } from './style.ts'

/** How a bot's style went over one conversation. */
export interface Frontier {
  /** Mean cosine of the bot's style with the user's of the same turn. */
  readonly synchrony: number
  /** Mean cosine with its own style of the turn before; the first with the persona it starts from. */
  readonly stability: number
  /** Mean cosine with its persona. */
  readonly coherence: number
  /** Share of turns after the first in which its register changes between formal and informal; null for one turn. */
  readonly flips: number | null
}

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
/** Informal from half a scale above the persona: how the authors told registers apart is not in their code (inferred). */
const informal = (style: Standard): boolean => style[0]! > 0.5

/** The measures of Brandt 2025 from the styles of a conversation, turn by turn; throws where there is no turn. */
export const frontierOf = (
  turns: readonly { readonly user: Standard; readonly bot: Standard }[],
  persona: Standard = PERSONA,
): Frontier => {
  if (turns.length === 0) throw new Error('a style frontier needs at least one turn of user and bot')
  const before = (i: number): Standard => (i === 0 ? persona : turns[i - 1]!.bot)
  const changes = turns.slice(1).map(({ bot }, i) => Number(informal(bot) !== informal(turns[i]!.bot)))
  return {
    synchrony: mean(turns.map(({ user, bot }) => cosine(bot, user))),
    stability: mean(turns.map(({ bot }, i) => cosine(bot, before(i)))),
    coherence: mean(turns.map(({ bot }) => cosine(bot, persona))),
    flips: changes.length ? mean(changes) : null,
  }
}

/** What a controller would have done in a conversation whose user said what it said. */
export const replayed = (
  users: readonly Standard[],
  controller: ControllerName,
  persona: Standard = PERSONA,
): readonly { readonly user: Standard; readonly bot: Standard }[] => {
  let bot = persona
  return users.map((user) => {
    bot = controller === 'static' ? persona : CONTROLLERS[controller](bot, user)
    return { user, bot }
  })
}
