import { type Instrument, openingIn } from 'suasion'
import { frontierOf } from './measures.ts'
import { adaptiveChat } from './protocol.ts'
import { DIMENSIONS, type Standard, type Style, standardised } from './style.ts'

type Columns = {
  readonly synchrony: number | null
  readonly stability: number | null
  readonly coherence: number | null
  readonly flips: number | null
  readonly turns: number
}

/** Reads how a chatbot's style went with its user's and with its own, a row about the episode. */
export const styleFrontier = (): Instrument<Columns> => ({
  name: 'style-frontier',
  columns: {
    synchrony: "mean cosine of the bot's style with the user's of the same turn; null where no turn had both",
    stability: "mean cosine of the bot's style with its own of the turn before",
    coherence: "mean cosine of the bot's style with its persona",
    flips: 'share of turns after the first in which the register changes between formal and informal',
    turns: 'turns in which user and bot both spoke',
  },
  read: (episode) => {
    openingIn(adaptiveChat, episode, 'style-frontier')
    const turns: { user: Standard; bot: Standard }[] = []
    let user: Standard | null = null
    for (const event of episode) {
      if (event.kind !== 'act') continue
      const style = standardised(
        Object.fromEntries(DIMENSIONS.map((name) => [name, Number(event.act[name])])) as unknown as Style,
      )
      if (event.seat === 'user') user = style
      else if (user) {
        turns.push({ user, bot: style })
        user = null
      }
    }
    if (turns.length === 0) return { synchrony: null, stability: null, coherence: null, flips: null, turns: 0 }
    return { ...frontierOf(turns), turns: turns.length }
  },
})
