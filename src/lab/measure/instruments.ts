import { z } from 'zod'
import * as catalogue from '../../catalogue.ts'
import type { AnyProtocol, Instrument, InstrumentEntry } from '../../core/index.ts'
import { kebab, readSettings, splitList } from '../cast.ts'
import { importFile, loadProtocol, protocolNames } from '../load.ts'
import { Misuse, unknownName } from '../misuse.ts'
import { loadParser } from '../parsers.ts'
import type { Run } from '../record.ts'

const plain = (name: string): string => kebab(name).replace(/\s+/g, '-')

/** What can be set of an instrument, as its help says it. */
const optionsOf = ({ options }: InstrumentEntry): string =>
  Object.entries(options.shape)
    .map(([name, schema]) => `${name} (${(schema as z.ZodType).description ?? 'an option'})`)
    .join('; ') || 'nothing'

const made = async (
  name: string,
  entry: InstrumentEntry,
  given: object,
  protocol: AnyProtocol,
): Promise<Instrument> => {
  const options = entry.options.safeParse(given)
  if (!options.success)
    throw new Misuse(`${name}: ${z.prettifyError(options.error)}\nWhat can be set of ${name}: ${optionsOf(entry)}`)
  try {
    return await entry.make(options.data as never, protocol, async (parser) => (await loadParser(parser)).parser)
  } catch (error) {
    throw new Misuse(`${name}: ${(error as Error).message}`)
  }
}

const isInstrument = (value: unknown): value is Instrument =>
  typeof (value as Instrument | null)?.read === 'function' && typeof (value as Instrument).columns === 'object'

const fromFile = async (path: string): Promise<Instrument> => {
  const own = (await importFile(path)).default
  const instrument: unknown = typeof own === 'function' ? own() : own
  if (!isInstrument(instrument))
    throw new Misuse(`${path} has no instrument as its default export: an object with name, columns and read`)
  return instrument
}

/**
 * An instrument by its name on the command line, with options as in `stance(of=listener)`: one that the run's study
 * reads, one of its protocol, one of the catalogue, or the default export of a user's file.
 */
export const readInstrument = async (text: string, run: Run, protocol: AnyProtocol): Promise<Instrument> => {
  if (/\.[cm]?[jt]s$/.test(text)) return fromFile(text)
  const [, name = text, inside] = /^([a-z][\w -]*?)(?:\((.*)\))?$/is.exec(text.trim()) ?? []
  const given = inside?.trim() ? readSettings(splitList(inside), `the options of ${name}`) : null
  const own: readonly Instrument[] = run.study.instruments
  const read = own.find((each) => plain(each.name) === plain(name))
  if (read && !given) return read
  const { instruments = {} } = protocolNames.includes(protocol.name) ? await loadProtocol(protocol.name) : {}
  const ofProtocol = Object.keys(instruments).find((key) => plain(key) === plain(name))
  if (ofProtocol) {
    try {
      return instruments[ofProtocol]!((given ?? undefined) as never)
    } catch (error) {
      throw new Misuse(`${name}: ${(error as Error).message}`)
    }
  }
  const entries = catalogue.instrumentEntries as Readonly<Record<string, () => Promise<{ default: InstrumentEntry }>>>
  const key = plain(name)
  if (key in entries) return made(key, (await entries[key]!()).default, given ?? {}, protocol)
  if (key in catalogue.instruments)
    throw new Misuse(
      `${key} needs functions that know the rules of ${protocol.name}, which no command line can hold. Write a file that ends with: export default ${key.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())}({ ... }), and name that file`,
    )
  const known = [
    ...own.map((each) => plain(each.name)),
    ...Object.keys(instruments).map(plain),
    ...Object.keys(entries),
  ]
  throw unknownName('instrument', name, [...new Set(known)])
}
