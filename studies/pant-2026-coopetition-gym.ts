import { type Published, scene, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { payoffs } from 'suasion/instruments'
import { constant, constantReturn, coopetition, type EnvironmentId, titForTat, validation } from 'suasion/protocols/coopetition'

const { returns, shares, audit, beaten } = validation
const environment = Object.keys(returns) as (keyof typeof returns)[]
const policy = ['0', '0.25', '0.5', '0.75', '1', 'private', 'tit for tat'] as const
const base = { claim: 'formal', population: 'any players', origin: 'run', scale: 'ratio' } as const
const source = 'Coopetition-Gym d2dffd5, seed 99, run outside this project'
/** As exact as it was printed: the last digit, or 1e-5. */
const total = (value: number): Published => ({ ...base, source, value, margin: Math.max(1e-5, 0.051 / value) })
const count = { ...base, scale: 'difference', margin: 0, origin: 'published' } as const
const known: Record<string, Published> = Object.fromEntries(
  environment.flatMap((id) => [
    ...shares.map((share, i): [string, Published] => [`${id} ${share}`, total(returns[id].at[i]!)]),
    [`${id} private`, total(returns[id].private)],
    [`${id} best`, total(returns[id].best[1])],
  ]),
)
const mirrored = { TrustDilemma: 46266.8, PartnerHoldUp: 45320.4, PlatformEcosystem: 138285.9, AppleAppStore: 43175.3 }

/** What constant policies return in the environments of Coopetition-Gym, and what its authors say of them. */
export default study({
  name: 'pant-2026-coopetition-gym',
  title: 'Coopetition-Gym: what constant policies return',
  cite: 'Pant & Yu 2026, Coopetition-Gym v1, vikpant/strategic-coopetition d2dffd5',
  question: 'Do the environments return what the released ones do, and do learners beat every constant policy there?',
  estimand: 'sum of rewards over agents and rounds when all invest the same share of what they have in every round',
  design: factorial({ environment, policy }, { perCell: 1 }),
  cast: { mirror: titForTat() },
  scene: ({ environment, policy }, { mirror }) => {
    const reward = policy === 'private' ? 'private' : 'integrated'
    const invested = policy === 'private' ? 0.5 : Number(policy)
    const params = { environment: environment as EnvironmentId, reward, precision: 'single' } as const
    return scene(coopetition, { params, minds: { agent: policy === 'tit for tat' ? mirror : constant({ invested }) } })
  },
  instruments: [payoffs()],
  published: {
    ...known,
    ...Object.fromEntries(Object.entries(mirrored).map(([id, value]) => [`${id} tit for tat`, total(value)])),
    'constants that beat the learner': { ...count, value: 0, source: 'docs/benchmarks: Independent Soft Actor-Critic, TR-3' },
    'exploitative switches': { ...count, value: 0, source: 'temporal audit, appendix F: 0 of 504' },
    'exploitative ramps': { ...count, value: 6, source: 'temporal audit, appendix F: 6 of 20 environments' },
  },
  estimates: (rows) => {
    const played = rows.map((row) => [`${row.environment} ${row.policy}`, exactly(row.welfare, 1)] as const)
    const best = environment.map((id) => {
      const given = { environment: id, precision: 'single' } as const
      return [`${id} best`, exactly(constantReturn(given, returns[id].best[0]).total, 1)] as const
    })
    const left = [...environment, 'SynergySearch' as const].flatMap((id) => audit({ environment: id, ...(id === 'SynergySearch' && { gamma: 0.55 }) }))
    const exploits = (...kinds: string[]) => left.filter(({ kind, exploitative }) => exploitative && kinds.includes(kind)).length
    const all = { ...nothing, ...Object.fromEntries([...played, ...best]) }
    const rest = { 'exploitative switches': exploits('late'), 'exploitative ramps': exploits('ramp'), 'constants that beat the learner': beaten().length }
    return { ...all, ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, exactly(value, left.length)])) }
  },
  limits: ['SynergySearch is left out of the returns: its complementarity is drawn. No learner is trained here.'],
})
