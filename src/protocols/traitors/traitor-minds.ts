import { type Luck, policy, type SeatId } from 'suasion'
import { othersOf } from './minds.ts'
import { traitors } from './protocol.ts'
import { conferring, speech } from './speech.ts'
import type { View } from './state.ts'

/** The first of some players with the most of something. */
const most = (players: readonly SeatId[], count: (who: SeatId) => number): SeatId =>
  players.reduce((best, each) => (count(each) > count(best) ? each : best))

const faithfulOf = (view: View): readonly SeatId[] => othersOf(view).filter((each) => !view.traitors.includes(each))

/** How often others accused or voted for somebody, the last round alone where there was talk in it. */
const pressure = (view: View, who: SeatId): number => {
  let count = 0
  for (const each of view.history) {
    if (each.what === 'spoke' && each.accuse === who) count += each.round === view.round ? 100 : 1
    if (each.what === 'banished') for (const [, target] of each.votes) if (target === who) count++
  }
  return count
}

/** How often somebody accused or voted for a traitor. */
const danger = ({ history, traitors: fellows }: View, who: SeatId): number => {
  let count = 0
  for (const each of history) {
    if (each.what === 'spoke' && each.by === who && each.accuse !== null && fellows.includes(each.accuse)) count++
    if (each.what === 'banished')
      for (const [by, target] of each.votes) if (by === who && fellows.includes(target)) count++
  }
  return count
}

const traitorMind = (name: string, source: string, vote: (view: View, luck: Luck) => SeatId) => {
  const prey = (view: View): SeatId => most(faithfulOf(view), (who) => danger(view, who))
  return policy(
    traitors,
    ['traitor'],
    name,
    {
      speak: ({ view, luck }) => {
        const { stage, round, step } = view
        const accuse = faithfulOf(view).length > 0 ? most(faithfulOf(view), (who) => pressure(view, who)) : null
        return speech('faithful', accuse, luck.of('words', stage, round, step))
      },
      vote: ({ view, luck }) => ({ who: vote(view, luck.of('vote', view.round)) }),
      confer: ({ view, luck }) => {
        const who = prey(view)
        return { who, text: conferring(who, luck.of('words', view.round, view.step)) }
      },
      murder: ({ view }) => ({ who: prey(view) }),
    },
    {
      source,
      hears: ['who', 'accuse'],
      choose: ({ legal }) => Object.keys(legal)[0] as 'vote',
    },
  )
}

/**
 * Traitors who say that they are faithful, vote as one bloc for the faithful player under most pressure, and murder
 * whoever came nearest to them. They need no sign from one another: all see the same. The rule is chosen.
 */
export const bloc = () =>
  traitorMind('bloc traitor', 'chosen', (view) =>
    faithfulOf(view).length > 0 ? most(faithfulOf(view), (who) => pressure(view, who)) : view.seat,
  )

/**
 * Traitors who lie and murder as the bloc does, but vote apart: with probability `sacrifice` (chosen) for the fellow
 * under most pressure, else for any of the faithful.
 */
export const splitter = ({ sacrifice = 0.2 } = {}) => {
  if (!(sacrifice >= 0 && sacrifice <= 1)) throw new Error(`splitter: sacrifice must be from 0 to 1, not ${sacrifice}`)
  return traitorMind('split traitor', `chosen: sacrifice ${sacrifice}`, (view, luck) => {
    const others = othersOf(view)
    const fellows = others.filter((each) => view.traitors.includes(each))
    const faithful = faithfulOf(view)
    if (faithful.length === 0 || (fellows.length > 0 && luck.of('sacrifice').uniform() < sacrifice))
      return fellows.length > 0 ? most(fellows, (who) => pressure(view, who)) : view.seat
    return luck.of('target').pick(faithful)
  })
}
