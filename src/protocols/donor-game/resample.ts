import type { Luck, SeatId, StateOf } from 'suasion'
import type { donorGameRules } from './rules.ts'
import { partnerOf } from './schedule.ts'
import { type Deed, donates } from './state.ts'

const unread = ['I will give what I like.', 'I will give as others do.'] as const
type State = StateOf<typeof donorGameRules>

/**
 * Redraws what a player cannot know: what those it does not meet now have, did and promised, and what
 * others plan. What it did itself stays,
 * wherever it is told.
 */
export const resample = (state: State, seat: SeatId, luck: Luck): State => {
  const { seats, settings, round, resources, traces, pleas, promised } = state
  const own = seats.indexOf(seat)
  const partner = partnerOf(settings.players, round, own)
  const donor = donates(state, own)
  const told = (i: number): boolean => i === own || (donor && i === partner)
  const redrawn = (deed: Deed, i: number, at: number): Deed =>
    deed.by === seat ? deed : { ...deed, share: luck.of('share', i, at).uniform() }
  return {
    ...state,
    resources: resources.map((amount, i) =>
      i === own || i === partner ? amount : amount * 2 * luck.of('resources', i).uniform(),
    ),
    traces: traces.map((trace, i) => (told(i) ? trace : trace.map((deed, at) => redrawn(deed, i, at)))),
    pleas: pleas.map((plea, i) =>
      told(i) || plea === null ? plea : { promise: luck.of('promise', i).uniform(), text: '(unheard)' },
    ),
    promised: promised.map((promise, i) => (told(i) || promise === null ? promise : luck.of('promise', i).uniform())),
    plans: state.plans.map((plan, i) => (i === own || plan === null ? plan : luck.of('plan', i).pick(unread))),
    finals: state.finals.map((game, g) =>
      game.map((amount, i) => (i === own ? amount : amount * 2 * luck.of('final', g, i).uniform())),
    ),
  }
}
