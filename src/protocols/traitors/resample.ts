import type { Luck, SeatId } from 'suasion'
import { conferring } from './speech.ts'
import { type Role, type Secret, type State, seatsOf } from './state.ts'

type Swap = (seat: SeatId) => SeatId

/**
 * Redraws what a player cannot know: who of those still in the game is a traitor (traitors know), what the traitors
 * said and did in their meetings without it, and whom others suspect in private.
 */
export const resample = (state: State, seat: SeatId, luck: Luck): State => {
  const swap = swapOf(state, seat, luck)
  const roles = renamed(state.roles, swap)
  const own = state.secrets[seat]!
  const known = new Set(own.map((each) => JSON.stringify(each)))
  const redrawn = (secret: Secret, i: number, who: SeatId): Secret => {
    if (secret.what === 'suspected') {
      const others = seatsOf(state).filter((each) => each !== who)
      return { ...secret, who: luck.of('suspected', who, i).pick(others) }
    }
    if (secret.what === 'aimed')
      return {
        ...secret,
        votes: secret.votes.map(([by, target]) => [swap(by), secret.victim ?? swap(target)] as const),
      }
    const target = swap(secret.who)
    const said = conferring(target, luck.of('conferred', secret.round, secret.by, i))
    return { ...secret, by: swap(secret.by), who: target, text: said }
  }
  const secrets = Object.fromEntries(
    Object.entries(renamed(state.secrets, swap)).map(([who, each]) => [
      who,
      who === seat ? own : each.map((one, i) => (known.has(JSON.stringify(one)) ? one : redrawn(one, i, who))),
    ]),
  )
  return { ...state, roles, secrets }
}

/** Who takes whose place; those that are out keep theirs, for their roles are known. */
const swapOf = ({ stage, roles, living }: State, seat: SeatId, luck: Luck): Swap => {
  if (stage === 'over' || roles[seat] === 'traitor') return (each) => each
  const hidden = living.filter((each) => each !== seat)
  const drawn = luck.of('roles').draw(hidden, hidden.length)
  return (each) => drawn[hidden.indexOf(each)] ?? each
}

const renamed = <T extends Role | readonly Secret[]>(
  by: Readonly<Record<SeatId, T>>,
  swap: Swap,
): Record<SeatId, T> => {
  const moved = new Map(Object.entries(by).map(([seat, value]) => [swap(seat), value]))
  return Object.fromEntries(Object.keys(by).map((seat) => [seat, moved.get(seat)!]))
}
