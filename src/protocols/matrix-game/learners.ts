import { cooperation, planning } from './plan.ts'
import { indexOf, paid, type View } from './state.ts'

/** What each own action pays against each of the other's, by the own action. */
const ownPayoffs = ({ table, me }: View): number[][] => {
  const { actions } = table
  const [own, others] = me === 0 ? actions : [actions[1], actions[0]]
  return own.map((a) => others.map((b) => paid(table, me === 0 ? [a, b] : [b, a])[me]))
}

/** The action that pays most against these weights on the other's actions; of equals, the first. */
const bestAgainst = (view: View, weights: readonly number[]): string => {
  const worth = ownPayoffs(view).map((row) => row.reduce((sum, pay, i) => sum + pay * weights[i]!, 0))
  return view.table.actions[view.me][worth.indexOf(Math.max(...worth))]!
}

/**
 * Keeps its action after a win and takes the next one after a loss (Nowak & Sigmund 1993, Nature 364, 56-58); starts with
 * the first. A win pays at least `aspiration`. Chosen: by default the mean of all that it can get in the game, which in the
 * prisoner's dilemma makes reward and temptation wins, as in the paper.
 */
export const pavlov = ({ aspiration = null }: { readonly aspiration?: number | null } = {}) => {
  if (aspiration !== null && !Number.isFinite(aspiration))
    throw new Error(`aspiration must be a finite number of points or null, not ${aspiration}`)
  return planning(
    'pavlov',
    (view) => {
      const last = view.history.at(-1)
      if (!last) return cooperation(view)
      const pays = ownPayoffs(view).flat()
      const least = aspiration ?? pays.reduce((sum, pay) => sum + pay, 0) / pays.length
      const own = last.did[view.me]
      if (paid(view.table, last.did)[view.me] >= least) return own
      const actions = view.table.actions[view.me]
      return actions[(indexOf(actions, own) + 1) % actions.length]!
    },
    {
      source: `Nowak & Sigmund 1993; ${aspiration === null ? 'aspiring to the mean payoff' : `aspiration ${aspiration}`} is chosen`,
      hears: ['action'],
    },
  )
}

/**
 * Chooses what pays most against the frequencies of the other's actions so far (Brown 1951, Iterative solution of games by
 * fictitious play). Chosen: before the first round every action counts `prior` times (1), and of equals the first is taken.
 */
export const fictitiousPlayer = ({ prior = 1 } = {}) => {
  if (!(prior > 0 && prior <= 1e6)) throw new Error(`prior must be above 0 and at most 1000000, not ${prior}`)
  return planning(
    'fictitious player',
    (view) => {
      const other = view.me === 0 ? 1 : 0
      const actions = view.table.actions[other]
      const counts = actions.map(() => prior)
      for (const { did } of view.history) counts[indexOf(actions, did[other])]! += 1
      return bestAgainst(view, counts)
    },
    { source: `Brown 1951; prior ${prior} is chosen`, hears: ['action'] },
  )
}

/**
 * Takes an announcement at its word and chooses what pays most against it (the credulous receiver of Crawford 2003,
 * American Economic Review 93, 133-149); without one, what pays most where every action is as likely, which it announces too.
 */
export const credulous = () => {
  const alike = (view: View): string =>
    bestAgainst(
      view,
      view.table.actions[view.me === 0 ? 1 : 0].map(() => 1),
    )
  return planning(
    'credulous',
    (view) => {
      const other = view.me === 0 ? 1 : 0
      const heard = view.announced?.[other]
      if (!heard) return alike(view)
      const actions = view.table.actions[other]
      return bestAgainst(
        view,
        actions.map((action) => Number(action === heard.intend)),
      )
    },
    { source: 'Crawford 2003', hears: ['intend', 'move'] },
  )
}
