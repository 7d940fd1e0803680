import { closingOf, type Episode, type Instrument, openingIn, type SeatId } from 'suasion'
import { werewolf } from './protocol.ts'
import { opponentInference } from './werealign.ts'

/** What one game of Werewolf came to. */
export type VillageRecord = {
  readonly villageWin: boolean | null
  readonly days: number
  readonly hits: number | null
  readonly bloc: number | null
  readonly predictedByVillage: number | null
  readonly predictedByWolves: number | null
}

const mean = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length ? known.reduce((sum, value) => sum + value, 0) / known.length : null
}

/** Measures a game of Werewolf, one row an episode: who won, how votes fell, and how well each side knew the other. */
export const villageRecord = (): Instrument<VillageRecord> => ({
  name: 'village record',
  columns: {
    villageWin: 'the village won; null where nobody did',
    days: 'days on which there was a vote',
    hits: 'share of the votes of the village that are for a werewolf',
    bloc: 'share of the votes of werewolves that are for the most frequent target of the pack, mean over days',
    predictedByVillage: 'share of the werewolves whom the village privately took for werewolves, mean over predictions',
    predictedByWolves: 'share of seer and doctor whom the werewolves privately took for one of them, likewise',
  },
  read: (episode) => {
    const { seats } = openingIn(werewolf, episode, 'village record')
    const wolf = (seat: SeatId): boolean => seats[seat]?.role === 'werewolf'
    const special = Object.keys(seats).filter((seat) => ['seer', 'doctor'].includes(seats[seat]!.role))
    const pack = Object.keys(seats).filter(wolf)
    const votes = actsOf(episode, 'vote').map(({ turn, seat, act }) => ({ turn, seat, who: act['who'] as SeatId }))
    const days = [...new Set(votes.map(({ turn }) => turn))]
    const byVillage = votes.filter(({ seat }) => !wolf(seat))
    const known = (own: boolean): number | null =>
      mean(
        actsOf(episode, 'predict')
          .filter(({ seat }) => wolf(seat) === own)
          .map(({ act }) => opponentInference(act['hostile'] as readonly SeatId[], own ? special : pack)),
      )
    const payoff = closingOf(episode).payoff ?? {}
    const [winner] = Object.keys(seats).filter((seat) => payoff[seat] === 1)
    return {
      villageWin: winner === undefined ? null : !wolf(winner),
      days: days.length,
      hits: byVillage.length ? byVillage.filter(({ who }) => wolf(who)).length / byVillage.length : null,
      bloc: mean(
        days.map((day) => {
          const own = votes.filter(({ turn, seat }) => turn === day && wolf(seat)).map(({ who }) => who)
          const counts = own.map((who) => own.filter((each) => each === who).length)
          return own.length ? Math.max(...counts) / own.length : null
        }),
      ),
      predictedByVillage: known(false),
      predictedByWolves: known(true),
    }
  },
})

const actsOf = (episode: Episode, move: string) =>
  episode.flatMap((event) => (event.kind === 'act' && event.act['move'] === move ? [event] : []))
