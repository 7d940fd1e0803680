import { luckOf } from 'suasion'
import { batch } from './kernel.ts'
import { publicGoodsRules } from './rules.ts'

/**
 * Plays the same drawn contributions and points by the rules and in a batch, and says in words where a member's
 * earnings part by more than 1e-12 of the larger; an empty list where they never do.
 */
export const kernelCheck = (): string[] => {
  const [groups, rounds] = [3, 8]
  return [2, 5, 40].flatMap((players) => {
    const luck = luckOf('kernel').of(players)
    const params = { players, rounds, multiplier: 1.9, endowment: 13, punishment: true, cost: 0.7, fine: 2.3 }
    const amount = (round: number, i: number): number => 13 * luck.of('amount', round, i).uniform()
    const points = (round: number, giver: number, taker: number): number =>
      giver === taker ? 0 : luck.of('points', round, giver, taker).pick([0, 0, 0, 1, 4, 10])
    const { earnings } = batch(params, groups, rounds, {
      contribute: (round, _last, _totals, acts) => {
        for (let i = 0; i < acts.length; i++) acts[i] = amount(round, i)
      },
      punish: (round, acts, all) => {
        for (let i = 0; i < acts.length; i++)
          for (let k = 0; k < players; k++) all[i * players + k] = points(round, i, i - (i % players) + k)
      },
    })
    return Array.from({ length: groups }, (_, group) => {
      const settings = publicGoodsRules.params.parse(params)
      let state = publicGoodsRules.start(settings, publicGoodsRules.seats(settings, luck), luck)
      const from = group * players
      for (let turn = 0; turn < 2 * rounds; turn++) {
        const round = turn >> 1
        const acts = publicGoodsRules.turn(state).ask.map((seat, i) => {
          const others = Array.from({ length: players }, (_, k) => k).filter((k) => k !== i)
          return turn % 2 === 0
            ? { seat, act: { move: 'contribute' as const, amount: amount(round, from + i) } }
            : { seat, act: { move: 'punish' as const, points: others.map((k) => points(round, from + i, from + k)) } }
        })
        state = publicGoodsRules.resolve(state, acts, luck)
      }
      return Object.entries(publicGoodsRules.payoff!(state)).flatMap(([seat, earned], i) => {
        const other = earnings[from + i]!
        const apart = Math.abs(earned - other) > 1e-12 * Math.max(1, Math.abs(earned))
        return apart ? [`${players} players, group ${group}, ${seat}: ${other}, and the rules say ${earned}`] : []
      })
    }).flat()
  })
}
