import { answering, chance, cooperated, cooperation, defection, planning, probability } from './plan.ts'
import type { View } from './state.ts'

const named = (view: View, action: string): string => {
  const actions = view.table.actions[view.me]
  if (actions.includes(action)) return action
  throw new Error(`always cannot choose ${action}: the actions of the ${view.seat} player are ${actions.join(', ')}`)
}

/**
 * Chooses the same action whatever happens; by default the first, which counts as cooperation. Where there is talk it
 * announces that action, or another: `announce` makes it a deceiver. Throws on an action that the game lacks.
 */
export const always = ({
  action = null,
  announce = action,
}: Partial<Record<'action' | 'announce', string | null>> = {}) => {
  const fixed = (label: string | null) => (view: View) => (label === null ? cooperation(view) : named(view, label))
  return planning(`always ${action ?? 'cooperates'}`, fixed(action), {
    source: 'Axelrod 1984',
    hears: [],
    announces: fixed(announce),
  })
}

/** Chooses the last action whatever happens: unconditional defection (ALL D of Axelrod 1984). */
export const defector = () => planning('always defects', defection, { source: 'Axelrod 1984, ALL D', hears: [] })

/** Cooperates first, then does what the other did in the last round (Rapoport, in Axelrod 1984, chapter 2). */
export const titForTat = () =>
  planning('tit for tat', (view) => answering(view, cooperated(view).at(-1) ?? true), {
    source: 'Axelrod 1984',
    hears: ['action'],
  })

/**
 * Tit for tat that forgives a defection with probability `forgiveness`. The default of 1/3 is
 * min(1 - (T - R) / (R - S), (R - P) / (T - P)) for the payoffs 5, 3, 1, 0 (Nowak & Sigmund 1992, Nature 355, 250-253).
 */
export const generousTitForTat = ({ forgiveness = 1 / 3 } = {}) => {
  probability('forgiveness', forgiveness)
  return planning(
    'generous tit for tat',
    (view, luck) => answering(view, (cooperated(view).at(-1) ?? true) || chance(luck, view, 'forgives', forgiveness)),
    { source: 'Nowak & Sigmund 1992', hears: ['action'] },
  )
}

/** Defects only after two defections in a row (Axelrod 1984, chapter 2, who found it would have won his first tournament). */
export const titForTwoTats = () =>
  planning(
    'tit for two tats',
    (view) => answering(view, cooperated(view).slice(-2).includes(true) || view.history.length < 2),
    {
      source: 'Axelrod 1984',
      hears: ['action'],
    },
  )

/** Cooperates until the other has ever defected, and never again (Friedman 1971, Review of Economic Studies 38, 1-12). */
export const grim = () =>
  planning('grim', (view) => answering(view, !cooperated(view).includes(false)), {
    source: 'Friedman 1971',
    hears: ['action'],
  })

/** Tit for tat that defects after a cooperation with probability `sneaks` (.1 in Axelrod 1984: JOSS). */
export const joss = ({ sneaks = 0.1 } = {}) => {
  probability('sneaks', sneaks)
  return planning(
    'joss',
    (view, luck) => answering(view, (cooperated(view).at(-1) ?? true) && !chance(luck, view, 'sneaks', sneaks)),
    { source: 'Axelrod 1984', hears: ['action'] },
  )
}

/**
 * Defects first to see what it can get away with. Once the other has defected it cooperates once and plays tit for tat
 * from there; until then it cooperates in the second and third round and then defects in every other one
 * (TESTER of Axelrod 1984, chapter 2).
 */
export const tester = () =>
  planning(
    'tester',
    (view) => {
      const others = cooperated(view)
      const round = others.length
      const caught = others.indexOf(false)
      if (caught < 0) return answering(view, round === 1 || (round > 0 && round % 2 === 0))
      return answering(view, caught === round - 1 || others[round - 1]!)
    },
    { source: 'Axelrod 1984', hears: ['action'] },
  )

/** Chooses the first action with probability `p`, else one of the others, each as likely (RANDOM of Axelrod 1984, p = .5). */
export const randomWithP = ({ p = 0.5 } = {}) => {
  probability('p', p)
  return planning(
    `random with p ${p}`,
    (view, luck) => {
      const [first, ...others] = view.table.actions[view.me]
      return chance(luck, view, 'first action', p) ? first! : luck.of('other action', view.history.length).pick(others)
    },
    { source: p === 0.5 ? 'Axelrod 1984' : `chosen: p ${p}`, hears: [] },
  )
}
