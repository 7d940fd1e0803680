import { parsers } from '../catalogue.ts'
import type { ParserEntry } from '../parsers/index.ts'
import { complete } from './load.ts'

/** The parsers of the catalogue, by name. */
export const parserNames: readonly string[] = Object.keys(parsers)

/** A parser by its name or the beginning of it, with the talk it can be tested on; throws with the nearest where there is none. */
export const loadParser = async (name: string): Promise<ParserEntry> => {
  const full = complete('parser', name, parserNames) as keyof typeof parsers
  const module: { readonly default: ParserEntry } = await parsers[full]()
  return module.default
}
