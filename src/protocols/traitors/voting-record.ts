import { closingOf, type Episode, type Instrument, openingIn, type SeatId } from 'suasion'
import { metricsOf, type RoundLog, type TraitorsMetrics } from './metrics.ts'
import { traitors } from './protocol.ts'
import { plurality, type Role, type Roles, type Vote } from './state.ts'

type Columns = TraitorsMetrics & { readonly faithfulWin: boolean | null }

/** Measures an episode of The Traitors by the measures of the paper, one row an episode. */
export const votingRecord = (): Instrument<Columns> => ({
  name: 'voting record',
  columns: {
    faithfulWin: 'the faithful won; null where nobody did',
    rounds: 'rounds that were voted in',
    tas: 'TAS: share of the votes of traitors that are for their most frequent target',
    fas: 'FAS: the same of the faithful',
    fcr: 'FCR: share of the votes of the faithful that hit a traitor',
    tsr: 'TSR: share of the traitors who are in the game at the end',
    fsr: 'FSR: the same of the faithful',
    des: 'DES: share of nights in which all traitors voted for the victim',
    idr: 'IDR: in the code of the paper the same as FCR',
    brr: 'BRR: share of the votes of the faithful that hit a traitor other than their most frequent target',
    vsf: 'VSF: share of votes for another than that player voted for last; the first counts as changed',
    tns: 'TNS: 1 - VSF',
  },
  read: (episode) => {
    const { seats } = openingIn(traitors, episode, 'voting record')
    const roles = Object.fromEntries(Object.entries(seats).map(([seat, { role }]) => [seat, role as Role]))
    const { rounds, survivors } = recordOf(episode, roles)
    const { payoff } = closingOf(episode)
    const won = (role: Role) => Object.keys(roles).some((seat) => roles[seat] === role && payoff?.[seat] === 1)
    const faithfulWin = won('faithful') ? true : won('traitor') ? false : null
    return { faithfulWin, ...metricsOf(roles, rounds, survivors) }
  },
})

/** The rounds of an episode, and who was in the game at its end, from the acts in its log alone. */
export const recordOf = (episode: Episode, roles: Roles): { rounds: RoundLog[]; survivors: SeatId[] } => {
  const rounds: RoundLog[] = []
  let survivors = Object.keys(roles)
  const out = (seats: readonly (SeatId | null)[]): void => {
    survivors = survivors.filter((seat) => !seats.includes(seat))
  }
  for (const turn of turnsOf(episode)) {
    out(turn.flatMap((event) => (event.kind === 'absent' && event.why === 'left' ? [event.seat] : [])))
    const made = (move: string): Vote[] =>
      turn.flatMap((event): Vote[] =>
        event.kind === 'act' && event.act['move'] === move && survivors.includes(event.act['who'] as SeatId)
          ? [[event.seat, event.act['who'] as SeatId]]
          : [],
      )
    const did = (...moves: string[]): boolean =>
      turn.some((event) => event.kind === 'act' && moves.includes(event.act['move'] as string))
    if (did('vote')) {
      const votes = made('vote')
      rounds.push({ votes, banished: plurality(votes), night: null, victim: null })
      out([rounds.at(-1)!.banished])
    } else if (did('murder', 'suspect') && rounds.length > 0) {
      const night = made('murder')
      rounds.push({ ...rounds.pop()!, night, victim: plurality(night) })
      out([rounds.at(-1)!.victim])
    }
  }
  return { rounds, survivors }
}

/** The events of an episode turn by turn, without probes. */
const turnsOf = (episode: Episode): Episode[] => {
  const turns = new Map<number, Episode[number][]>()
  for (const event of episode)
    if (event.kind === 'act' || (event.kind === 'absent' && event.probe === undefined))
      turns.set(event.turn, [...(turns.get(event.turn) ?? []), event])
  return [...turns.values()]
}
