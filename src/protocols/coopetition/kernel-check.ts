import { luckOf } from 'suasion'
import { batch } from './batch.ts'
import { environmentIds } from './environments/index.ts'
import { coopetitionRules } from './rules.ts'

/**
 * Plays the same drawn acts in each environment by the rules and in a batch, and says in words where what a seat was
 * paid parts by more than 1e-12 of it; an empty list where it never does.
 */
export const kernelCheck = (): string[] =>
  environmentIds.flatMap((environment) => {
    const settings = coopetitionRules.params.parse({ environment, rounds: 30, reward: 'integrated', gamma: 0.6 })
    const luck = luckOf('kernel').of(environment)
    const seats = Object.keys(coopetitionRules.seats(settings, luck))
    const roles = Object.fromEntries(seats.map((seat) => [seat, 'agent']))
    const amount = (round: number, i: number): number =>
      luck.of('amount', round, i).uniform() * coopetitionRules.view(start, seats[i]!).endowment
    const start = coopetitionRules.start(settings, roles, luck)
    const { returns, rounds } = batch(settings, (buffers, acts) => {
      for (let i = 0; i < acts.length; i++) acts[i] = amount(buffers.round, i)
    })
    let state = start
    while (!state.over) {
      const acts = seats.map((seat, i) => ({ seat, act: { move: 'invest' as const, amount: amount(state.round, i) } }))
      state = coopetitionRules.resolve(state, acts, luck)
    }
    const paid = Object.values(coopetitionRules.payoff!(state))
    const found = paid.flatMap((x, i) =>
      Math.abs(x - returns[i]!) > 1e-12 * Math.max(1, Math.abs(x))
        ? [`${environment}, ${seats[i]}: ${returns[i]}, and the rules say ${x}`]
        : [],
    )
    return rounds[0] === state.round
      ? found
      : [...found, `${environment}: ${rounds[0]} rounds, and ${state.round} by the rules`]
  })
