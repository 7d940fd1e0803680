import type { AnyStudy, CastKind, Published } from '../../core/index.ts'
import type { Manifest, MindCard } from '../record.ts'

/** What each kind of mind is called in a report. */
export const kindWords: Readonly<Record<CastKind, string>> = {
  formal: 'formal',
  fitted: 'fitted',
  'language-model': 'language model',
  people: 'people',
}

const order: readonly CastKind[] = ['people', 'language-model', 'fitted', 'formal']

/** All minds of a cast. */
export const mindsOf = ({ cast }: Pick<Manifest, 'cast'>): readonly MindCard[] => Object.values(cast).flat()

/** The kinds of mind in a cast, people first. */
export const kindsOf = (manifest: Pick<Manifest, 'cast'>): readonly CastKind[] => {
  const kinds = new Set(mindsOf(manifest).map(({ cast }) => cast))
  return order.filter((kind) => kinds.has(kind))
}

const names = (minds: readonly MindCard[]): string => [...new Set(minds.map(({ name }) => name))].join(', ')

/** One sentence: what a run with this cast can say, and of whom (architecture 7). */
export const canSay = (manifest: Pick<Manifest, 'cast'>, study: Pick<AnyStudy, 'published'>): string => {
  const minds = mindsOf(manifest)
  const kinds = kindsOf(manifest)
  const of = (kind: CastKind): MindCard[] => minds.filter(({ cast }) => cast === kind)
  const published: readonly Published[] = Object.values(study.published)
  const aboutPeople = published.some(({ claim }) => claim === 'people')
  const label = kinds.map((kind) => kindWords[kind]).join(' with ')
  const fits = [...new Map(of('fitted').flatMap(({ fit }) => (fit ? [[fit.data, fit] as const] : []))).values()]
  const fitted =
    fits.map(({ data, people, arms }) => `${data} (${people} people, ${arms})`).join('; ') || 'data not named'
  if (kinds.length === 0) return 'nobody: a computation, without a cast'
  if (kinds.includes('people')) {
    const beside =
      kinds.length > 1 ? `; the parts of ${names(minds.filter(({ cast }) => cast !== 'people'))} are theirs alone` : ''
    return `${label}: says something about the people who took part, and those they were drawn from${beside}`
  }
  if (kinds.includes('language-model'))
    return aboutPeople
      ? `${label} standing in for people: says how ${names(of('language-model'))} answers, not how people do`
      : `${label}: says something about ${names(of('language-model'))}, not about other models, and nothing about people`
  if (kinds.includes('fitted'))
    return `${label}: says what follows if people go on as in ${fitted}; nothing beyond that support`
  return 'formal: planted effects, says nothing about people'
}
