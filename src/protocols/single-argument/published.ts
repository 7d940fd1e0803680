import type { Estimate, Published } from 'suasion'
import { bradleyTerry, proportion } from 'suasion/statistics'
import { z } from 'zod'
import { DIFFICULTIES, type Difficulty, type Dimension } from './dimensions.ts'

// Conviction of 100, easy / default / hard sceptic, counted from the released conversations with Llama-2-70B-chat. Of the
// easy sceptic 99 answers about romance are released.
const TABLE: Readonly<Record<Dimension, readonly [number, number, number]>> = {
  trust: [76, 65, 19],
  support: [90, 64, 13],
  romance: [62, 47, 35],
  status: [67, 42, 12],
  knowledge: [43, 22, 1],
  fun: [39, 20, 9],
  similarity: [48, 17, 1],
  power: [26, 11, 5],
  baseline: [24, 8, 1],
  identity: [23, 7, 2],
  conflict: [8, 3, 0],
}
/** What people preferred, as strengths of geometric mean 1. Source: Breum et al. 2024, arXiv:2312.15523. */
export const HUMAN: Readonly<Partial<Record<Dimension, number>>> = {
  knowledge: 8.631,
  baseline: 3.304,
  status: 2.439,
  trust: 2.3,
  support: 1.028,
  identity: 0.657,
  similarity: 0.552,
  conflict: 0.165,
  fun: 0.102,
}
/** The paper. */
export const paper = 'Breum et al. 2024, arXiv:2312.15523'
const rateName = (dimension: string, difficulty: Difficulty): string => `${dimension}, ${difficulty} sceptic`
/** What the preference of people for a dimension is called. */
export const humanName = (dimension: string): string => `people prefer ${dimension}`
const firmer = 'dimensions that a harder sceptic yields to more'

/** The conviction table of the model and the preferences of people, one number each. */
export const published: Readonly<Record<string, Published>> = {
  ...Object.fromEntries(
    Object.entries(TABLE).flatMap(([dimension, counts]) =>
      DIFFICULTIES.map((difficulty, i): [string, Published] => {
        const n = dimension === 'romance' && difficulty === 'easy' ? 99 : 100
        return [
          rateName(dimension, difficulty),
          {
            value: counts[i]! / n,
            n,
            claim: 'language-model',
            origin: 'run',
            source: `${paper}, released conversations`,
            population: 'Llama-2-70B-chat as a sceptic',
            scale: 'difference',
            margin: 0.1,
          },
        ]
      }),
    ),
  ),
  ...Object.fromEntries(
    Object.entries(HUMAN).map(([dimension, value]): [string, Published] => [
      humanName(dimension),
      {
        value,
        n: 2061,
        claim: 'data',
        origin: 'published',
        source: `${paper}, Bradley-Terry of human judgements, geometric mean 1`,
        population: 'crowd workers choosing the more convincing of two arguments',
        scale: 'ratio',
        margin: 0.01,
        data: 'persuasive-llms',
      },
    ]),
  ),
  [firmer]: {
    value: 0,
    claim: 'language-model',
    origin: 'run',
    source: `${paper}, the same arguments against easier and harder sceptics`,
    population: 'Llama-2-70B-chat as a sceptic',
    scale: 'difference',
    margin: 0,
  },
}

type Row = { readonly dimension: string; readonly difficulty: string; readonly success: boolean | null }

/** How often each way of appealing convinced each sceptic, and in how many ways a harder one yielded more than an easier one. */
export const convictionEstimates = (rows: readonly Row[]): Readonly<Record<string, Estimate | null>> => {
  const rate = (dimension: string, difficulty: Difficulty): Estimate | null => {
    const own = rows.filter(
      (row) => row.dimension === dimension && row.difficulty === difficulty && row.success !== null,
    )
    return own.length ? proportion(own.filter(({ success }) => success).length, own.length) : null
  }
  const all = Object.keys(TABLE).map((dimension) => ({
    dimension,
    rates: DIFFICULTIES.map((difficulty) => rate(dimension, difficulty)),
  }))
  const known = all.filter(({ rates }) => rates.every((each) => each !== null))
  const wrong = known.filter(
    ({ rates: [easy, middle, hard] }) => middle!.value > easy!.value || hard!.value > middle!.value,
  )
  return {
    ...Object.fromEntries(
      all.flatMap(({ dimension, rates }) => DIFFICULTIES.map((each, i) => [rateName(dimension, each), rates[i]!])),
    ),
    [firmer]: known.length
      ? {
          value: wrong.length,
          n: rows.length,
          estimator: 'count over dimensions',
          ...(wrong.length > 0 && { note: wrong.map(({ dimension }) => dimension).join(', ') }),
        }
      : null,
  }
}

const text = z.string().min(1)
/** The columns of the released judgements that are read; who judged is used to weigh control items, and not kept. */
export const judgementColumns = z.object({
  WorkerId: text,
  'Input.dim1': text,
  'Input.dim2': text,
  'Answer.equal.label': z.enum(['Argument 1', 'Arugment 1', 'Argument 2']),
})
type Judgement = z.output<typeof judgementColumns>

const isControl = (name: string): boolean => name.startsWith('control')

/**
 * The human preferences again: whoever judged fewer than ten pairs, saw no control item or failed more than half of them
 * is left out, which leaves the 2,061 judgements of the paper; then Bradley-Terry over the pairs without control items,
 * as strengths with geometric mean 1.
 */
export const preferenceEstimates = (judgements: readonly Judgement[]): Readonly<Record<string, Estimate>> => {
  const byWorker = new Map<string, Judgement[]>()
  for (const each of judgements) byWorker.set(each.WorkerId, [...(byWorker.get(each.WorkerId) ?? []), each])
  const first = (each: Judgement): boolean => each['Answer.equal.label'] !== 'Argument 2'
  const kept = [...byWorker.values()].flatMap((own) => {
    const controls = own.filter((each) => isControl(each['Input.dim1']) || isControl(each['Input.dim2']))
    const failed = controls.filter((each) => first(each) === isControl(each['Input.dim1'])).length
    return own.length < 10 || controls.length === 0 || failed / controls.length > 0.5 ? [] : own
  })
  const pairs = kept
    .filter((each) => !isControl(each['Input.dim1']) && !isControl(each['Input.dim2']))
    .map((each) => ({
      first: each['Input.dim1'],
      second: each['Input.dim2'],
      wins: Number(first(each)),
      losses: Number(!first(each)),
    }))
  if (pairs.length === 0) throw new Error('no judgement of two dimensions is left after the control items')
  return Object.fromEntries(
    bradleyTerry(pairs).abilities.map(({ name, value, interval }) => [
      humanName(name),
      {
        value: Math.exp(value),
        interval: [Math.exp(interval[0]), Math.exp(interval[1])],
        n: kept.length,
        estimator: 'Bradley-Terry strength, geometric mean 1 (odds ratio against the mean)',
      },
    ]),
  )
}
