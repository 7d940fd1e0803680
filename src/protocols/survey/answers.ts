import { type AnyMind, type Episode, type Json, openingOf, refold, scene } from 'suasion'
import { survey } from './protocol.ts'
import type { State } from './rules.ts'

const reader: AnyMind = {
  name: 'reader',
  plays: 'survey',
  cast: 'formal',
  source: 'reads a log and answers nothing',
  open: () => null,
  decide: () => {
    throw new Error('the reader of a survey log was asked to answer')
  },
}

/** The answers of a survey episode by question id, in the order they were given; null where none could be used. */
export const answersOf = (episode: Episode): readonly { readonly id: string; readonly answer: Json }[] => {
  const params = openingOf(episode).params as object
  const { state } = refold(scene(survey, { params, minds: { respondent: reader } }), episode)
  return (state as State).answered.map(({ question, answer }) => ({ id: question.id, answer }))
}
