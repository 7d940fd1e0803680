import { type Legal, type Luck, rules } from 'suasion'
import { type Agent, dealAgent, learned, stanceBy, strengthsBy } from './agent.ts'
import { type Exchange, moves, opposite, params, SEATS, type Seat, type State, type View } from './state.ts'
import { argumentsIn, dealWorld, type Link, nameOf } from './world.ts'

const TRIES = 2000

/** The links an agent holds whose target is in the exchange, and that are not in it themselves. */
export const openTo = ({ links }: Agent, said: readonly Link[]): readonly Link[] => {
  const there = new Set(argumentsIn(said))
  const names = new Set(said.map(nameOf))
  return links.filter((link) => there.has(link.to) && !names.has(nameOf(link)))
}

const asking = {
  first: { ask: ['first'] },
  second: { ask: ['second'] },
  both: { ask: SEATS },
  nobody: { ask: [] },
} as const

/** Whose turn it is. */
const speaker = ({ form, turn }: Exchange): Seat => (form === 'explanation' || turn % 2 === 0 ? 'first' : 'second')

/** How an exchange stands after a turn: an exchange ends with consensus, an explanation only with its last turn. */
const endOf = ({ form, limit, turn, stances, passes }: Exchange): Exchange['end'] => {
  const agreed = stances.first === stances.second
  if (form === 'explanation') return turn >= limit ? (agreed ? 'consensus' : 'limit') : null
  if (agreed) return 'consensus'
  if (turn >= limit) return 'limit'
  return passes >= 2 ? 'silence' : null
}

const onward = (state: State, change: Partial<Exchange>): State => {
  const exchange = { ...state.exchange, ...change, turn: state.exchange.turn + 1 }
  return { ...state, exchange: { ...exchange, end: endOf(exchange) } }
}

/** Both agents as they come, dealt again until they disagree. */
const dealt = (
  settings: State['settings'],
  luck: Luck,
): Pick<State, 'world' | 'agents'> & { initial: Exchange['initial'] } => {
  const { size, degree, firstMethod, secondMethod, firstLearning, secondLearning, offset } = settings
  const how = {
    first: { method: firstMethod, learning: firstLearning, offset },
    second: { method: secondMethod, learning: secondLearning, offset },
  }
  for (let k = 0; k < TRIES; k++) {
    const own = luck.of('deal', k)
    const world = dealWorld(size, degree, own)
    const agent = (seat: Seat): Agent => dealAgent(world, Math.floor(size / 2), how[seat], own.of(seat))
    const agents = { first: agent('first'), second: agent('second') }
    const initial = { first: stanceBy(agents.first), second: stanceBy(agents.second) }
    if (initial.first !== initial.second) return { world, agents, initial }
  }
  throw new Error(`in ${TRIES} worlds of ${size} arguments ${firstMethod} and ${secondMethod} never disagreed`)
}

/**
 * An argumentative exchange: two agents with private quantitative bipolar graphs disagree about a topic, and contribute
 * links (one argument attacks or supports another) to a graph they share until they take the same stance. Who hears a
 * link holds it from then on, and scores an argument it did not know by its own way of learning; strengths follow by
 * its own semantics. In the end both say where they stand, which binds nobody. Whoever's first stance prevails is paid
 * 1. Source: Rago, Li & Toni 2023 (arXiv 2303.15022) and their released model; that two passes in a row end an
 * exchange, which can then not change, is ours.
 */
export const argumentExchangeRules = rules({
  name: 'argument-exchange',
  version: 1,
  params,
  moves,
  roles: { first: ['contribute', 'pass', 'declare'], second: ['contribute', 'pass', 'declare'] },
  seats: () => ({ first: 'first', second: 'second' }) as const,

  start: (settings, _roles, luck): State => {
    const { initial, ...rest } = dealt(settings, luck)
    const { form, limit } = settings
    const exchange = {
      form,
      limit,
      turn: 0,
      contributions: [],
      initial,
      stances: initial,
      passes: 0,
      end: null,
      declared: null,
    } as const
    return { settings, ...rest, exchange }
  },

  turn: ({ exchange }) => {
    if (exchange.end === null) return asking[speaker(exchange)]
    return asking[exchange.declared === null && exchange.end !== 'absence' ? 'both' : 'nobody']
  },

  view: ({ agents, exchange }, seat): View => {
    const own = agents[seat as Seat]
    const open = openTo(
      own,
      exchange.contributions.map(({ link }) => link),
    )
    return { seat: seat as Seat, own, strengths: strengthsBy(own, own.links), open, exchange }
  },

  legal: ({ open, exchange: { end } }): Legal<typeof moves> => {
    if (end !== null) return { declare: {} }
    return open.length === 0 ? { pass: {} } : { contribute: { link: { only: open.map(nameOf) } }, pass: {} }
  },

  resolve: (state, acts, luck): State => {
    const { seat, act } = acts[0]!
    if (act.move === 'declare') {
      const said = acts.flatMap((each) => (each.act.move === 'declare' ? [[each.seat, each.act.view] as const] : []))
      return { ...state, exchange: { ...state.exchange, declared: Object.fromEntries(said) } }
    }
    if (act.move === 'pass') return onward(state, { passes: state.exchange.passes + 1 })
    const by = seat as Seat
    const link = state.agents[by].links.find((each) => nameOf(each) === act.link)!
    const contributions = [...state.exchange.contributions, { by, link, text: act.text }]
    const other = learned(
      state.agents[opposite[by]],
      contributions.map((each) => each.link),
      luck.of(opposite[by]),
    )
    const agents = { ...state.agents, [opposite[by]]: other }
    const stances = { ...state.exchange.stances, [opposite[by]]: stanceBy(other) }
    return onward({ ...state, agents }, { contributions, stances, passes: 0 })
  },

  absent: (state, _seat, why): State => {
    const { end, declared, passes } = state.exchange
    if (end !== null) return { ...state, exchange: { ...state.exchange, declared: declared ?? {} } }
    return why === 'left'
      ? { ...state, exchange: { ...state.exchange, end: 'absence' } }
      : onward(state, { passes: passes + 1 })
  },

  payoff: ({ exchange: { end, initial, stances } }) => {
    const prevails = (seat: Seat): number => (end === 'consensus' && stances[seat] === initial[seat] ? 1 : 0)
    return Object.fromEntries(SEATS.map((seat) => [seat, prevails(seat)]))
  },
})
