import { type Instrument, openingOf, stateOf } from 'suasion'
import { donorGame } from './protocol.ts'

const DEEDS: readonly unknown[] = ['donate', 'punish', 'refuse']

/** What one player gave and ended with. */
export type Generosity = {
  readonly seat: string
  /** Mean share it donated, over its donations; null without any. */
  readonly given: number | null
  /** Share of its meetings as a donor in which it punished, and in which it refused. */
  readonly punished: number | null
  readonly refused: number | null
  /** Resources at the end of each game; null for a game that was not played to its end. */
  readonly first: number | null
  readonly second: number | null
  /** Mean over the games that were played: the paper's rule of selection; the notebook's is `second`. */
  readonly both: number | null
}

/** Measures what each player of a donor game gave, and what it had at the end of each game. */
export const generosity = (): Instrument<Generosity> => ({
  name: 'generosity',
  columns: {
    seat: 'the player',
    given: 'mean share of its own resources that it donated',
    punished: 'share of its meetings as a donor in which it punished',
    refused: 'share of its meetings as a donor in which it refused',
    first: 'resources at the end of the first game',
    second: 'resources at the end of the second game',
    both: 'mean resources over the games: the rule of selection in the paper',
  },
  read: (episode) => {
    const { seats } = openingOf(episode)
    const { finals } = stateOf(donorGame, episode, 'generosity')
    return Object.keys(seats).map((seat, i): Generosity => {
      const acts = episode.flatMap((event) =>
        event.kind === 'act' && event.seat === seat && DEEDS.includes(event.act['move']) ? [event.act] : [],
      )
      const shares = acts.flatMap(({ move, share }) => (move === 'donate' ? [share as number] : []))
      const part = (move: string) =>
        acts.length ? acts.filter((act) => act['move'] === move).length / acts.length : null
      const own = finals.map((game) => game[i]!)
      return {
        seat,
        given: mean(shares),
        punished: part('punish'),
        refused: part('refuse'),
        first: own[0] ?? null,
        second: own[1] ?? null,
        both: mean(own),
      }
    })
  },
})

const mean = (values: readonly number[]): number | null =>
  values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null
