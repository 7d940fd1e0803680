import { readFileSync } from 'node:fs'
import { type AnyMind, canonical, type Json, type MindEntry, type Seen } from 'suasion'
import { z } from 'zod'

const set = z.object({
  role: z.string(),
  after: z.tuple([z.int().min(0), z.int().min(0)]).nullable(),
  view: z.json(),
  acts: z.array(z.looseObject({ move: z.string() })).min(1),
  chances: z.array(z.number().min(0)),
})
const strategy = z.object({
  format: z.literal('suasion strategy 1'),
  protocol: z.string(),
  version: z.int(),
  params: z.record(z.string(), z.json()),
  information: z.enum(['view', 'chain']),
  source: z.string(),
  seats: z.record(z.string(), z.array(set)),
})

/** A strategy as plain data: what `storeStrategy` of the solvers makes, and `suasion solve --out` writes. */
export interface SolvedStrategy {
  readonly format: string
  readonly protocol: string
  readonly version: number
  readonly params: Readonly<Record<string, Json>>
  readonly information: 'view' | 'chain'
  readonly source: string
  readonly seats: Readonly<Record<string, readonly SolvedSet[]>>
}
interface SolvedSet {
  readonly role: string
  readonly after: readonly [set: number, act: number] | null
  readonly view: Json
  readonly acts: readonly (Readonly<Record<string, Json>> & { readonly move: string })[]
  readonly chances: readonly number[]
}

/** Its last decision, where its chain of views and acts is what it knows: the set and act, by their numbers. */
type Kept = readonly [set: number, act: number] | null

/**
 * Plays a strategy that a solver found, in any seat it was found for. Each decision is looked up by what the seat knows;
 * a state that the solved game does not have throws, naming it.
 */
export const solved = (strategy: SolvedStrategy, { name = 'solved' }: { readonly name?: string } = {}): AnyMind => {
  const { protocol, information, source, seats, params } = strategy
  const keyOf = (role: string, view: unknown, after: Kept): string =>
    `${information === 'view' ? '' : after} ${role} ${canonical(view)}`
  const tables = new Map(
    Object.entries(seats).map(([seat, sets]) => [
      seat,
      new Map(sets.map(({ role, view, after }, i) => [keyOf(role, view, after), i])),
    ]),
  )
  // biome-ignore lint/suspicious/noExplicitAny: what is seen at some protocol, no matter which
  const find = ({ seat, role, view }: Seen<any, any>, kept: Kept): number => {
    const found = tables.get(seat)?.get(keyOf(role, view, kept))
    if (found !== undefined) return found
    const last = kept && seats[seat]?.[kept[0]]?.acts[kept[1]]
    const before = last ? ` after ${JSON.stringify(last)}` : ''
    throw new Error(
      `${name} has nothing to do for ${seat} (${role}) of ${protocol}${before} at ${canonical(view)}: the game it was solved for, with ${JSON.stringify(params)}, has no such state`,
    )
  }
  return {
    name,
    plays: protocol,
    cast: 'formal',
    source,
    open: (): Kept => null,
    decide: (seen, kept: Kept) => {
      if (seen.question) throw new Error(`${name} has no answer to "${seen.question.id}"; it answers no probe at all`)
      const index = find(seen, kept)
      const { acts, chances } = seats[seen.seat]![index]!
      return { act: seen.luck.of('solved', index).weighted(acts, chances) as never }
    },
    keep: (kept: Kept, seen, { act }): Kept => {
      if (information === 'view') return null
      const index = find(seen, kept)
      const did = canonical(act)
      const at = seats[seen.seat]![index]!.acts.findIndex((each) => canonical(each) === did)
      if (at >= 0) return [index, at]
      throw new Error(`${name} did ${did} as ${seen.seat} of ${protocol}, which is none of the acts it was solved with`)
    },
  }
}

/** Reads a strategy file; throws, naming the file and what is wrong in it. */
export const readSolved = (path: string): SolvedStrategy => {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`the strategy ${path} cannot be read: ${(error as Error).message}`)
  }
  const read = strategy.safeParse(json)
  if (!read.success)
    throw new Error(`${path} is no strategy as suasion solve --out writes it: ${z.prettifyError(read.error)}`)
  for (const [seat, sets] of Object.entries(read.data.seats))
    for (const { acts, chances, view } of sets)
      if (acts.length !== chances.length)
        throw new Error(`${path}: ${seat} has ${acts.length} acts and ${chances.length} chances at ${canonical(view)}`)
  return read.data as SolvedStrategy
}

/** A solved strategy on the command line. */
const entry: MindEntry = {
  name: 'solved',
  about: 'the strategy of a file that suasion solve --out wrote',
  example: 'solved:strategy.json',
  matches: (text) => text.startsWith('solved:'),
  make: (text, { protocol }) => {
    const path = text.slice('solved:'.length)
    const read = readSolved(path)
    if (read.protocol !== protocol.name)
      throw new Error(`${path} is a strategy for ${read.protocol}, and cannot play ${protocol.name}`)
    if (read.version !== protocol.version)
      throw new Error(
        `${path} was solved for version ${read.version} of ${read.protocol}, and this is ${protocol.version}`,
      )
    return solved(read, { name: text })
  },
}
export default entry
