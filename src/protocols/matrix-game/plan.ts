import { type Luck, policy } from 'suasion'
import { matrixGame } from './protocol.ts'
import type { View } from './state.ts'

/** What a player will do in the round being played: the action's name. The same in the announcement and in the choice. */
export type Plan = (view: View, luck: Luck) => string

/** The first action, which counts as cooperation; whatever is not the first action counts as defection. */
export const cooperation = ({ table, me }: View): string => table.actions[me][0]!
/** The last action, which is the answer to defection. */
export const defection = ({ table, me }: View): string => table.actions[me].at(-1)!

/** Whether the other cooperated, round by round. */
export const cooperated = ({ history, table, me }: View): readonly boolean[] => {
  const other = me === 0 ? 1 : 0
  return history.map(({ did }) => did[other] === table.actions[other][0])
}

export const answering = (view: View, cooperates: boolean): string => (cooperates ? cooperation(view) : defection(view))

/** Draws whether something with this probability (0 to 1) happens in the round being played. */
export const chance = (luck: Luck, view: View, what: string, p: number): boolean =>
  luck.of(what, view.history.length).weighted([true, false], [p, 1 - p])

/** A probability, checked: throws where it is not from 0 to 1. */
export const probability = (name: string, p: number): number => {
  if (p >= 0 && p <= 1) return p
  throw new Error(`${name} must be from 0 to 1, not ${p}`)
}

/** What a mind with a plan says of itself. */
interface About {
  readonly source: string
  readonly hears: readonly string[]
  /** What it announces instead of its plan. */
  readonly announces?: Plan
}

/** A mind that follows a plan and, where there is talk, announces it (or something else) in words made from it. */
export const planning = (name: string, plan: Plan, { announces = plan, ...about }: About) =>
  policy(
    matrixGame,
    ['player'],
    name,
    {
      choose: ({ view, luck }) => ({ action: plan(view, luck) }),
      announce: ({ view, luck }) => {
        const intend = announces(view, luck)
        return { intend, text: `I am going to choose ${intend}.` }
      },
      silent: () => ({}),
    },
    { ...about, choose: ({ view: { stage } }) => (stage === 'choose' ? 'choose' : 'announce') },
  )
