import { type Episode, type Instrument, luckOf, openingOf, settings, stateOf } from 'suasion'
import { type Agent, learned, strengthsBy } from './agent.ts'
import { argumentExchange } from './protocol.ts'
import { openTo } from './rules.ts'
import { declarationOf, opposite, SEATS, type Seat, type State } from './state.ts'
import { type Link, nameOf, TOPIC } from './world.ts'

/** How an exchange went. */
export type ExchangeOutcome = {
  readonly consensus: boolean
  readonly links: number
  readonly efficiency: number | null
  readonly firstEfficiency: number | null
  readonly winner: 'first' | 'second' | 'neither' | null
  readonly accuracy: number | null
  readonly selfServing: number | null
  readonly sincere: number | null
}

/** What the topic would be worth to a listener who heard a link too. */
const effectOn = (listener: Agent, said: readonly Link[], link: Link, state: State, by: Seat, luck: string): number => {
  const after = learned(listener, [...said, link], luckOf(luck).of(opposite[by]))
  return (
    strengthsBy(after, after.links)[TOPIC]! *
    (state.exchange.stances[by] > state.exchange.stances[opposite[by]] ? 1 : -1)
  )
}

/**
 * For each link of the first: whether none would have moved the listener more, and whether it moved it the speaker's
 * way.
 */
const judged = (episode: Episode): { readonly best: boolean; readonly serving: boolean }[] => {
  const { luck, params, seats } = openingOf(episode)
  const roles = Object.fromEntries(Object.entries(seats).map(([id, { role }]) => [id, role]))
  let state = argumentExchange.start(
    settings(argumentExchange, params as Readonly<Record<string, unknown>>) as never,
    roles,
    luckOf(luck),
  )
  const found: { readonly best: boolean; readonly serving: boolean }[] = []
  for (const event of episode) {
    if (event.kind === 'absent' && event.probe === undefined)
      state = argumentExchange.absent!(state, event.seat, event.why, luckOf(luck))
    if (event.kind !== 'act') continue
    if (event.seat === 'first' && event.act['move'] === 'contribute') {
      const said = state.exchange.contributions.map(({ link }) => link)
      const listener = state.agents.second
      const effect = (link: Link) => effectOn(listener, said, link, state, 'first', luck)
      const open = openTo(state.agents.first, said)
      const effects = new Map(open.map((link) => [nameOf(link), effect(link)]))
      const own = effects.get(String(event.act['link']))!
      const sign = state.exchange.stances.first > state.exchange.stances.second ? 1 : -1
      const before = strengthsBy(listener, listener.links)[TOPIC]! * sign
      found.push({ best: [...effects.values()].every((each) => each <= own + 1e-12), serving: own > before })
    }
    if (event.act['move'] === 'declare') break
    state = argumentExchange.resolve(state, [{ seat: event.seat, act: event.act as never }], luckOf(luck))
  }
  return found
}

/**
 * Measures an argumentative exchange as Rago, Li & Toni 2023 do: whether the two came to one stance, with how many
 * links (and how many of the first), whose stance that was, and how often the first chose what moved the other most.
 * `selfServing` and `sincere` are ours, and stand beside success: the share of the first's links that moved the other
 * its way at all, and whether both say in the end what they think.
 */
export const exchangeOutcome = (): Instrument<ExchangeOutcome> => ({
  name: 'exchange outcome',
  columns: {
    consensus: 'the two take the same stance at the end',
    links: 'links contributed by both',
    efficiency: 'links contributed by both, where there is consensus; fewer is better',
    firstEfficiency: 'links contributed by the first, where there is consensus',
    winner: 'whose first stance is that of both, where there is consensus',
    accuracy: 'share of the links of the first than which no other would have moved the second more',
    sincere: 'share of declarations that are true of the stance at the end; null where nobody declared',
    selfServing: "share of the links of the first that moved the second the first's way",
  },
  read: (episode) => {
    const { exchange } = stateOf(argumentExchange, episode, 'exchangeOutcome')
    const { contributions, stances, initial, declared } = exchange
    const said = SEATS.filter((seat) => declared?.[seat] !== undefined)
    const consensus = stances.first === stances.second
    const own = contributions.filter(({ by }) => by === 'first').length
    const moves = judged(episode)
    const share = (of: 'best' | 'serving') =>
      moves.length ? moves.filter((each) => each[of]).length / moves.length : null
    const winner =
      stances.first === initial.first ? 'first' : stances.first === initial.second ? 'second' : ('neither' as const)
    return {
      consensus,
      links: contributions.length,
      efficiency: consensus ? contributions.length : null,
      firstEfficiency: consensus ? own : null,
      winner: consensus ? winner : null,
      accuracy: share('best'),
      selfServing: share('serving'),
      sincere: said.length
        ? said.filter((seat) => declared![seat] === declarationOf(stances[seat])).length / said.length
        : null,
    }
  },
})
