import type { Luck, SeatId } from 'suasion'
import { MISSIONS, type Mission } from './board.ts'
import { KINDS } from './deals.ts'
import { CLAIMS, type Happening, type State, sees, talkers } from './state.ts'

const other = (mission: Mission): Mission => (Object.keys(MISSIONS) as Mission[]).find((each) => each !== mission)!

/**
 * Redraws what a commander cannot know: who shares its mission, what lies in the fog, the tokens and deals of others, and what was
 * said and done out of its hearing and sight.
 */
export const resample = (state: State, seat: SeatId, luck: Luck): State => {
  const own = state.missions[seat]!
  const others = Object.keys(state.missions).filter((each) => each !== seat)
  const rival = luck.of('rival').pick(others)
  const missions = Object.fromEntries(
    Object.keys(state.missions).map((each) => [each, each === seat || each === rival ? own : other(own)]),
  )
  const fog = [...state.owners.keys()].filter((at) => !sees(state, seat, at))
  const drawn = luck.of('fog').draw(fog, fog.length)
  const owners = [...state.owners]
  const armies = [...state.armies]
  for (const [i, at] of fog.entries()) {
    owners[at] = state.owners[drawn[i]!]!
    armies[at] = state.armies[drawn[i]!]!
  }
  const hears = talkers(state).includes(seat)
  const history = state.history.map((each, i): Happening => {
    if (each.to.includes(seat)) return each
    const at = luck.of('history', i)
    if (each.what === 'said') return { ...each, claim: at.pick(CLAIMS), text: '(unheard)' }
    return each.what === 'offered' ? { ...each, text: '(unheard)' } : each
  })
  const deals = state.deals.map((each, i) => {
    if (each.giver !== seat && each.taker !== seat) return { ...each, kind: luck.of('deal', i).pick(KINDS) }
    const hidden = each.kind === 'information' && each.taker === seat && each.status !== 'void'
    return hidden ? { ...each, status: luck.of('information', i).pick(['open', 'kept', 'broken'] as const) } : each
  })
  const mine = state.player === seat
  const spent = luck.of('tokens')
  return {
    ...state,
    ...{ missions, owners, armies, history, deals },
    tokens: mine ? state.tokens : { negotiate: spent.pick([0, 1, 2]), support: spent.pick([0, 1, 2]) },
    offers: hears ? state.offers : state.offers.map((each, i) => ({ ...each, kind: luck.of('offer', i).pick(KINDS) })),
  }
}
