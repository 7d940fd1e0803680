import { type Act, closingOf, type Episode, type Instrument, luckOf, type MovesOf, openingOf, type Why } from 'suasion'
import type { z } from 'zod'
import { donorGame } from './protocol.ts'

type Settings = z.output<typeof donorGame.params>
type DonorAct = Act<MovesOf<typeof donorGame>>

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
    const ends = finalsOf(episode)
    return Object.keys(seats).map((seat, i): Generosity => {
      const acts = episode.flatMap((event) =>
        event.kind === 'act' && event.seat === seat && DEEDS.includes(event.act['move']) ? [event.act] : [],
      )
      const shares = acts.flatMap(({ move, share }) => (move === 'donate' ? [share as number] : []))
      const part = (move: string) =>
        acts.length ? acts.filter((act) => act['move'] === move).length / acts.length : null
      const own = ends.map((game) => game[i]!)
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

/** What each player had at the end of each game that was played to its end, refolded from the log; [game][seat]. */
export const finalsOf = (episode: Episode): readonly (readonly number[])[] => {
  const { protocol, version, params, seats, luck } = openingOf(episode)
  if (protocol !== donorGame.name || version !== donorGame.version)
    throw new Error(`generosity reads donor-game version ${donorGame.version}, not ${protocol} version ${version}`)
  const root = luckOf(luck)
  const roles = Object.fromEntries(Object.entries(seats).map(([seat, { role }]) => [seat, role]))
  let state = donorGame.start(params as Settings, roles, root)
  const { turns } = closingOf(episode)
  const acts: { seat: string; act: DonorAct }[][] = Array.from({ length: turns }, () => [])
  const absences: { seat: string; why: Why }[][] = Array.from({ length: turns }, () => [])
  for (const event of episode) {
    if (event.kind === 'act') acts[event.turn]!.push({ seat: event.seat, act: event.act as unknown as DonorAct })
    if (event.kind === 'absent') absences[event.turn]?.push({ seat: event.seat, why: event.why })
  }
  for (let turn = 0; turn < turns; turn++) {
    const acted = (seat: string): boolean => acts[turn]!.some((each) => each.seat === seat)
    // A seat that was absent from a probe stands in the log too, and moved nothing in the game.
    for (const { seat, why } of absences[turn]!)
      if (state.asked.includes(seat) && !acted(seat)) state = donorGame.absent!(state, seat, why, root)
    if (acts[turn]!.length) state = donorGame.resolve(state, acts[turn]!, root)
  }
  return state.finals
}
