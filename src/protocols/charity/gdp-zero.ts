import type { Luck } from 'suasion'
import type { PersuaderAct } from './acts.ts'
import { after, chances, facing, HAZARD_ACTS, type History } from './hazards.ts'
import { type Parameters, replyChances, replyShares } from './parameters.ts'
import { ownTurns, persuader } from './persuaders.ts'
import { shippedPersuadee } from './shipped.ts'

const ACTS = HAZARD_ACTS as readonly PersuaderAct[]

interface Node {
  readonly visits: number[]
  readonly totals: number[]
}
/** What a talk has come to: it goes on, or it is won or lost. */
type Outcome = History | 1 | -1
export interface Search {
  readonly parameters: Parameters
  readonly fatigue: number
  readonly simulations: number
  readonly realisations: number
  /** Own turns left, this one too. */
  readonly left: number
  readonly refusalEnds: boolean
  /** How likely each act is before any search, in the order of the acts. */
  readonly prior: readonly number[]
}

/** How the persuadee would take a proposal here: -1 refuses, -.5 negative, 0 neutral, .5 positive, 1 donates. */
const promise = ({ parameters, fatigue }: Search, history: History): number => {
  const asked = ['proposition-of-donation']
  const { donate, refuse } = chances(parameters, asked, history, fatigue)
  const [negative, , positive] = replyShares(parameters, asked)
  return donate - refuse + (1 - donate - refuse) * 0.5 * (positive - negative)
}

/**
 * Open-loop tree search (GDP-Zero, Yu et al. 2023): nodes are sequences of the persuader's acts, each with up to k
 * sampled answers; acts are picked by U = Q + P sqrt(N) / (1 + n), Q from 0. A leaf is worth what the persuadee would
 * answer to a proposal there, as an expectation and not a mean of ten samples, because the model gives it. A pledge
 * ends at 1, a refusal or the deadline at -1. Returns the act visited most.
 */
export const openLoopSearch = (search: Search, from: History, luck: Luck): PersuaderAct => {
  const { parameters, fatigue, simulations, realisations, left, refusalEnds, prior } = search
  const nodes = new Map<string, Node>()
  // By the acts that led there: the realisations sampled so far.
  const sampled = new Map<string, Outcome[]>()
  const nodeAt = (path: string): Node => {
    const node = nodes.get(path) ?? { visits: ACTS.map(() => 0), totals: ACTS.map(() => 0) }
    nodes.set(path, node)
    return node
  }
  const pick = ({ visits, totals }: Node): number => {
    const root = Math.sqrt(visits.reduce((sum, n) => sum + n, 1))
    let [best, most] = [0, Number.NEGATIVE_INFINITY]
    for (let a = 0; a < ACTS.length; a++) {
      const n = visits[a]!
      const score = (n === 0 ? 0 : totals[a]! / n) + (prior[a]! * root) / (1 + n)
      if (score > most) [best, most] = [a, score]
    }
    return best
  }
  const answered = (history: History, act: PersuaderAct, at: Luck): Outcome => {
    const { replies, chances: p } = replyChances(parameters, [act], history, fatigue)
    const reply = at.weighted(replies, p)
    if (reply === 'donate') return 1
    return reply === 'refuse' && refusalEnds ? -1 : after(history, [act], reply)
  }
  for (let s = 0; s < simulations; s++) {
    let here: Outcome = from
    let path = ''
    const steps: { node: Node; act: number }[] = []
    let value: number | null = null
    for (let depth = 0; value === null; depth++) {
      if (typeof here === 'number') value = here
      else if (depth >= left) value = -1
      else {
        const fresh = depth > 0 && !nodes.has(path)
        const node = nodeAt(path)
        if (fresh) value = promise(search, here)
        else {
          const act = pick(node)
          steps.push({ node, act })
          path = `${path}${act},`
          const seen = sampled.get(path) ?? []
          sampled.set(path, seen)
          const at = luck.of('search', s, depth)
          if (seen.length < realisations) {
            here = answered(here, ACTS[act]!, at)
            seen.push(here)
          } else here = at.pick(seen)
        }
      }
    }
    for (const { node, act } of steps) {
      node.visits[act]! += 1
      node.totals[act]! += value
    }
  }
  const { visits, totals } = nodeAt('')
  const mean = (a: number): number => (visits[a] ? totals[a]! / visits[a]! : Number.NEGATIVE_INFINITY)
  let best = 0
  for (let a = 1; a < ACTS.length; a++)
    if (visits[a]! > visits[best]! || (visits[a] === visits[best] && mean(a) > mean(best))) best = a
  return ACTS[best]!
}

/** How often people did each act before the first donation: what the search tries first, as GDP-Zero's prompted model does. */
const humanPrior = (acts: Readonly<Record<string, number>>): number[] => {
  const counts = ACTS.map((act) => acts[act] ?? 0)
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => count / total)
}

/**
 * Plans each turn by open-loop tree search with the fitted persuadee as its simulator, and no language model: c = 1,
 * Q from 0, 3 realisations, 50 simulations unless said. `fatigue` as in {@link planner}.
 */
export const gdpZero = ({ simulations = 50, realisations = 3, fatigue = 1, gives = 0.5 } = {}) => {
  if (!(Number.isInteger(simulations) && simulations >= 1 && simulations <= 10_000))
    throw new Error(`gdpZero: simulations is a whole number from 1 to 10000, not ${simulations}`)
  if (!(Number.isInteger(realisations) && realisations >= 1))
    throw new Error(`gdpZero: realisations is a whole number from 1, not ${realisations}`)
  const { parameters, support } = shippedPersuadee()
  const prior = humanPrior(support.acts)
  return persuader(
    `GDP-Zero (${simulations} simulations, fatigue ${fatigue})`,
    ({ view, luck }) => {
      const { history } = facing(view.said, ownTurns(view))
      const left = Math.max(1, (view.setting.turns - view.turn) >> 1)
      const refusalEnds = view.setting.ends === 'decision'
      const search = { parameters, fatigue, simulations, realisations, left, refusalEnds, prior }
      return [openLoopSearch(search, history, luck.of('plan', view.turn))]
    },
    {
      source: 'GDP-Zero (Yu et al. 2023, jasonyux/GDPZero) against hazards fitted on persuasion-for-good',
      hears: ['acts'],
      gives,
    },
  )
}
