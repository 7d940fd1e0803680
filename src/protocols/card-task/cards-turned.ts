import { type Instrument, stateOf } from 'suasion'
import { optimalCards } from './optimum.ts'
import { cardTask } from './protocol.ts'

type Columns = {
  readonly cards: number | null
  readonly riskAversion: number | null
  readonly points: number
  readonly answered: number
}

/** Reads how many cards somebody turned over, and how many fewer than would have been best; a row about the episode. */
export const cardsTurned = (): Instrument<Columns> => ({
  name: 'cards',
  columns: {
    cards: 'mean number of cards turned over, over the scenarios answered; null where there is none',
    riskAversion: 'mean of the best number of cards less the number turned, over the same; null where there is none',
    points: 'points won in all',
    answered: 'number of scenarios answered',
  },
  read: (episode) => {
    const { scenarios, turned, points } = stateOf(cardTask, episode, 'cardsTurned')
    const known = turned.flatMap((each, i) =>
      each === null ? [] : [{ turned: each, short: optimalCards(scenarios[i]!) - each }],
    )
    const mean = (of: 'turned' | 'short'): number | null =>
      known.length ? known.reduce((sum, each) => sum + each[of], 0) / known.length : null
    return { cards: mean('turned'), riskAversion: mean('short'), points, answered: known.length }
  },
})
