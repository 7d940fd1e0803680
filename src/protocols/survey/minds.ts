import { type AnswerMoves, type Json, type Luck, policy, type Question, type Seen } from 'suasion'
import { survey } from './protocol.ts'
import type { View } from './rules.ts'

type Answering = (question: Question, luck: Luck) => Json

const respondent = (name: string, source: string, answer: Answering) => {
  const value = ({ view, question, luck }: Seen<View, AnswerMoves>) => answer(question ?? view.current!, luck)
  const field = (seen: Seen<View, AnswerMoves>) => ({ value: value(seen) as never })
  return policy(
    survey,
    ['respondent'],
    name,
    { rate: field, slide: field, choose: field, order: field, mark: field, write: field },
    { source, hears: [], answers: { '*': value } },
  )
}

/**
 * Straight-lines: the same place on every scale, whatever is asked; the first option; the order as shown; one word.
 * `position` is that place, from 0 (lowest) to 1 (highest); chosen.
 */
export const careless = ({ position = 0.5 }: { readonly position?: number } = {}) => {
  if (!(position >= 0 && position <= 1)) throw new Error(`careless: position must be from 0 to 1, not ${position}`)
  const point = (points: number) => 1 + Math.round(position * (points - 1))
  return respondent('careless', 'chosen', (question) => {
    const { kind } = question
    if (kind === 'likert') return point(question.points)
    if (kind === 'slider') return question.min + position * (question.max - question.min)
    if (kind === 'choice') return question.options[0]!
    if (kind === 'rank') return question.options
    if (kind === 'matrix') return question.rows.map(() => point(question.points))
    return 'ok'.slice(0, question.max)
  })
}

/**
 * Answers each scale from one latent trait with error: x = loading * trait + sqrt(1 - loading^2) * e with e standard
 * normal, reversed items from -x, put on the scale at its middle + x / 4 of its length, rounded and cut at the ends.
 * Reads attention checks; options, ranks and texts are drawn evenly. `trait` is in standard deviations (null: drawn
 * from the standard normal, one per scale and respondent), `loading` from 0 to 1. Classical test theory with one factor:
 * the congeneric model of Joreskog 1971, "Statistical analysis of sets of congeneric tests"; the numbers are chosen.
 */
export const consistent = ({
  trait = null,
  loading = 0.7,
}: {
  readonly trait?: number | null
  readonly loading?: number
} = {}) => {
  if (trait !== null && !Number.isFinite(trait)) throw new Error(`consistent: trait must be a number, not ${trait}`)
  if (!(loading >= 0 && loading <= 1)) throw new Error(`consistent: loading must be from 0 to 1, not ${loading}`)
  return respondent('consistent', 'congeneric model of Joreskog 1971; numbers chosen', (question, luck) => {
    const { kind, id, scale = id, reversed = false, attention } = question
    if (attention !== undefined) return attention
    const rated = (min: number, max: number, row: number): number => {
      const level = trait ?? luck.of('trait', scale).normal()
      const error = luck.of('error', id, row).normal()
      const x = (reversed ? -1 : 1) * (loading * level + Math.sqrt(1 - loading ** 2) * error)
      return Math.min(max, Math.max(min, (min + max) / 2 + (x * (max - min)) / 4))
    }
    if (kind === 'likert') return Math.round(rated(1, question.points, 0))
    if (kind === 'slider') return rated(question.min, question.max, 0)
    if (kind === 'choice') return luck.of('option', id).pick(question.options)
    if (kind === 'rank') return luck.of('option', id).draw(question.options, question.options.length)
    if (kind === 'matrix') return question.rows.map((_, row) => Math.round(rated(1, question.points, row)))
    return luck.of('text', id).pick(texts).slice(0, question.max)
  })
}

const texts = ['It depends on the case.', 'I have thought about this before.', 'I would have to hear more.'] as const
