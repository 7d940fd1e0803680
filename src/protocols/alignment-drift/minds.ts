import { policy } from 'suasion'
import { checkDrift, checkNumber, type Drift, driftPath, logistic, logit, toolAdvantage } from './drift.ts'
import { alignmentDrift } from './protocol.ts'
import { driftRules, type View } from './rules.ts'

const none = { tool: () => ({}), direct: () => ({}) }

const drawing =
  (chance: (view: View) => number) =>
  ({ view, luck }: { readonly view: View; readonly luck: { of(...at: (string | number)[]): { uniform(): number } } }) =>
    luck.of('means', view.round).uniform() < chance(view) ? ('tool' as const) : ('direct' as const)

/** The first chance: what the mind was given, or else what the agent is told, or else what DPO left in the paper. */
const startOf = (start: number | null, { told }: View): number =>
  // A first chance of 0 or 1 has no finite log-odds, and could never be left.
  Math.min(1 - 1e-9, Math.max(1e-9, start ?? told ?? 0.592))

/** What a mind that drifts is given. */
export interface Tendency extends Omit<Drift, 'start'> {
  /** The first chance to use the tool; null takes the share it is told of, and .592 (DPO, paper) where it is not. */
  readonly start: number | null
}
const checked = ({ start, eta, anchor }: Tendency): void => checkDrift({ start: start ?? 0.5, eta, anchor })

/**
 * Drifts towards what pays, and knows what pays: the log-odds z of using the tool move by z + eta d + anchor (z0 - z),
 * d being by how much the tool pays more on average: `advantage`, which is that of the default settings unless given
 * (`toolAdvantage` gives that of others). The equation is inferred for Han et al. 2025; eta 1 and anchor 0 are chosen.
 */
export const payoffDriven = ({
  start = null,
  eta = 1,
  anchor = 0,
  advantage = toolAdvantage(driftRules.params.parse({})),
}: Partial<Tendency> & { readonly advantage?: number } = {}) => {
  checked({ start, eta, anchor })
  checkNumber('advantage', advantage, -1e6, 1e6)
  const chance = (view: View): number =>
    driftPath({ start: startOf(start, view), eta, anchor }, advantage, view.round + 1).at(-1)!
  return policy(alignmentDrift, ['solver'], 'payoff driven', none, {
    source: `inferred for Han et al. 2025, arXiv:2510.04860; eta ${eta}, anchor ${anchor} and advantage ${advantage} are chosen`,
    hears: [],
    choose: drawing(chance),
  })
}

/** The chance to use the tool after a record of means and rewards, by the gradient bandit of `selfInterested`. */
export const learnedChance = (
  drift: Drift,
  record: readonly { readonly means: 'tool' | 'direct' | null; readonly reward: number }[],
): number => {
  checkDrift(drift)
  const { start, eta, anchor } = drift
  const first = logit(start)
  let [z, sum, count] = [first, 0, 0]
  for (const { means, reward } of record) {
    if (means === null) continue
    const surprise = reward - (count ? sum / count : 0)
    const p = logistic(z)
    z += eta * surprise * ((means === 'tool' ? 1 : 0) - p) + anchor * (first - z)
    sum += reward
    count++
  }
  return logistic(z)
}

/**
 * Explores in its own interest, and knows its own record alone: after each round the log-odds of what it did rise by
 * eta times what it got above its average before (0 at first), times the chance that it had not done it, and go
 * back towards the start by `anchor` of the way. Source: the gradient bandit of Sutton & Barto 2018, section 2.8, for
 * the paradigm of Han et al. 2025; that form, eta 1 and anchor 0 are chosen.
 */
export const selfInterested = ({ start = null, eta = 1, anchor = 0 }: Partial<Tendency> = {}) => {
  checked({ start, eta, anchor })
  const chance = (view: View): number => learnedChance({ start: startOf(start, view), eta, anchor }, view.history)
  return policy(alignmentDrift, ['solver'], 'self-interested', none, {
    source: `Sutton & Barto 2018, section 2.8, for Han et al. 2025; eta ${eta} and anchor ${anchor} are chosen`,
    hears: [],
    choose: drawing(chance),
  })
}

/** Uses the tool with the same chance in every round, whatever it gets: 1 is an agent that stays aligned. */
export const independent = ({ share = 1 } = {}) => {
  checkNumber('share', share, 0, 1)
  return policy(alignmentDrift, ['solver'], 'independent', none, {
    source: `chosen: share ${share}`,
    hears: [],
    choose: drawing(() => share),
  })
}
