import * as catalogue from '../catalogue.ts'
import { anyMinds, kebab } from './cast.ts'
import { corpusNames, loadCorpus } from './corpora.ts'
import { loadProtocol, loadStudy, protocolNames, studyNames } from './load.ts'

export interface Listed {
  readonly name: string
  readonly about: string
}

const firstSentence = (text: string): string => `${text.split(/\.\s/)[0]!.replace(/\.$/, '')}.`

/** Everything the catalogue holds, by kind, each with a line about it. */
export const inventory = async (): Promise<Readonly<Record<string, readonly Listed[]>>> => {
  const studies = await Promise.all(
    studyNames.map(async (name) => {
      const { study } = await loadStudy(name)
      return { name, about: `${study.title} (${study.cite})` }
    }),
  )
  const entries = await Promise.all(protocolNames.map(async (name) => ({ name, entry: await loadProtocol(name) })))
  const protocols = entries.map(({ name, entry }) => ({ name, about: firstSentence(entry.protocol.words.about) }))
  const own = entries.flatMap(({ name, entry }) =>
    Object.entries(entry.minds).map(([key, make]) => {
      const mind = make()
      const roles = mind.roles ? ` as ${mind.roles.join(' or ')}` : ''
      return { name: kebab(key), about: `plays ${name}${roles}; ${mind.source}` }
    }),
  )
  const any = (await anyMinds()).map(({ name, about, example }) => ({
    name,
    about: `any protocol: ${about} (${example})`,
  }))
  const corpora = await Promise.all(
    corpusNames.map(async (name) => ({ name, about: (await loadCorpus(name)).corpus.about })),
  )
  return {
    studies,
    protocols,
    minds: [...any, ...own],
    instruments: named(catalogue.instruments),
    designs: named(catalogue.designs),
    corpora,
  }
}

const named = (sentences: Readonly<Record<string, string>>): Listed[] =>
  Object.entries(sentences).map(([name, about]) => ({ name, about }))
