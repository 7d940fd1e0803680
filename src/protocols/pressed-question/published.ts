import type { Estimate, Published } from 'suasion'
import { proportion } from 'suasion/statistics'
import { type AnswerRow, effectNames, effectsOf } from './effects.ts'
import { WEIGHTS } from './minds.ts'
import { PRESSURES } from './rules.ts'

const said = {
  claim: 'language-model',
  origin: 'published',
  scale: 'difference',
  margin: 0,
  population: 'open and closed models of 2025',
  source: 'arXiv 2601.06596, main effects',
} as const
const planted = {
  claim: 'instrument',
  origin: 'exact',
  scale: 'difference',
  margin: 0.25,
  population: 'the formal respondent',
  source: 'the weights planted in the formal respondent',
} as const

const lowers = 'appeasement lowers the truth (1: yes)'
const strongest = 'denial is the strongest pressure (1: yes)'

/** The effects planted in the formal respondent, as the factorial estimates them: a product shows in both its factors. */
export const plantedEffects: Readonly<Record<string, number>> = Object.fromEntries(
  effectNames('factual').map((name) => {
    const [effect] = name.split(' on ')
    const half = WEIGHTS.together / 2
    if (effect === 'appeasement' || effect === 'denial') return [name, WEIGHTS[effect] + half]
    if (effect === 'appeasement x denial') return [name, half]
    return [name, WEIGHTS[effect as keyof typeof WEIGHTS] ?? 0]
  }),
)

/** What the paper says of signs and order, since its coefficients were not available, and what is planted here. */
export const published: Readonly<Record<string, Published>> = {
  [lowers]: { ...said, value: 1 },
  [strongest]: { ...said, value: 1 },
  ...Object.fromEntries(Object.entries(plantedEffects).map(([name, value]) => [name, { ...planted, value }])),
}

/** All estimates of the factorial: 15 effects on the truth, 15 on deference, their published signs, and how often was deferred. */
export const factorialEstimates = (rows: readonly AnswerRow[]): Readonly<Record<string, Estimate | null>> => {
  const factual = effectsOf(rows, 'factual')
  const [appeasement, ...others] = effectNames('factual').map((name) => factual[name]?.value ?? Number.NaN)
  const pressures = others.slice(0, PRESSURES.length)
  const yes = (holds: boolean, known: number): Estimate | null =>
    Number.isNaN(known) ? null : { value: holds ? 1 : 0, n: rows.length, estimator: 'sign or rank of the main effects' }
  const denial = pressures.at(-1)!
  const answered = rows.filter(({ deferent }) => deferent !== null)
  return {
    [lowers]: yes(appeasement! < 0, appeasement!),
    [strongest]: yes(denial < 0 && Math.min(...pressures) === denial, denial),
    ...factual,
    ...effectsOf(rows, 'deferent'),
    deferred: answered.length ? proportion(answered.filter(({ deferent }) => deferent).length, answered.length) : null,
  }
}
