import type { PersuaderAct } from './acts.ts'
import { after, chances, facing, HAZARD_ACTS, type History } from './hazards.ts'
import { type Parameters, replyShares } from './parameters.ts'
import { ownTurns, persuader } from './persuaders.ts'
import { shippedPersuadee } from './shipped.ts'

const ACTS = HAZARD_ACTS as readonly PersuaderAct[]
const AFTER = ['negative', 'neutral', 'positive'] as const

/** What a search reckons with: whom it talks to, and whether a refusal ends the talk. */
export interface Model {
  readonly parameters: Parameters
  readonly fatigue: number
  readonly refusalEnds: boolean
}
export interface Plan {
  readonly act: PersuaderAct
  /** The chance of a pledge before the end, by the model, from here on and playing on as well as can be. */
  readonly value: number
}

/** Exact best responses to a modelled persuadee, remembered from one question to the next. */
export const bestResponses = ({ parameters, fatigue, refusalEnds }: Model) => {
  const known = new Map<string, Plan>()
  const shares = new Map(ACTS.map((act) => [act, replyShares(parameters, [act])]))
  const best = (history: History, left: number): Plan => {
    const { appeals, asks, exchange, last } = history
    const mood = last === 'refuse' ? 'negative' : last === 'donate' || last === null ? 'neutral' : last
    // Beyond 12 exchanges a hazard changes no more, and beyond 3 asks only by fatigue.
    const asked = fatigue === 0 ? Math.min(asks, 3) : asks
    const key = `${left} ${Math.min(exchange, 12)} ${appeals} ${asked} ${mood}`
    const before = known.get(key)
    if (before) return before
    let found: Plan = { act: ACTS[0]!, value: -1 }
    for (const act of ACTS) {
      const value = worth(history, act, left)
      if (value > found.value + 1e-12) found = { act, value }
    }
    known.set(key, found)
    return found
  }
  const worth = (history: History, act: PersuaderAct, left: number): number => {
    const { donate, refuse } = chances(parameters, [act], history, fatigue)
    if (left <= 1) return donate
    const rest = 1 - donate - refuse
    let value = donate
    AFTER.forEach((reply, k) => {
      const p = rest * shares.get(act)![k]!
      if (p > 0) value += p * best(after(history, [act], reply), left - 1).value
    })
    if (!refusalEnds) value += refuse * best(after(history, [act], 'refuse'), left - 1).value
    return value
  }
  return { best, worth }
}

/**
 * The best response to a declared model of the persuadee, by exact search over all that it may answer (expectimax), up
 * to `depth` of its own turns ahead. It is as good as its model: the fitted hazards, in which nagging pays, with a
 * `fatigue` for each ask before (1: -.6 on the log odds of donating and +.5 of refusing, *inferred*; 0: none).
 */
export const planner = ({ fatigue = 1, depth = 10, gives = 0.5 } = {}) => {
  if (!(Number.isInteger(depth) && depth >= 1 && depth <= 12))
    throw new Error(`planner: depth is a whole number from 1 to 12, not ${depth}`)
  const of = (refusalEnds: boolean) =>
    bestResponses({ parameters: shippedPersuadee().parameters, fatigue, refusalEnds })
  const searches = { decision: of(true), deadline: of(false) }
  return persuader(
    `planner (fatigue ${fatigue}, depth ${depth})`,
    ({ view }) => {
      const { history } = facing(view.said, ownTurns(view))
      const left = Math.max(1, (view.setting.turns - view.turn) >> 1)
      return [searches[view.setting.ends].best(history, Math.min(depth, left)).act]
    },
    { source: 'expectimax against hazards fitted on persuasion-for-good', hears: ['acts'], gives },
  )
}
