import * as catalogue from '../catalogue.ts'
import type { AnyMind, AnyProtocol, AnyStudy, MindContext, MindEntry, RehearsedCall } from '../core/index.ts'
import { cells, nearest } from '../core/index.ts'
import { importFile, loadProtocol, mindsOf, protocolNames } from './load.ts'
import { Misuse } from './misuse.ts'

const entries = (): Promise<MindEntry[]> =>
  Promise.all(
    Object.values(catalogue.minds as Record<string, () => Promise<{ default?: MindEntry }>>).map(
      async (load) => (await load()).default,
    ),
  ).then((found) => found.filter((entry) => entry !== undefined))

/** The minds that can take part in any protocol, as the command line names them. */
export const anyMinds = entries

/** Splits at commas that stand outside parentheses, brackets and braces. */
export const splitList = (text: string): string[] => {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if ('([{'.includes(character)) depth++
    if (')]}'.includes(character)) depth--
    if (character === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map((part) => part.trim())
}

/** `name=value` pairs as data: values that are JSON are read as JSON, others as text. */
export const readSettings = (pairs: readonly string[], option: string): Record<string, never> =>
  Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw new Misuse(`${option} takes name=value, not "${pair}"`)
      const text = pair.slice(at + 1).trim()
      try {
        return [pair.slice(0, at).trim(), JSON.parse(text) as never]
      } catch {
        return [pair.slice(0, at).trim(), text as never]
      }
    }),
  )

/** A rehearsal of a run: minds that would call a model tell of it, and send nothing. */
export interface Rehearsal {
  tell(call: RehearsedCall): void
  /** The minds that send nothing, filled as they are read. */
  readonly minds: Set<AnyMind>
}

/**
 * A mind by its name on the command line: one made for the protocol, with options as in `planner(depth=2)`, one of a file
 * (a module, or a mind file that `suasion fit` wrote), or one for any protocol.
 */
export const readMind = async (text: string, context: MindContext, rehearsal?: Rehearsal): Promise<AnyMind> => {
  const own = await mindsOf(context.protocol)
  const call = /^([a-z][\w-]*)(?:\((.*)\))?$/i.exec(text)
  const name = call?.[1] ?? ''
  const key = Object.keys(own).find((each) => each === name || kebab(each) === name)
  if (key) {
    const options = call?.[2] ? readSettings(splitList(call[2]), `the options of ${name}`) : undefined
    try {
      const mind = own[key]!(options as never)
      return options ? { ...mind, name: text } : mind
    } catch (error) {
      throw new Misuse(`${text}: ${(error as Error).message}`)
    }
  }
  if (/\.[cm]?[jt]s$/.test(text)) return fromFile(text)
  if (/\.mind\.json$/.test(text)) return (await import('./mind-file.ts')).mindOfFile(text, context.protocol)
  const others = await entries()
  const entry = others.find((each) => each.matches(text))
  if (entry && rehearsal && entry.rehearse) {
    const mind = await entry.rehearse(text, context, rehearsal.tell)
    rehearsal.minds.add(mind)
    return mind
  }
  if (entry) return entry.make(text, context)
  const known = [...Object.keys(own).map(kebab), ...others.map((each) => each.name)]
  const near = nearest(text, known)
  throw new Misuse(
    `there is no mind called ${text}${near ? `; did you mean ${near}?` : '.'} For ${context.protocol.name} there are ${known.join(', ')}; for a language model write ${others.find((each) => each.name === 'llm')?.example ?? 'its address'}`,
  )
}

const fromFile = async (path: string): Promise<AnyMind> => {
  const made = (await importFile(path)).default
  const mind = (typeof made === 'function' ? made() : made) as AnyMind | undefined
  if (!mind?.decide || !mind.open)
    throw new Misuse(`${path} has no mind as its default export; suasion new mind NAME writes one that works`)
  return mind
}

/** A factory's name as the command line writes it. */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** The protocol a study is played by, found by staging its first cell. */
export const protocolOf = (study: AnyStudy): AnyProtocol =>
  study.scene(cells(study.design.factors)[0]!, study.cast, (study.items?.rows[0] ?? null) as never).protocol

/** The protocol that a part is cast for: the scene's, or of a judge the one that it judges by. */
const protocolFor = async (study: AnyStudy, part: string): Promise<AnyProtocol> => {
  const protocol = protocolOf(study)
  const { plays } = study.cast[part]!
  // A judge of a user's own protocol can only be a mind for any protocol, and those ask nothing of it here.
  return plays !== protocol.name && protocolNames.includes(plays) ? (await loadProtocol(plays)).protocol : protocol
}

/** Reads `--cast part=mind` and `--cast part=a,b,c`. */
export const readCast = async (
  study: AnyStudy,
  texts: readonly string[],
  context: Omit<MindContext, 'protocol' | 'part'>,
  rehearsal?: Rehearsal,
): Promise<{ cast: Record<string, AnyMind[]>; castNames: Record<string, string[]> }> => {
  const parts = Object.keys(study.cast)
  const cast: Record<string, AnyMind[]> = {}
  const castNames: Record<string, string[]> = {}
  for (const text of texts) {
    const at = text.indexOf('=')
    const part = text.slice(0, at)
    if (at < 1 || at === text.length - 1)
      throw new Misuse(`--cast takes part=mind, not "${text}"; the parts of ${study.name} are ${parts.join(', ')}`)
    if (!parts.includes(part)) {
      const near = nearest(part, parts)
      throw new Misuse(
        `${study.name} has no part called ${part}${near ? `; did you mean ${near}?` : '.'} Its parts are ${parts.join(', ')}`,
      )
    }
    castNames[part] = splitList(text.slice(at + 1))
    const protocol = await protocolFor(study, part)
    cast[part] = await Promise.all(
      castNames[part].map((name) => readMind(name, { ...context, protocol, part }, rehearsal)),
    )
  }
  return { cast, castNames }
}
