import { argumentation } from './argumentation.ts'
import { bayesianNetwork } from './bayesian-network.ts'
import { elaboration } from './elaboration.ts'
import { type Guard, guard } from './reactance.ts'
import { type Inoculation, inoculate } from './resistance.ts'

/** Who is behind the resistance, at its own defaults. */
export type Behind = 'elaboration' | 'argumentation' | 'bayesian-network'

const unknown = (behind: string): never => {
  throw new Error(
    `there is no listener called ${behind} to make resistant; there are elaboration, argumentation, bayesian-network`,
  )
}

/** One of the listeners, inoculated: {@link inoculate} by name. */
export const inoculated = ({ behind = 'elaboration', ...options }: Inoculation & { readonly behind?: Behind } = {}) => {
  if (behind === 'elaboration') return inoculate(elaboration(), options)
  if (behind === 'argumentation') return inoculate(argumentation(), options)
  return behind === 'bayesian-network' ? inoculate(bayesianNetwork(), options) : unknown(behind)
}

/** One of the listeners, on its guard: {@link guard} by name. */
export const guarded = ({ behind = 'elaboration', ...options }: Guard & { readonly behind?: Behind } = {}) => {
  if (behind === 'elaboration') return guard(elaboration(), options)
  if (behind === 'argumentation') return guard(argumentation(), options)
  return behind === 'bayesian-network' ? guard(bayesianNetwork(), options) : unknown(behind)
}
