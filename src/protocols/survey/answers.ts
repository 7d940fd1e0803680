import { type Episode, type Json, stateOf } from 'suasion'
import { survey } from './protocol.ts'

/** The answers of a survey episode by question id, in the order they were given; null where none could be used. */
export const answersOf = (episode: Episode): readonly { readonly id: string; readonly answer: Json }[] =>
  stateOf(survey, episode, 'answersOf').answered.map(({ question, answer }) => ({ id: question.id, answer }))
