import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AnyStudy } from '../../core/index.ts'
import { families, indexOf, ranked, type System, systems } from '../../papers/index.ts'
import { loadStudy, packageRoot, studyNames } from '../load.ts'
import { Misuse } from '../misuse.ts'

/** How the numbers of one study came out when they were last put to the test. */
export interface Standing {
  readonly agrees: number
  readonly differs: number
  readonly tooImprecise: number
  /** Effects that were planted in formal minds and nothing else, and how many of them were found again. */
  readonly planted: number
  readonly recovered: number
  readonly notTested: number
}

/** A study that makes a system run. */
export interface Runs {
  readonly study: string
  readonly command: string
  /** How many published numbers stand in its ledger. */
  readonly numbers: number
  /** How they came out, with the date; null where nothing is recorded. */
  readonly standing: (Standing & { readonly date: string }) | null
}

/** A system of the field, or a paper beside them that a study is named after, with what of it runs here. */
export interface Paper extends System {
  readonly runs: readonly Runs[]
  /** What a search found it by; empty without one. */
  readonly by: readonly string[]
}

/** What may be asked of the feed. */
export interface PaperQuery {
  readonly words?: string
  readonly family?: string
  /** Only what runs here (true), or does not (false). */
  readonly running?: boolean
}

interface Recorded {
  readonly date: string
  readonly found: Readonly<Record<string, Standing>>
}

/** The dated result of the evidence `ledger`, where this copy of the package carries one. */
const recorded = (): Recorded | null => {
  const path = join(packageRoot(), 'evidence/results/ledger.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

const runsOf = ({ name, published }: AnyStudy, record: Recorded | null): Runs => {
  const standing = record?.found[name]
  return {
    study: name,
    command: `suasion run ${name}`,
    numbers: Object.keys(published).length,
    standing: record && standing ? { ...standing, date: record.date } : null,
  }
}

/** The paper of a study that makes no system of the field run; talk of people makes it one of dialogue. */
const ownPaper = ({ name, title, cite, question, corpus }: AnyStudy): System => ({
  id: name,
  date: /\b(19|20)\d{2}\b/.exec(cite)?.[0] ?? '',
  family: corpus ? 'dialogue' : 'other',
  kind: 'study',
  title,
  mechanism: question,
  figures: '',
})

/**
 * Every system of the field with the studies that make it run, and after them the papers of the studies that name none.
 * Throws where a study names a system that is not known.
 */
export const allPapers = async (): Promise<readonly Paper[]> => {
  const record = recorded()
  const bySystem = new Map<string, Runs[]>()
  const beside: Paper[] = []
  for (const name of studyNames) {
    const { study } = await loadStudy(name)
    const own = runsOf(study, record)
    for (const id of study.systems ?? []) {
      systems.of(id)
      bySystem.set(id, [...(bySystem.get(id) ?? []), own])
    }
    if (!study.systems?.length) beside.push({ ...ownPaper(study), runs: [own], by: [] })
  }
  return [
    ...systems.rows.map((system): Paper => ({ ...system, runs: bySystem.get(system.id) ?? [], by: [] })),
    ...beside,
  ]
}

/** The papers a query asks for, the best first; with no words, those that run here first and then the newest. */
export const chosen = (papers: readonly Paper[], { words = '', family, running }: PaperQuery): readonly Paper[] => {
  if (family !== undefined && !families.some((each) => each === family))
    throw new Misuse(`--family is ${families.slice(0, -1).join(', ')} or ${families.at(-1)}, not ${family}`)
  const fits = ({ family: own, runs }: Paper): boolean =>
    (family === undefined || own === family) && (running === undefined || runs.length > 0 === running)
  if (words.trim() === '') {
    const order = (a: Paper, b: Paper): number =>
      Number(b.runs.length > 0) - Number(a.runs.length > 0) || (a.date < b.date ? 1 : a.date > b.date ? -1 : 0)
    return papers.filter(fits).sort(order)
  }
  return ranked(indexOf(papers), words)
    .map(({ at, by }) => ({ ...papers[at]!, by }))
    .filter(fits)
}
