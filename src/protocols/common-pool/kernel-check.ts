import { luckOf } from 'suasion'
import { batch } from './kernel.ts'
import { poolConfig } from './round.ts'
import { commonPoolRules } from './rules.ts'
import type { PoolAct } from './state.ts'

/**
 * Plays the same drawn efforts and fines by the rules and in a batch, some of them until the stock is lost, and says in
 * words where stock, survival or earnings part by more than 1e-12 of the larger; an empty list where they never do.
 */
export const kernelCheck = (): string[] => {
  const [groups, rounds] = [4, 12]
  return [2, 7, 30].flatMap((members) => {
    const luck = luckOf('kernel').of(members)
    const params = {
      members,
      rounds,
      capacity: 90,
      growth: 0.8,
      choice: 'none',
      productivity: 2 / (members + 1),
    } as const
    const settings = commonPoolRules.params.parse(params)
    // Later groups harvest harder, so the last lose their stock.
    const effort = (round: number, i: number): number =>
      luck.of('effort', round, i).uniform() * (0.3 + 0.3 * Math.floor(i / members))
    const points = (round: number, i: number): number => luck.of('points', round, i).pick([0, 1, 3])
    const log: { readonly giver: number; readonly taker: number; readonly round: number; readonly points: number }[] =
      []
    const played = Array.from({ length: groups }, (_, group) => {
      let state = commonPoolRules.start(settings, commonPoolRules.seats(settings, luck), luck)
      const from = group * members
      for (;;) {
        const { round, stage } = state.game
        const { asked, seats, now } = state
        if (asked.length === 0) return state
        const acts = asked.map((seat): PoolAct => {
          const i = seats.indexOf(seat)
          if (stage === 'harvest')
            return { seat, act: { move: 'harvest', effort: effort(round, from + i), watch: (i + round) % 2 === 0 } }
          const taker = from + seats.indexOf(now[i]!.watched!.who)
          log.push({ giver: from + i, taker, round, points: points(round, from + i) })
          return { seat, act: { move: 'fine', points: points(round, from + i) } }
        })
        state = commonPoolRules.resolve(state, acts, luckOf(`kernel/${group}`))
      }
    })
    const [first] = played
    const simulated = batch(
      poolConfig(first!),
      { groups, rounds },
      {
        harvest: (round, _buffers, efforts) => {
          for (let i = 0; i < efforts.length; i++) efforts[i] = effort(round, i)
        },
        sanction: (round, _buffers, _efforts, given, received) => {
          for (const each of log) {
            if (each.round !== round) continue
            given[each.giver]! += each.points
            received[each.taker]! += each.points
          }
        },
      },
    )
    return played.flatMap((state, group) => {
      const pairs: [string, number, number][] = [
        ['stock', state.game.stock, simulated.stock[group]!],
        ['rounds', state.game.round, simulated.survival[group]!],
        ...state.earnings.map((earned, i): [string, number, number] => [
          state.seats[i]!,
          earned,
          simulated.earnings[group * members + i]!,
        ]),
      ]
      return pairs
        .filter(([, rule, kernel]) => Math.abs(rule - kernel) > 1e-12 * Math.max(1, Math.abs(rule)))
        .map(
          ([what, rule, kernel]) => `${members} members, group ${group}, ${what}: ${kernel}, and the rules say ${rule}`,
        )
    })
  })
}
