import type { Luck, SeatId } from 'suasion'
import { opposite, type Seat } from './dialogue.ts'
import type { State } from './state.ts'
import { dealTheory, denial, TOPIC } from './theory.ts'

/**
 * A state this side could not tell from the present one: the other came with other arguments (with all it has used
 * among them), and those that this side has never met are of another strength.
 */
export const resample = (state: State, seat: SeatId, luck: Luck): State => {
  const { pool, holds, dialogue, settings } = state
  const own = seat as Seat
  const other = opposite[own]
  const heard = dialogue.flatMap(({ argument }) => argument?.name ?? [])
  const met = new Set([...holds[own], ...heard])
  const redrawn = pool.map((each) =>
    met.has(each.name) ? each : { ...each, strength: luck.of('strength', each.name).pick([1, 2, 3]) },
  )
  const dealt = dealTheory(redrawn, other === 'proponent' ? TOPIC : denial(TOPIC), settings.share, luck.of(other))
  const used = heard.filter((name) => holds[other].includes(name) && !dealt.includes(name))
  return { ...state, pool: redrawn, holds: { ...holds, [other]: [...new Set([...dealt, ...used])] } }
}
