import type { Estimate } from 'suasion'
import { mean, oneSampleTest } from 'suasion/statistics'
import { CONTROLLER_NAMES } from './controllers.ts'

const measures = ['synchrony', 'stability', 'coherence', 'flips'] as const
type Row = { readonly policy: string } & Readonly<Record<(typeof measures)[number], number | null>>

/** The published order of the policies, the steadiest first; the likest is the same list from its end. */
const STEADIEST = ['static', 'hybrid', 'ema', 'dead-band', 'uncapped'] as const

const meanOf = (rows: readonly Row[], policy: string, measure: (typeof measures)[number]): Estimate | null => {
  const x = rows.flatMap((row) => (row.policy === policy ? (row[measure] ?? []) : []))
  const estimator = 'mean over users, t interval'
  if (x.length < 2) return null
  return Math.max(...x) - Math.min(...x) < 1e-12 ? { value: mean(x), n: x.length, estimator } : oneSampleTest(x)
}

/** Of each policy what its measures came to, and how many neighbours in the published orders are the other way round. */
export const orderEstimates = (rows: readonly Row[]) => {
  const inverted = (measure: 'stability' | 'synchrony', order: readonly string[]): Estimate | null => {
    const values = order.map((policy) => meanOf(rows, policy, measure)?.value ?? Number.NaN)
    if (values.some(Number.isNaN)) return null
    const value = values.slice(1).filter((each, i) => each > values[i]! + 1e-9).length
    return { value, n: rows.length, estimator: 'neighbours in the published order whose means are the other way round' }
  }
  const each = CONTROLLER_NAMES.flatMap((policy) =>
    measures.map((measure) => [`${policy}, formal users: ${measure}`, meanOf(rows, policy, measure)] as const),
  )
  return {
    ...(Object.fromEntries(each) as Readonly<Record<string, Estimate | null>>),
    'policies out of the order of stability': inverted('stability', STEADIEST),
    'policies out of the order of synchrony': inverted('synchrony', [...STEADIEST].reverse()),
  }
}
