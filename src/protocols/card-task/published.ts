import type { Estimate, Published } from 'suasion'
import { z } from 'zod'
import { BOUNDS, dissociation } from './dissociation.ts'

const cell = z
  .string()
  .default('')
  .transform((text) => (['', 'na', 'nan'].includes(text.toLowerCase()) ? null : Number(text)))
  .refine((value) => value === null || Number.isFinite(value), 'a number is wanted, or nothing')
const text = z.string().min(1)

/** The columns of the released tables that are read; a file lacks some of those with numbers. */
export const releasedColumns = z.object({
  Model: text,
  type: text,
  Persona: text,
  agreeableness: cell,
  self_regulation: cell,
  sycophancy_rate: cell,
  CCT_cold_avg: cell,
})
type Released = z.output<typeof releasedColumns>

// Report and behaviour of each injected trait; levels without a persona, then per prompt strategy: level and change of both.
const TRAITS = {
  agreeableness: {
    report: 'agreeableness',
    behaviour: 'sycophancy_rate',
    called: 'sycophancy',
    margins: [0.005, 0.05],
    plain: [3.63, 48.9],
    injected: [
      [4.54, 47.9, 0.91, -1],
      [4.57, 55.1, 0.95, 6.2],
      [4.54, 45.5, 0.91, -3.5],
    ],
  },
  'self-regulation': {
    report: 'self_regulation',
    behaviour: 'CCT_cold_avg',
    called: 'cards',
    margins: [0.5, 0.005],
    plain: [217, 21.85],
    injected: [
      [255, 21.13, 38, -0.72],
      [258, 21.73, 40, -0.12],
      [258, 21.5, 41, -0.35],
    ],
  },
} as const
type Trait = keyof typeof TRAITS
const traits = Object.keys(TRAITS) as Trait[]

const paper = 'Han et al. 2025, arXiv:2509.03730'
const name = 'personality-illusion'
const models = '12 instruct models, three prompts, temperatures and runs each'
const released = {
  claim: 'data',
  origin: 'run',
  scale: 'difference',
  population: models,
  source: `${paper}, released tables of data/, means over models`,
  data: name,
} as const
const said = { claim: 'language-model', scale: 'difference', population: models } as const
const moves = 'personas that move the report, of 6'
const stays = 'personas with behaviour equivalent to none, of 6'

const namesOf = (trait: Trait, strategy: string): readonly [string, string, string, string] => {
  const own = `${trait}, ${strategy}`
  const { called } = TRAITS[trait]
  return [`${own}: report`, `${own}: ${called}`, `${own}: report moved`, `${own}: ${called} moved`]
}

/** The numbers of the released tables, and the paper's claim as the run can test it. */
export const published: Readonly<Record<string, Published>> = {
  ...Object.fromEntries(
    traits.flatMap((trait) => {
      const { plain, injected, margins } = TRAITS[trait]
      return [plain, ...injected].flatMap((values, k) =>
        values.map((value, i): [string, Published] => [
          namesOf(trait, k === 0 ? 'no persona' : `strategy ${k}`)[i]!,
          { ...released, value, margin: margins[i % 2]! },
        ]),
      )
    }),
  ),
  [moves]: { ...released, value: 6, margin: 0, source: `${released.source}, t tests over models` },
  [stays]: {
    ...released,
    value: 1,
    margin: 0,
    source: `${released.source}, two one-sided t tests within ${BOUNDS.sycophancy} points and ${BOUNDS.cards} cards`,
  },
  'report moved by the persona': {
    ...said,
    value: 0.63,
    margin: 0.25,
    origin: 'run',
    source: `${paper}, self-regulation: mean of three strategies over 63 statements, from 1 to 5`,
  },
  'cards moved by the persona': {
    ...said,
    value: -0.4,
    margin: BOUNDS.cards,
    origin: 'run',
    source: `${paper}, mean of three strategies`,
  },
  'report moves and cards stay (1: yes)': {
    ...said,
    value: 1,
    margin: 0,
    origin: 'inferred',
    source: `${paper}, claim 3: personas move reports, not behaviour`,
  },
}

const mean = (values: readonly number[]): number | null =>
  values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null

/** The means of a column, model by model. */
const meansOf = (rows: readonly Released[], column: keyof Released): ReadonlyMap<string, number> => {
  const values = new Map<string, number[]>()
  for (const row of rows) {
    const value = row[column]
    if (typeof value === 'number') values.set(row.Model, [...(values.get(row.Model) ?? []), value])
  }
  return new Map([...values].map(([model, own]) => [model, mean(own)!]))
}

const level = (means: ReadonlyMap<string, number>): Estimate | null => {
  const value = mean([...means.values()])
  return value === null ? null : { value, n: means.size, estimator: 'mean over models of their means' }
}

/**
 * The paper's persona injection again, over models: levels of report and behaviour by trait and prompt strategy, their
 * changes against no persona within the same models, and in how many of six cases the dissociation is shown. What a
 * table does not hold is left out. Base models are not read. Throws where no row is of a known persona.
 */
export const injectionEstimates = (rows: readonly Released[]): Readonly<Record<string, Estimate>> => {
  const instruct = rows.filter(({ type }) => type.startsWith('instruct'))
  const found: Record<string, Estimate> = {}
  const tested: { moved: boolean; equivalent: boolean }[] = []
  for (const trait of traits) {
    const { report, behaviour, called } = TRAITS[trait]
    const own = (persona: string) => {
      const part = instruct.filter(({ Persona }) => Persona === persona)
      return { report: meansOf(part, report), behaviour: meansOf(part, behaviour) }
    }
    const plain = own('baseline')
    for (const strategy of ['no persona', 'strategy 1', 'strategy 2', 'strategy 3']) {
      const names = namesOf(trait, strategy)
      const injected = strategy === 'no persona' ? plain : own(`${trait}${strategy.slice(-1)}`)
      const levels = [level(injected.report), level(injected.behaviour)]
      for (const [i, each] of levels.entries()) if (each) found[names[i]!] = each
      if (strategy === 'no persona') continue
      const pairs = [...injected.report].flatMap(([model, after]) => {
        const [before, acted, acts] = [
          plain.report.get(model),
          plain.behaviour.get(model),
          injected.behaviour.get(model),
        ]
        if (before === undefined || acted === undefined || acts === undefined) return []
        return [{ report: after - before, behaviour: acts - acted }]
      })
      const test = dissociation(pairs, BOUNDS[called])
      if (!test.report || !test.behaviour) continue
      tested.push(test)
      found[names[2]] = test.report
      found[names[3]] = {
        ...test.behaviour,
        note: `within ${BOUNDS[called]}: p ${test.equivalence!.p?.toPrecision(2)}`,
      }
    }
  }
  if (Object.keys(found).length === 0)
    throw new Error(
      `no row is of a persona that is known; they are baseline, ${traits.flatMap((trait) => [1, 2, 3].map((k) => trait + k)).join(', ')}, of instruct models`,
    )
  if (tested.length < 6) return found
  const count = (of: 'moved' | 'equivalent', estimator: string): Estimate => ({
    value: tested.filter((each) => each[of]).length,
    n: tested.length,
    estimator,
  })
  return {
    ...found,
    [moves]: count('moved', 'count of t tests over models with p < .05'),
    [stays]: count('equivalent', 'count of two one-sided t tests over models with p < .05'),
  }
}
