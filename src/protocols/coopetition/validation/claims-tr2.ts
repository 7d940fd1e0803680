import { type Claim, formal, once } from './claims.ts'
import { alliance, allianceRates, renaultNissan, usualRates } from './renault-nissan.ts'
import { summaryOf, type TrustMetrics, trustSweep } from './trust-sweep.ts'

const source = 'TR-2, validation suite, run outside this project'
const sweeps = {
  'before 2026': once(() => trustSweep({ rule: 'before 2026' })),
  current: once(() => trustSweep({ rule: 'current' })),
} as const
const claim = (value: number, margin: number, compute: () => number, more: Partial<Claim> = {}): Claim => ({
  ...{ ...formal, source, value, margin, compute, n: 79, estimator: 'rounds of the case, exact' },
  ...more,
})
const swept = (
  rule: keyof typeof sweeps,
  name: keyof TrustMetrics,
  statistic: 'median' | 'mean' | 'least' | 'most',
  value: number,
  margin: number,
): Claim =>
  claim(value, margin, () => summaryOf(sweeps[rule](), name)[statistic], {
    ...{ n: 78_125, estimator: `${statistic} over the sweep` },
    ...(rule === 'current' ? {} : { origin: 'published', source: 'TR-2, section 6, with the rule it was written for' }),
  })

const head = once(() => renaultNissan(alliance.released, allianceRates))
const old = once(() => renaultNissan(alliance.paper, usualRates, { rule: 'before 2026' }))

/** The numbers of the TR-2 suite: the sweep by both rules of building trust, and the Renault-Nissan case. */
export const trustClaims: Readonly<Record<string, Claim>> = {
  'negativity, median': swept('before 2026', 'negativity', 'median', 3, 1e-9),
  'negativity, least': swept('before 2026', 'negativity', 'least', 1, 1e-9),
  'negativity, most': swept('before 2026', 'negativity', 'most', 9, 1e-9),
  'hysteresis, median': swept('before 2026', 'hysteresis', 'median', 1.1116, 1e-4),
  'hysteresis, least': swept('before 2026', 'hysteresis', 'least', 0.788, 0.0005),
  'hysteresis, most': swept('before 2026', 'hysteresis', 'most', 1.171, 0.0005),
  'cumulative, median': swept('before 2026', 'cumulative', 'median', 1.9734, 1e-4),
  'cumulative, least': swept('before 2026', 'cumulative', 'least', 1.51, 0.0005),
  'cumulative, most': swept('before 2026', 'cumulative', 'most', 2.499, 0.0005),
  'dependency, mean': swept('before 2026', 'dependency', 'mean', 1.2709, 1e-4),
  'hysteresis by the current rule': {
    ...swept('current', 'hysteresis', 'median', 0.834, 0.0005),
    note: 'the published 1.11 needs the rule that the released code no longer has',
  },
  'alliance, score': claim(49, 0, () => head().score),
  'alliance, points for behaviour': claim(15, 0, () => head().points[1]!),
  'alliance, points for mechanism': claim(15, 0, () => head().points[2]!),
  'alliance, points for outcome': claim(9, 0, () => head().points[3]!),
  'alliance, F': claim(36.251, 0.001, () => head().f),
  ...Object.fromEntries(
    Object.entries({ 12: 0.7971, 52: 0.9918, 56: 0.2003, 71: 0.2149, 79: 0.2738 }).map(([t, value]) => [
      `alliance, trust of Renault at ${t}`,
      claim(value, 1e-4, () => head().trust[Number(t)]!),
    ]),
  ),
  'alliance by the rule before 2026, score': claim(49, 0, () => old().score),
  'alliance by the rule before 2026, F': claim(35.05, 0.01, () => old().f, {
    origin: 'published',
    source: 'TR-2, section 7',
  }),
  'alliance by the rule before 2026, trust at 56': claim(0.1675, 1e-4, () => old().trust[56]!),
  'alliance by the rule before 2026, trust at 79': claim(0.5103, 1e-4, () => old().trust[79]!),
}
