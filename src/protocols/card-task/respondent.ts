import { type Luck, policy, type Question } from 'suasion'
import { optimalCards, type Scenario } from './optimum.ts'
import { cardTask } from './protocol.ts'
import type { View } from './rules.ts'
import { SELF_REGULATION } from './self-regulation.ts'

/** How a statement is answered: how sharply it tells levels of the trait apart, and how easily it is agreed to. */
interface Parameters {
  readonly discrimination: number
  readonly ease: number
}
const THRESHOLDS = [-1.5, -0.5, 0.5, 1.5] as const
// Chosen: statements differ in both, as those of any inventory do.
const PARAMETERS: readonly Parameters[] = [
  { discrimination: 1.6, ease: 0.3 },
  { discrimination: 1.2, ease: -0.2 },
  { discrimination: 1.8, ease: 0 },
  { discrimination: 1.4, ease: 0.2 },
  { discrimination: 1, ease: 0.4 },
]

// Any statement may have any of the parameters, and always has the same.
const parametersOf = (id: string): Parameters =>
  PARAMETERS[[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % PARAMETERS.length]!

/** The chances of a rating of 2 or more, 3 or more, 4 or more, and 5: the graded response model (Samejima 1969). */
const chancesOf = (trait: number, { discrimination, ease }: Parameters): readonly number[] =>
  THRESHOLDS.map((cut) => 1 / (1 + Math.exp(-discrimination * (trait + ease - cut))))

export interface RespondentOptions {
  /** Correlation of what is reported with what drives behaviour, from 0 (the persona reaches the report alone) to 1. */
  readonly coupling?: number
  /** How far a persona moves the reported trait, in standard deviations of respondents. */
  readonly shift?: number
  /** Added to every statement before it is turned: agreeing whatever is said. */
  readonly acquiescence?: number
  /** How far a standard deviation of the trait that drives behaviour lowers the log odds of turning a card. */
  readonly caution?: number
}

/**
 * The log odds of turning a card, for somebody of the middle: they rise with what a card wins for what it may lose. The
 * level is chosen so that some 20 of 32 cards are turned, as the released models turn 22, far more than would be best.
 */
const boldness = ({ cards, bad, gain, loss }: Scenario): number => 1.2 + 0.6 * Math.log((gain * cards) / (loss * bad))

const SHIFT = 1.5
const ACQUIESCENCE = 0.2

/**
 * How far the default persona moves the mean rating of the self-report of formal respondents, from 1 to 5: what the
 * graded response model expects, over a standard normal trait by Simpson's rule.
 */
export const plantedReport = (): number => {
  const score = (trait: number): number =>
    SELF_REGULATION.reduce((sum, statement) => {
      const sign = 'reversed' in statement ? -1 : 1
      const chances = chancesOf(sign * trait + ACQUIESCENCE, parametersOf(statement.id))
      const rating = 1 + chances.reduce((a, b) => a + b, 0)
      return sum + (sign < 0 ? 6 - rating : rating)
    }, 0) / SELF_REGULATION.length
  const [steps, width] = [400, 0.04]
  let sum = 0
  for (let k = 0; k <= steps; k++) {
    const trait = (k - steps / 2) * width
    const weight = k === 0 || k === steps ? 1 : k % 2 ? 4 : 2
    sum += weight * Math.exp(-(trait ** 2) / 2) * (score(trait + SHIFT) - score(trait))
  }
  return (sum * width) / 3 / Math.sqrt(2 * Math.PI)
}

/**
 * A formal respondent with a trait that is drawn once, the same with a persona and without. Its self-report follows the
 * trait, and the persona's shift, by a graded response model; its cards follow a trait that correlates with the reported
 * one by `coupling`, the fewer the more of it. At coupling 0, the default, it is the illusion: a persona
 * moves every statement and no card. Every persona is another occasion, with errors of its own. Throws on a coupling
 * outside [0, 1] and on numbers that are not finite.
 */
export const respondent = ({
  coupling = 0,
  shift = SHIFT,
  acquiescence = ACQUIESCENCE,
  caution = 0.5,
}: RespondentOptions = {}) => {
  for (const [name, value] of Object.entries({ shift, acquiescence, caution }))
    if (!Number.isFinite(value)) throw new Error(`respondent: ${name} must be a finite number, and is ${value}`)
  if (!(coupling >= 0 && coupling <= 1)) throw new Error(`respondent: coupling is from 0 to 1, not ${coupling}`)
  const reported = ({ persona }: View, luck: Luck): number =>
    luck.of('trait').normal() + (persona === 'none' ? 0 : shift)
  const answer = (view: View, question: Question, luck: Luck): number => {
    const { id, kind, reversed } = question
    if (kind !== 'likert' || question.points !== 5)
      throw new Error(`respondent rates statements from 1 to 5; ${id} is another kind of question`)
    const trait = (reversed ? -1 : 1) * reported(view, luck) + acquiescence
    const draw = luck.of('answer', view.persona, id).uniform()
    return 1 + chancesOf(trait, parametersOf(id)).filter((chance) => draw < chance).length
  }
  return policy(
    cardTask,
    ['respondent'],
    'respondent',
    {
      turn: ({ view, luck }) => {
        const { current, past, persona } = view
        const own = luck.of('behaviour').normal()
        const trait = coupling * reported(view, luck) + Math.sqrt(1 - coupling ** 2) * own
        const error = 0.3 * luck.of('occasion', persona, past.length).normal()
        const odds = boldness(current!) - caution * trait + error
        return { cards: Math.round(current!.cards / (1 + Math.exp(-odds))) }
      },
    },
    {
      source: 'graded response model, Samejima 1969; card choice and all numbers chosen',
      hears: [],
      answers: { '*': ({ view, question, luck }) => answer(view, question!, luck) },
    },
  )
}

/** Turns as many cards as are best by expected points, and is of the middle in every statement. */
export const calculating = () =>
  policy(
    cardTask,
    ['respondent'],
    'calculating',
    { turn: ({ view: { current } }) => ({ cards: optimalCards(current!) }) },
    { source: 'maximum of expected points, by enumeration', hears: [], answers: { '*': () => 3 } },
  )
