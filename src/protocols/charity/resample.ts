import type { Luck } from 'suasion'
import { TACTICS } from './acts.ts'
import { most, other, type Seat, type State } from './state.ts'

/** A state that the seat could not tell from this: whether the other spoke truly, by what tactic, and what it gave. */
export const resample = (state: State, seat: string, luck: Luck): State => {
  const away = other[seat as Seat]
  const said = state.said.map((each, i) => {
    const { by, truthful, tactic } = each
    if (by !== away || (truthful === null && tactic === null)) return each
    const at = luck.of('spoken', i)
    return { ...each, truthful: at.pick([true, false, null]), tactic: at.pick([...TACTICS, null]) }
  })
  const gift = state.given[away]
  if (gift === undefined || gift === null) return { ...state, said }
  const least = state.setting.enforce ? (state.pledged[away] ?? 0) : 0
  const amount = least + luck.of('gift').uniform() * (most(state.setting) - least)
  return { ...state, said, given: { ...state.given, [away]: amount } }
}
