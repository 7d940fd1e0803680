import type { Luck, SeatId } from 'suasion'
import { speech } from './speech.ts'
import { type Roles, type Secret, type State, seatsOf, winnerOf } from './state.ts'

type Swap = (seat: SeatId) => SeatId
const TRIES = 40

/**
 * Redraws what a player cannot know: the roles of all whose role it was not shown, as far as the game could have gone
 * as it did, and what others said, did and thought in secret.
 */
export const resample = (state: State, seat: SeatId, luck: Luck): State => {
  const swap = swapOf(state, seat, luck)
  const roles = renamed(state.roles, swap)
  const own = state.secrets[seat]!
  const known = new Set(own.map((each) => JSON.stringify(each)))
  const all = seatsOf(state)
  const redrawn = (secret: Secret, i: number, who: SeatId): Secret => {
    const others = all.filter((each) => each !== who)
    const here = luck.of(secret.what, who, i)
    if (secret.what === 'dreamt') return { ...secret, who: here.pick(others) }
    if (secret.what === 'predicted') return { ...secret, hostile: here.draw(others, secret.hostile.length) }
    if (secret.what === 'voted' || secret.what === 'saved') return secret
    if (secret.what === 'checked') {
      const seen = secret.who === who ? here.pick(others) : secret.who
      return { ...secret, who: seen, werewolf: roles[seen] === 'werewolf' }
    }
    if (secret.what === 'aimed')
      return { ...secret, votes: secret.votes.map(([by]) => [swap(by), secret.at!] as const) }
    const { claim, stance, target } = secret
    const at = target !== null && roles[target] === 'werewolf' ? null : target
    const said = speech({ room: 'den', claim, stance, target: at }, luck.of('den', secret.round, secret.by, i))
    return { ...secret, by: swap(secret.by), stance: said.stance, target: at, text: said.text }
  }
  const secrets = Object.fromEntries(
    Object.entries(renamed(state.secrets, swap)).map(([who, each]) => [
      who,
      who === seat ? own : each.map((one, i) => (known.has(JSON.stringify(one)) ? one : redrawn(one, i, who))),
    ]),
  )
  return { ...state, roles, secrets }
}

const renamed = <T>(by: Readonly<Record<SeatId, T>>, swap: Swap): Record<SeatId, T> => {
  const moved = new Map(Object.entries(by).map(([seat, value]) => [swap(seat), value]))
  return Object.fromEntries(Object.keys(by).map((seat) => [seat, moved.get(seat)!]))
}

/** Who takes whose place: drawn until the game could have gone so; nobody where no draw allows that. */
const swapOf = (state: State, seat: SeatId, luck: Luck): Swap => {
  const stays: Swap = (each) => each
  if (state.stage === 'over') return stays
  const shown = new Set([seat])
  for (const each of state.history)
    if ((each.what === 'dawn' || each.what === 'banished' || each.what === 'left') && each.role !== null)
      shown.add(each.what === 'dawn' ? each.victim! : each.who!)
  const pack = state.roles[seat] === 'werewolf'
  const hidden = seatsOf(state).filter((each) => !shown.has(each) && !(pack && state.roles[each] === 'werewolf'))
  for (let k = 0; k < TRIES; k++) {
    const drawn = luck.of('roles', k).draw(hidden, hidden.length)
    const swap: Swap = (each) => drawn[hidden.indexOf(each)] ?? each
    if (couldBe(state, seat, swap)) return swap
  }
  return stays
}

/** Whether the game could have gone as it did, and this seat have seen what it saw, with the roles so changed. */
const couldBe = (state: State, seat: SeatId, swap: Swap): boolean => {
  const roles: Roles = renamed(state.roles, swap)
  const died = new Map<SeatId, number>()
  let living = seatsOf(state)
  for (const [at, each] of state.history.entries()) {
    if (each.what !== 'dawn' && each.what !== 'banished' && each.what !== 'left') continue
    const gone = each.what === 'dawn' ? each.victim : each.who
    if (gone === null) continue
    died.set(gone, at)
    living = living.filter((player) => player !== gone)
    if (winnerOf(living, roles, state.settings.win)) return false
  }
  const right = (secret: Secret): boolean =>
    secret.what === 'checked' ? (roles[secret.who] === 'werewolf') === secret.werewolf : true
  if (!state.secrets[seat]!.every(right)) return false
  return seatsOf(state).every((player) =>
    state.secrets[player]!.every((secret) => {
      if (secret.what === 'aimed' && secret.at !== null && roles[secret.at] === 'werewolf') return false
      return secret.after <= (died.get(swap(player)) ?? secret.after)
    }),
  )
}
