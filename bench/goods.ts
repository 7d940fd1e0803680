import { type Event, scene } from 'suasion'
import { conditionalCooperator, publicGoods } from 'suasion/protocols/public-goods'
import { type Played, play } from '../src/lab/driver.ts'

const players = 40
const rounds = 10
const staged = scene(publicGoods, { params: { players, rounds }, minds: { player: conditionalCooperator() } })

/** Forty seats and ten rounds through the engine: four hundred acts. */
export const engine = (key: string, trusted: boolean): Played => play(staged, key, { trusted }) as Played

const names = Array.from({ length: players }, (_, i) => `player${i + 1}`)

/** The same game by hand: a plain loop over arrays, and a list of events. */
export const twin = (): Event[] => {
  const mind = conditionalCooperator()
  const events: Event[] = []
  const earnings = new Array<number>(players).fill(0)
  const history: { contributions: number[]; total: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const game = { players, rounds, endowment: 20, multiplier: 1.6, stage: 'contribute', round, history }
    const contributions = new Array<number>(players)
    let total = 0
    for (let i = 0; i < players; i++) {
      const view = { seat: names[i]!, game, place: i, places: null, earned: earnings[i]!, received: [], given: [] }
      const seen = { seat: names[i]!, role: 'player', view, legal: { contribute: { amount: { min: 0, max: 20 } } }, question: null }
      const { act } = mind.decide(seen as never, null as never) as never as { act: { move: 'contribute'; amount: number } }
      contributions[i] = act.amount
      total += act.amount
      events.push({ kind: 'act', turn: round, seat: names[i]!, act: act as never })
    }
    for (let i = 0; i < players; i++) earnings[i]! += 20 - contributions[i]! + (1.6 / players) * total
    history.push({ contributions, total })
  }
  return events
}
