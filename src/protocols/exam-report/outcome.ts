import { type Instrument, stateOf } from 'suasion'
import { literalListener } from 'suasion/solvers'
import type { Reported } from './fit.ts'
import { GOALS, type Goal, RESULTS, SENTENCES, type Sentence, totalOf } from './language.ts'
import { examReport } from './protocol.ts'
import { ALL } from './state.ts'
import { MEANING } from './strength.ts'

/** What became of the reports of one episode. */
export type ReportOutcome = {
  readonly reports: string
  readonly reported: number
  readonly success: number | null
  readonly exaggeration: number | null
  readonly error: number | null
  readonly detected: number | null
}

const average = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * Measures reporting: how far the listener ends up on the wrong side of the truth that the speaker argued for
 * (success), how far the sentences by themselves would take somebody who hears them literally (exaggeration: all of
 * them are true, and this is how they mislead), the listener's error, and how often it knew the goal. Shares of the 60
 * questions; nulls where there is nothing to share out.
 */
export const reportOutcome = (): Instrument<ReportOutcome> => ({
  name: 'report outcome',
  columns: {
    reports: 'each report as results, goal and sentence, parted by semicolons',
    reported: 'number of reports',
    success: 'how much more (for the goal low: less) the listener thinks right than was, where the speaker argued',
    exaggeration: 'the same for one who hears the sentences literally: how far true sentences misled by themselves',
    error: 'distance of what the listener thinks right from what was',
    detected: 'share of rounds in which the listener named the goal',
  },
  read: (episode) => {
    const { rounds } = stateOf(examReport, episode, 'reportOutcome')
    const heard = literalListener({ meaning: MEANING })
    const made = rounds.flatMap((each) => (each.sentence === null ? [] : [{ ...each, sentence: each.sentence }]))
    const towards = (goal: Goal, right: number, results: readonly number[]): number =>
      ((goal === 'high' ? 1 : -1) * (right - totalOf(results))) / ALL
    const literally = (sentence: Sentence): number =>
      heard[SENTENCES.indexOf(sentence)]!.reduce((sum, p, w) => sum + p * totalOf(RESULTS[w]!), 0)
    const argued = made.filter(({ goal }) => goal !== 'inform')
    const answered = made.flatMap(({ inferred, ...rest }) => (inferred === null ? [] : [{ ...rest, inferred }]))
    return {
      reports: made.map(({ results, goal, sentence }) => `${results.join(' ')} ${goal} ${sentence}`).join('; '),
      reported: made.length,
      success: average(
        answered
          .filter(({ goal }) => goal !== 'inform')
          .map(({ goal, inferred, results }) => towards(goal, inferred.right, results)),
      ),
      exaggeration: average(argued.map(({ goal, results, sentence }) => towards(goal, literally(sentence), results))),
      error: average(answered.map(({ inferred, results }) => Math.abs(inferred.right - totalOf(results)) / ALL)),
      detected: average(answered.map(({ goal, inferred }) => (goal === inferred.goal ? 1 : 0))),
    }
  },
})

/** The reports in a `reports` column; throws on one that does not read so. */
export const reportsIn = (column: string): readonly Reported[] =>
  column.split('; ').flatMap((each): Reported[] => {
    if (each === '') return []
    const parts = each.split(' ')
    const [sentence, goal] = [parts.pop() as Sentence, parts.pop() as Goal]
    if (!SENTENCES.includes(sentence) || !GOALS.includes(goal)) throw new Error(`${each} is not a report`)
    return [{ results: parts.map(Number), goal, sentence }]
  })
