import type { Luck, SeatId, StateOf } from 'suasion'
import { circle } from './circle.ts'
import type { publicGoodsRules } from './rules.ts'

type State = StateOf<typeof publicGoodsRules>

/**
 * Redraws what a member cannot know: which of the others stood at which place, where nobody is named, and points that
 * others may have given each other.
 */
export const resample = (state: State, seat: SeatId, luck: Luck): State => {
  const { game, places } = state
  const { index } = circle(game.players)
  const own = index.get(seat)!
  const others = [...index.values()].filter((i) => i !== own)
  const shuffled = (lists: readonly (readonly number[])[], swaps: readonly (readonly number[])[]) =>
    lists.map((list, i) => list.map((_, round) => lists[swaps[round]![i]!]![round]!))
  const swaps = game.history.map((_, round) => {
    const from = others.map((_, i) => i)
    const drawn = places ? luck.of('others', round).draw(others, others.length) : others
    const swap = [...index.values()]
    for (const i of from) swap[others[i]!] = drawn[i]!
    return swap
  })
  const received = shuffled(state.received, swaps).map((list) => [...list])
  const given = shuffled(state.given, swaps).map((list) => [...list])
  if (others.length > 1)
    for (let round = 0; round < (received[0]?.length ?? 0); round++) {
      const [giver, taker] = luck.of('points', round).draw(others, 2) as [number, number]
      const points = luck.of('how many', round).pick([0, 1, 2])
      given[giver]![round]! += points
      received[taker]![round]! += points
    }
  const moved = places && shuffled(places, swaps)
  const earnings = [...index.values()].map((i) => {
    if (i === own) return state.earnings[i]!
    let sum = 0
    game.history.forEach(({ contributions, total }, round) => {
      sum += game.endowment + (game.multiplier / game.players) * total - contributions[moved ? moved[i]![round]! : i]!
      sum -= game.cost * (given[i]![round] ?? 0) + game.fine * (received[i]![round] ?? 0)
    })
    return sum
  })
  return { ...state, received, given, places: moved, earnings }
}
