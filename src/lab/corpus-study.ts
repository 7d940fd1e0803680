import { type AnyRow, type AnyStudy, type Corpus, type Design, type Estimate, person, scene } from '../core/index.ts'
import { Misuse } from './misuse.ts'
import { meanByUnit } from './report/arms.ts'
import { numeric } from './report/subjects.ts'

/** Columns that say where a row comes from. */
const ADDRESSES = ['trial', 'pair', 'item', 'replicate', 'seat']

const conversations = (size: number): Design => ({
  name: 'conversations that were held',
  factors: {},
  size,
  resize: () => {
    throw new Misuse('the conversations of a corpus were held; no more of them can be played')
  },
  next: () => [],
})

const means = (rows: readonly AnyRow[], meaningOf: (column: string) => string): Record<string, Estimate | null> => {
  const columns = new Set(rows.flatMap((row) => Object.keys(row)).filter((column) => !ADDRESSES.includes(column)))
  return Object.fromEntries(
    [...columns].flatMap((column) => {
      const values = rows.flatMap((row): [string, number][] => {
        const value = numeric(row[column])
        return value === null ? [] : [[row.trial, value]]
      })
      const mean = meanByUnit(values)
      if (!mean) return []
      const note = [meaningOf(column), mean.note].filter(Boolean).join('; ')
      return [[column, { ...mean, ...(note && { note }) }]]
    }),
  )
}

/** The conversations of a corpus as a study that was held and not played: its estimates are the means of what was read. */
export const corpusStudy = (corpus: Corpus, data: string, size: number): AnyStudy => ({
  name: corpus.name,
  title: `${data}: conversations of people`,
  cite: corpus.about,
  question: 'What did these people say and do?',
  estimand: 'the mean of what was read, over conversations; no two groups were assigned, so no cause is estimated',
  design: conversations(size),
  cast: { people: person },
  scene: (_condition: unknown, cast: Readonly<Record<string, typeof person>>) =>
    scene(corpus.protocol, {
      minds: Object.fromEntries(Object.keys(corpus.protocol.roles).map((role) => [role, cast['people']!])),
    }),
  instruments: corpus.instruments,
  published: {},
  estimates: (rows: readonly AnyRow[]) =>
    means(
      rows,
      (column) =>
        corpus.instruments.map(({ columns }) => columns[column]).find((meaning) => meaning !== undefined) ??
        corpus.facts[column] ??
        '',
    ),
  limits: [
    'conversations that were held elsewhere: nothing was assigned here, and differences are associations',
    `licence: ${corpus.licence}`,
  ],
})
