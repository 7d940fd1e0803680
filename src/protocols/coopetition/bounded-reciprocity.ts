import { policy } from 'suasion'
import { configOf } from './config.ts'
import { blind } from './minds.ts'
import { answeringOf } from './oracles.ts'
import { coopetition } from './protocol.ts'
import type { View } from './state.ts'

/** How far it trusts each, by its own reckoning. */
type Kept = { readonly trust: readonly number[] }

/** What each last did beside the mean of its last acts, that one included; none before the first round. */
const signals = ({ acts, settings }: View): readonly number[] | null => {
  if (!acts?.length) return null
  const last = acts.slice(-answeringOf(settings).window)
  return acts.at(-1)!.map((a, j) => a - last.reduce((sum, each) => sum + each[j]!, 0) / last.length)
}

/** Its own trust moves on raw signals, up to .95. */
const trusted = (view: View, { trust }: Kept): readonly number[] => {
  const before = trust.length ? trust : view.seats.map(() => configOf(view.settings).start)
  const s = signals(view)
  if (!s) return before
  return before.map((t, j) => {
    const moved = s[j]! > 0 ? 0.1 * s[j]! * Math.max(0, 0.95 - t) : 0.3 * s[j]! * t
    return Math.min(1, Math.max(0, t + moved))
  })
}

const amount = (view: View, kept: Kept): number => {
  const { place, settings, own, endowment } = view
  const { baseline, dependence, players: n } = configOf(settings)
  const { rho, eta, kappa, lambda, omega } = answeringOf(settings)
  const base = baseline[place]!
  const before = own.at(-1) ?? base + 0.4 * (endowment - base)
  const [trust, s] = [trusted(view, kept), signals(view)]
  let push = 0
  for (let j = 0; j < n; j++) {
    if (j === place || !s) continue
    const d = dependence[place * n + j]!
    push += lambda * trust[j]! * (1 + omega * d) * rho * Math.max(d, 1e-10) ** eta * Math.tanh(kappa * s[j]!)
  }
  return Math.min(endowment, Math.max(0, before + 0.12 * push * endowment - 0.05 * (before - base)))
}

/**
 * Moves its investment up when partners do more than lately and down when they do less, and back towards its baseline
 * (TR-4, section 8.4). With the minimal observation it sees nobody, only falls back, and its acts are flagged.
 */
export const boundedReciprocity = () =>
  policy<typeof coopetition, 'agent', Kept>(
    coopetition,
    ['agent'],
    'bounded reciprocity',
    { invest: ({ view }, kept) => ({ amount: amount(view, kept) }) },
    {
      source: 'TR-4, section 8.4, as in Coopetition-Gym d2dffd5',
      hears: ['amount'],
      flags: blind,
      open: () => ({ trust: [] }),
      keep: (kept, { view }) => ({ trust: trusted(view, kept) }),
    },
  )
