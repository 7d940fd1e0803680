import type { PersuaderAct } from './acts.ts'
import { chances, facing, HAZARD_ACTS } from './hazards.ts'
import { ownTurns, persuader } from './persuaders.ts'
import { PUBLISHED_ORDER } from './rule-agent.ts'
import { shippedPersuadee } from './shipped.ts'

const acts = HAZARD_ACTS as readonly PersuaderAct[]

/** Does any of the thirteen acts that the fitted hazards know, each turn anew. */
export const randomAct = ({ gives = 0.5 } = {}) =>
  persuader('random act', ({ luck, view }) => [luck.of('act', view.turn).pick(acts)], { source: 'chosen', gives })

/** Proposes a donation in every turn. */
export const proposeEveryTurn = ({ gives = 0.5 } = {}) =>
  persuader('propose every turn', () => ['proposition-of-donation'], { source: 'chosen', gives })

/** Makes so many appeals in the published order, a turn each, and then proposes in every turn. */
export const appealsThenPropose = ({ appeals = 3, gives = 0.5 } = {}) => {
  if (!(Number.isInteger(appeals) && appeals >= 0 && appeals <= PUBLISHED_ORDER.length))
    throw new Error(`appealsThenPropose: appeals is a whole number from 0 to ${PUBLISHED_ORDER.length}, not ${appeals}`)
  return persuader(
    `${appeals} appeals, then propose`,
    ({ view }) => {
      const turn = ownTurns(view)
      return [turn < appeals ? PUBLISHED_ORDER[turn]! : 'proposition-of-donation']
    },
    { source: 'chosen; the order of Shi et al. 2020', gives },
  )
}

/** Takes the act that makes a donation in this very turn most likely, by its model of the persuadee. */
export const greedy = ({ gives = 0.5, fatigue = 0 } = {}) =>
  persuader(
    `greedy${fatigue ? ` (fatigue ${fatigue})` : ''}`,
    ({ view }) => {
      const { history } = facing(view.said, ownTurns(view))
      let best: PersuaderAct = acts[0]!
      let most = -1
      for (const act of acts) {
        const { donate } = chances(shippedPersuadee().parameters, [act], history, fatigue)
        if (donate > most) [best, most] = [act, donate]
      }
      return [best]
    },
    { source: 'one step ahead against hazards fitted on persuasion-for-good', gives },
  )
