import type { Luck, SeatId } from 'suasion'
import { dealAgent, learned, stanceBy } from './agent.ts'
import { opposite, type Seat, type State } from './state.ts'
import { type Link, nameOf } from './world.ts'

const TRIES = 60

/**
 * A state this agent could not tell from the present one: links it does not hold attack where they supported or not,
 * and the other knows other links, scores and a method of its own, and has heard the same. What the other is known to
 * think of the topic holds; where no draw has it so, the state stays.
 */
export const resample = (state: State, seat: SeatId, luck: Luck): State => {
  const { world, agents, settings, exchange } = state
  const other = opposite[seat as Seat]
  const held = new Set(agents[seat as Seat].links.map(nameOf))
  const said = exchange.contributions.map(({ link }) => link)
  const { firstMethod, secondMethod, firstLearning, secondLearning, offset } = settings
  const [method, learning] =
    other === 'first' ? ([firstMethod, firstLearning] as const) : ([secondMethod, secondLearning] as const)
  const size = Math.floor(settings.size / 2)
  for (let k = 0; k < TRIES; k++) {
    const own = luck.of('other', k)
    const redrawn = world.map(
      (link): Link =>
        held.has(nameOf(link)) ? link : { ...link, attack: own.of('attack', nameOf(link)).pick([true, false]) },
    )
    const agent = learned(dealAgent(redrawn, size, { method, learning, offset }, own), said, own)
    if (stanceBy(agent) === exchange.stances[other])
      return { ...state, world: redrawn, agents: { ...agents, [other]: agent } }
  }
  return state
}
