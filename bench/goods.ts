import { type Event, luckOf, scene } from 'suasion'
import { conditionalCooperator, freeRider, noisy, publicGoods } from 'suasion/protocols/public-goods'
import { type Played, play } from '../src/lab/driver.ts'

const players = 40
const rounds = 10
// The mixture of Fischbacher, Gaechter & Fehr 2001: half are conditional cooperators, about a third free riders.
const kinds = [conditionalCooperator(), freeRider(), noisy()] as const
const mindOf = (i: number) => kinds[i % 20 < 10 ? 0 : i % 20 < 16 ? 1 : 2]!
const names = Array.from({ length: players }, (_, i) => `player${i + 1}`)
const staged = scene(publicGoods, {
  params: { players, rounds },
  minds: Object.fromEntries(names.map((name, i) => [name, mindOf(i)])),
})

/** Forty seats and ten rounds through the engine: four hundred acts. */
export const engine = (key: string, trusted: boolean): Played => play(staged, key, { trusted }) as Played

const open = { contribute: { amount: { min: 0, max: 20 } } }

/** The same game by hand: a plain loop over arrays, and a list of events. */
export const twin = (key: string): Event[] => {
  const root = luckOf(key)
  const minds = names.map((_, i) => mindOf(i))
  const events: Event[] = []
  const earnings = new Array<number>(players).fill(0)
  const history: { contributions: number[]; total: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const game = { players, rounds, endowment: 20, multiplier: 1.6, stage: 'contribute', round, history }
    const contributions = new Array<number>(players)
    let total = 0
    for (let i = 0; i < players; i++) {
      const view = { seat: names[i]!, game, place: i, places: null, earned: earnings[i]!, received: [], given: [] }
      const seen = {
        seat: names[i]!,
        role: 'player',
        view,
        legal: open,
        question: null,
        luck: root.of('mind', names[i]!),
      }
      const { act } = minds[i]!.decide(seen as never, null as never) as never as {
        act: { move: 'contribute'; amount: number }
      }
      contributions[i] = act.amount
      total += act.amount
      events.push({ kind: 'act', turn: round, seat: names[i]!, act: act as never })
    }
    for (let i = 0; i < players; i++) earnings[i]! += 20 - contributions[i]! + (1.6 / players) * total
    history.push({ contributions, total })
  }
  return events
}
