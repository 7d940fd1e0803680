import {
  expectedValueStrength,
  type Hypotheses,
  likelihoodRatioStrength,
  maximinStrength,
  pragmaticSpeaker,
  pragmaticStrength,
  type SpeechLanguage,
} from 'suasion/solvers'
import { type Goal, isTrue, QUESTIONS, RESULTS, SENTENCES, totalOf } from './language.ts'

/** How argument strength is understood: four readings of Carcassi, Wang, Cummins & Franke. */
export const STRENGTHS = ['likelihood-ratio', 'expected-value', 'maximin', 'pragmatic'] as const
export type StrengthName = (typeof STRENGTHS)[number]

/** By sentence and results: 1 where it is true. */
export const MEANING: readonly (readonly number[])[] = SENTENCES.map((sentence) =>
  RESULTS.map((results) => (isTrue(sentence, results) ? 1 : 0)),
)

/** 1 for each sentence with "none" in it: what costs something to say. */
export const NEGATIVE: readonly number[] = SENTENCES.map((sentence) => (sentence.includes('none') ? 1 : 0))

/** The sentences as a language, where one with "none" in it costs so much. */
export const languageOf = (cost: number): SpeechLanguage => ({
  meaning: MEANING,
  costs: NEGATIVE.map((each) => each * cost),
})

/** How likely the results are where each question is got right with this chance, in proportion. */
const likely = (chance: number): number[] =>
  RESULTS.map((results) =>
    Math.exp(
      results.reduce(
        (sum, right) =>
          sum + logChoose(QUESTIONS, right) + right * Math.log(chance) + (QUESTIONS - right) * Math.log(1 - chance),
        0,
      ),
    ),
  )
const logChoose = (n: number, k: number): number => {
  let sum = 0
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i)
  return sum
}

const [able, unable] = [likely(0.85), likely(0.15)]
const hypotheses: Readonly<Record<'high' | 'low', Hypotheses>> = {
  high: { pro: able, con: unable },
  low: { pro: unable, con: able },
}

/**
 * How strongly each sentence argues for high or low success, in the order of the sentences; `rationality` (1 unless
 * said) and `cost` (0) are those of the speaker that the pragmatic reading has in mind. A high and a low success rate
 * are a chance of .85 and of .15.
 */
export const strengthsOf = (
  name: StrengthName,
  goal: 'high' | 'low',
  { rationality = 1, cost = 0 }: { readonly rationality?: number; readonly cost?: number } = {},
): readonly number[] => {
  if (name === 'likelihood-ratio') return likelihoodRatioStrength(MEANING, hypotheses[goal])
  if (name === 'maximin') return maximinStrength(MEANING, hypotheses[goal])
  if (name === 'pragmatic') return pragmaticStrength(languageOf(cost), hypotheses[goal], rationality)
  if (name !== 'expected-value')
    throw new Error(`there is no strength called ${name}; there are ${STRENGTHS.join(', ')}`)
  const strengths = expectedValueStrength(MEANING, RESULTS.map(totalOf))
  return goal === 'high' ? strengths : strengths.map((each) => -each)
}

/** What an argumentative speaker is made of. */
export interface Speaker {
  readonly strength: StrengthName
  readonly alpha: number
  /** The weight of informing, against arguing. */
  readonly beta: number
  /** Of a sentence with "none" in it. */
  readonly cost: number
}

/** What such a speaker says, as chances by results and sentence; with the goal to inform it does not argue. */
export const speakerTable = ({ strength, alpha, beta, cost }: Speaker, goal: Goal): number[][] => {
  if (goal === 'inform') return pragmaticSpeaker(languageOf(cost), { alpha })
  const strengths = strengthsOf(strength, goal, { rationality: alpha, cost })
  return pragmaticSpeaker(languageOf(cost), { alpha, beta, strength: strengths })
}
