import { type Act, type Legal, type Limit, rules } from 'suasion'
import { type CharityAct, PERSUADEE_ACTS, PERSUADER_ACTS } from './acts.ts'
import {
  type End,
  most,
  moves,
  params,
  type Said,
  SEATS,
  type Seat,
  type Setting,
  type State,
  type View,
} from './state.ts'

type Moves = typeof moves
const over = { ask: [] }
const asking = { persuader: { ask: ['persuader'] }, persuadee: { ask: ['persuadee'] } }

const labels: Readonly<Record<Seat, { readonly acts: Limit<CharityAct[]> }>> = {
  persuader: { acts: { each: PERSUADER_ACTS } },
  persuadee: { acts: { each: PERSUADEE_ACTS } },
}
const speaker = (turn: number): Seat => SEATS[turn % 2]!

const masked = (said: readonly Said[], seat: Seat): readonly Said[] => {
  const open = ({ by, truthful, tactic }: Said): boolean => by === seat || (truthful === null && tactic === null)
  return said.every(open) ? said : said.map((each) => (open(each) ? each : { ...each, truthful: null, tactic: null }))
}

const talked = (state: State, seat: Seat, act: Exclude<Act<Moves>, { readonly move: 'give' }>): State => {
  const { move, acts, tactic, truthful, text } = act
  const amount = move === 'pledge' ? act.amount : null
  const pledged = move === 'say' ? state.pledged : { ...state.pledged, [seat]: amount }
  const decided: End | null =
    state.setting.ends === 'deadline' || seat === 'persuader'
      ? null
      : move === 'pledge'
        ? 'pledge'
        : move === 'decline'
          ? 'refusal'
          : null
  const said = [...state.said, { by: seat, move, acts, tactic, truthful, amount, text }]
  return passed({ ...state, said, pledged }, decided)
}

/** The next turn, or the end of the talk. */
const passed = (state: State, end: End | null): State => {
  const turn = state.turn + 1
  return { ...state, turn, end: end ?? (turn >= state.setting.turns ? 'deadline' : null) }
}

/**
 * A charity's persuader and a persuadee talk in turns until a deadline, as in PersuasionForGood (Wang et al. 2019).
 * Sentences carry the paper's labels, which bind nobody. A pledge is an act of its own: it stands on record, ends the
 * talk where `ends` is 'decision', and with `enforce` is the least its maker can give; a refusal takes it back. After
 * the talk each decides in private, at once, what to give. Payoffs in dollars: the persuadee keeps its endowment less
 * its gift; the persuader the same, and what the persuadee gives (*chosen*, for the task it was set).
 */
export const charityRules = rules({
  name: 'charity',
  version: 1,
  params,
  moves,
  roles: { persuader: ['say', 'pledge', 'give'], persuadee: ['say', 'pledge', 'decline', 'give'] },
  seats: () => ({ persuader: 'persuader', persuadee: 'persuadee' }) as const,

  start: (setting: Setting): State => ({
    setting,
    said: [],
    turn: 0,
    pledged: { persuader: null, persuadee: null },
    end: null,
    given: {},
  }),

  turn: ({ end, turn, given }) => {
    if (end === null) return asking[speaker(turn)]
    const open = SEATS.filter((seat) => !(seat in given))
    return open.length === 0 ? over : { ask: open }
  },

  view: ({ setting, said, turn, pledged, end, given }, seat): View => ({
    seat: seat as Seat,
    setting,
    said: masked(said, seat as Seat),
    turn,
    pledged,
    end,
    given: given[seat as Seat] ?? null,
  }),

  legal: ({ seat, setting, pledged, end }): Legal<Moves> => {
    const max = most(setting)
    if (end !== null) return { give: { amount: { min: setting.enforce ? (pledged[seat] ?? 0) : 0, max } } }
    const say = labels[seat]
    const pledge = { ...say, amount: { min: 0.01, max } }
    return seat === 'persuadee' ? { say, pledge, decline: say } : { say, pledge }
  },

  resolve: (state, acts): State => {
    let next = state
    for (const { seat, act } of acts)
      next =
        act.move === 'give'
          ? { ...next, given: { ...next.given, [seat]: act.amount } }
          : talked(next, seat as Seat, act)
    return next
  },

  // A turn that nobody takes still passes; whoever has left decides nothing more.
  absent: (state, seat, why): State => {
    const unknown = { ...state.given, [seat]: null }
    if (state.end !== null) return { ...state, given: unknown }
    return why === 'left' ? { ...passed(state, 'absence'), given: unknown } : passed(state, null)
  },

  payoff: ({ setting: { endowment }, given: { persuader, persuadee } }) => ({
    persuader: endowment - (persuader ?? 0) + (persuadee ?? 0),
    persuadee: endowment - (persuadee ?? 0),
  }),
})
