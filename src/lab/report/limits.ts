import { cells, openingOf, type Published } from '../../core/index.ts'
import { repeatedSampling } from '../../statistics/repeated-sampling.ts'
import type { CorpusCard, MindCard, Run } from '../record.ts'
import { counted } from './format.ts'
import { cautionsOf } from './plan.ts'
import { readerLine, readersOf } from './readers.ts'
import { kindsOf } from './say.ts'

/** What every estimate about the persuader prints where the measured listener takes in nothing that is said. */
export const cannotHear = 'this listener cannot hear it'

/** The formal and fitted minds that hear nothing of what others do, by part. */
const deafOf = ({ manifest }: Run): readonly (readonly [part: string, mind: MindCard])[] =>
  Object.entries(manifest.cast).flatMap(([part, minds]) =>
    minds
      .filter(({ cast, hears }) => (cast === 'formal' || cast === 'fitted') && hears?.length === 0)
      .map((mind) => [part, mind] as const),
  )

/** The name of the mind in the seat of each row that has one. */
const mindsOfRows = ({ rows, stored }: Run): readonly string[] => {
  const openings = new Map(stored.map(({ key, episode }) => [key, openingOf(episode)]))
  return rows.flatMap((row) => {
    const seat = openings.get(row.trial)?.seats[String(row['seat'])]
    return seat ? [seat.mind] : []
  })
}

/** The names of the minds in the seats that have rows. */
const measuredMinds = (run: Run): ReadonlySet<string> => new Set(mindsOfRows(run))

/** The warning where rows that count as subjects are answers of one or a few language models. */
const repeatedModels = (run: Run): string | null => {
  const cards = Object.values(run.manifest.cast).flat()
  const models = new Set(cards.filter(({ cast }) => cast === 'language-model').map(({ name }) => name))
  if (models.size === 0) return null
  return repeatedSampling(mindsOfRows(run).map((name) => (models.has(name) ? name : null)))?.warning ?? null
}

/** Whether a mind that was measured hears nothing, so that no estimate about what it was told can mean anything. */
export const isDeaf = (run: Run): boolean => {
  const measured = measuredMinds(run)
  return deafOf(run).some(([, { name }]) => measured.has(name))
}

const missingArms = ({ manifest, rows }: Run): string | null => {
  const { factors } = manifest
  if (Object.keys(factors).length === 0) return 'no control arm: every episode had the same condition'
  const name = (cell: Readonly<Record<string, unknown>>): string =>
    Object.keys(factors)
      .map((factor) => `${factor} ${String(cell[factor])}`)
      .join(', ')
  const met = new Set(rows.map(name))
  const all = cells(factors).map(name)
  const missing = all.filter((cell) => !met.has(cell))
  if (missing.length === 0) return null
  const shown = missing.slice(0, 3).join('; ')
  return `${missing.length} of ${all.length} arms have no analysed episode: ${shown}${missing.length > 3 ? '; …' : ''}`
}

/** What an imported run lacks of what was found: records left out, and what is missing in those taken. */
const missingOf = ({ leftOut, missing }: CorpusCard): readonly string[] => [
  ...Object.entries(leftOut).map(([what, n]) => `${counted(n, 'record')} left out: ${what}`),
  ...Object.entries(missing).map(([what, n]) => `${counted(n, 'record')} taken with something missing or odd: ${what}`),
]

/** What the run cannot say: its own limits first (listener, arms, items, wordings, cast), then those the study declares. */
export const limitsOf = (run: Run): readonly string[] => {
  const { manifest, study, stored } = run
  if (manifest.corpus) return [...study.limits, ...readersOf(run).map(readerLine), ...missingOf(manifest.corpus)]
  const { items } = manifest
  const openings = stored.map(({ episode }) => openingOf(episode))
  const wordings = [...new Set(openings.map(({ wording }) => wording))]
  const kinds = kindsOf(manifest)
  const published: readonly Published[] = Object.values(study.published)
  const people = published.find(({ claim }) => claim === 'people')
  const usesWords = kinds.includes('people') || kinds.includes('language-model')
  const arms = missingArms(run)
  const deaf = deafOf(run)
  const measured = measuredMinds(run)
  const repeated = repeatedModels(run)
  return [
    ...deaf
      .filter(([, { name }]) => measured.has(name))
      .map(([part, { name }]) => `${cannotHear}: ${part} (${name}) takes in nothing the others say or do`),
    ...cautionsOf(run),
    ...(repeated ? [repeated] : []),
    ...(arms ? [arms] : []),
    ...readersOf(run).map(readerLine),
    ...(people && !kinds.includes('people')
      ? [`unmatched cast: nobody here is a person; the paper's were ${people.population}`]
      : []),
    ...(items
      ? [`${counted(items.rows, 'item')} (${items.name})${items.rows < 2 ? ': nothing can be said of others' : ''}`]
      : ['no item table: one stimulus, and nothing can be said of others']),
    ...(wordings.length === 1
      ? [
          usesWords
            ? `one wording (${wordings[0]}): another may change the result`
            : `one wording (${wordings[0]}); formal and fitted minds do not read it`,
        ]
      : wordings.length > 1
        ? [`${wordings.length} wordings: ${wordings.join(', ')}`]
        : []),
    ...deaf
      .filter(([, { name }]) => !measured.has(name))
      .map(([part, { name }]) => `${part} (${name}) takes in nothing the others say or do`),
    ...study.limits,
  ]
}
