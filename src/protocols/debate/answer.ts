import type { Question } from 'suasion'
import { likertOf } from './likert.ts'

/** A belief as the answer to a Likert question of any number of points; throws on another kind. */
export const stance = (question: Question, belief: number): number => {
  if (question.kind !== 'likert') throw new Error(`stance is asked as a likert question, not as ${question.kind}`)
  return likertOf(belief, question.points)
}

/** A belief as the answer to a slider; throws on another kind. */
export const slider = (question: Question, belief: number): number => {
  if (question.kind !== 'slider') throw new Error(`belief is asked as a slider, not as ${question.kind}`)
  return question.min + belief * (question.max - question.min)
}
