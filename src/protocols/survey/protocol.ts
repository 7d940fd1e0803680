import { protocol } from 'suasion'
import { shuffled } from './questionnaire.ts'
import { surveyRules } from './rules.ts'
import { words } from './words.ts'

/** A questionnaire as an episode: what a respondent cannot know is which questions are still to come, and in what order. */
export const survey = protocol(surveyRules, words, {
  recall: true,
  resample: (state, _seat, luck) => {
    const current = state.questions[state.at]
    if (!state.random || !current) return state
    const met = [...state.answered.map(({ question }) => question), current]
    const rest = state.questions.filter(({ id }) => !met.some((question) => question.id === id))
    return { ...state, questions: [...met, ...shuffled(rest, luck.of('order'))], at: met.length - 1 }
  },
})
