import { type Legal, type Luck, rules } from 'suasion'
import { isTrue, RESULTS, SENTENCES } from './language.ts'
import { ALL, GIVEN, type Held, moves, params, type State, type View } from './state.ts'

/** The next round: results that were not there before, and what to do with them. */
const dealt = ({ settings, rounds }: Pick<State, 'settings' | 'rounds'>, luck: Luck): Held => {
  const left = RESULTS.filter((results) => !rounds.some((each) => same(each, results)))
  return {
    results: luck.of('results', rounds.length).pick(left),
    goal: luck.of('goal', rounds.length).pick(GIVEN[settings.goals]),
    sentence: null,
    inferred: null,
  }
}
const same = ({ results }: Held, other: readonly number[]): boolean => results.every((right, i) => right === other[i])

/** After a round: the next, or the end. */
const onward = (state: State, luck: Luck): State =>
  state.rounds.length >= state.settings.rounds
    ? { ...state, stage: 'over' }
    : { ...state, rounds: [...state.rounds, dealt(state, luck)], stage: 'report' }

const changed = (state: State, change: Partial<Held>): State => {
  const rounds = [...state.rounds]
  rounds.push({ ...rounds.pop()!, ...change })
  return { ...state, rounds }
}

/**
 * Argumentative reporting: a speaker sees exam results and describes them by one true sentence of a fixed form, so as
 * to make success look high or low, or to inform; a listener says how many questions were got right, and what the
 * speaker was after. A listener is paid 1 less its error as a share of all questions; a speaker who informs is paid the
 * same, one who argues the share that the listener thinks right (for 'low' the rest). Source: the task of Carcassi,
 * Wang, Cummins & Franke (2024) after Macuch Silva et al. 2024; the listener's answer and the payoffs are ours.
 */
export const examReportRules = rules({
  name: 'exam-report',
  version: 1,
  params,
  moves,
  roles: { speaker: ['report'], listener: ['infer'] },
  seats: () => ({ speaker: 'speaker', listener: 'listener' }) as const,

  start: (settings, _roles, luck): State => ({
    settings,
    rounds: [dealt({ settings, rounds: [] }, luck)],
    stage: 'report',
  }),

  turn: ({ stage }) => ({ ask: stage === 'over' ? [] : [stage === 'report' ? 'speaker' : 'listener'] }),

  view: ({ settings, rounds, stage }, seat): View => ({
    seat,
    stage,
    rounds:
      seat === 'speaker'
        ? rounds
        : rounds.map((each) => ({ ...each, results: null, goal: settings.known ? each.goal : null })),
    length: settings.rounds,
    known: settings.known,
    goals: GIVEN[settings.goals],
  }),

  legal: ({ seat, stage, rounds, goals }): Legal<typeof moves> => {
    const now = rounds.at(-1)!
    if (stage === 'infer' && seat === 'listener')
      return { infer: { right: { min: 0, max: ALL }, goal: { only: now.goal === null ? goals : [now.goal] } } }
    if (stage !== 'report' || now.results === null) return {}
    return { report: { sentence: { only: SENTENCES.filter((sentence) => isTrue(sentence, now.results!)) } } }
  },

  resolve: (state, acts, luck): State => {
    const { act } = acts[0]!
    if (act.move === 'report') return { ...changed(state, { sentence: act.sentence }), stage: 'infer' }
    return onward(changed(state, { inferred: { right: act.right, goal: act.goal } }), luck)
  },

  // A round that somebody misses counts for nothing; without one of the two there is nobody to go on with.
  absent: (state, _seat, why, luck): State => (why === 'left' ? { ...state, stage: 'over' } : onward(state, luck)),

  payoff: ({ rounds }) => {
    let [speaker, listener] = [0, 0]
    for (const { results, goal, inferred } of rounds) {
      if (inferred === null) continue
      const exact = 1 - Math.abs(inferred.right - results.reduce((sum, right) => sum + right, 0)) / ALL
      listener += exact
      speaker += goal === 'inform' ? exact : goal === 'high' ? inferred.right / ALL : 1 - inferred.right / ALL
    }
    return { speaker, listener }
  },
})
