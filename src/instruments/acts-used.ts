import { type AnyProtocol, type Instrument, instrumentEntry, type MovesOf, openingOf, type Row } from 'suasion'
import { z } from 'zod'

export interface ActsUsedOptions<T extends AnyProtocol> {
  /** Fields whose values are counted too, by move: they hold one of a list of values (enum, literal or boolean). */
  readonly fields?: { readonly [K in keyof MovesOf<T> & string]?: readonly (keyof MovesOf<T>[K]['shape'] & string)[] }
}

/** How often one seat made each move of a protocol; the counted values of fields have the same two endings. */
export type ActsUsed<M extends string> = {
  readonly seat: string
  readonly acts: number
  readonly [column: `${string}_count`]: number
  readonly [column: `${string}_share`]: number | null
} & { readonly [K in M as `${K}_count`]: number } & { readonly [K in M as `${K}_share`]: number | null }

/**
 * Counts what each seat did, a row per seat: `acts` in all, `<move>_count` and `<move>_share` (of its acts; null
 * without any) for every move of the protocol, and for each named field `<move>_<field>_<value>_count` and `_share` (of the acts of that move).
 * The log alone is read; the protocol says which columns there are. Throws on a field with no list of values, and on a log of another protocol.
 */
export const actsUsed = <T extends AnyProtocol>(
  protocol: T,
  { fields = {} }: ActsUsedOptions<T> = {},
): Instrument<ActsUsed<keyof MovesOf<T> & string>> => {
  const moves: Readonly<Record<string, z.ZodObject>> = protocol.moves
  const unknown = Object.keys(fields).find((move) => !(move in moves))
  if (unknown)
    throw new Error(`actsUsed: ${protocol.name} has no move called ${unknown}; it has ${Object.keys(moves).join(', ')}`)
  const counted = Object.entries(moves).flatMap(([move, schema]) => {
    const named = (fields as Readonly<Record<string, readonly string[] | undefined>>)[move] ?? []
    return [
      { move, field: null, value: null },
      ...named.flatMap((field) => valuesOf(move, schema, field).map((value) => ({ move, field, value }))),
    ]
  })
  const nameOf = ({ move, field, value }: (typeof counted)[number]): string =>
    field === null ? move : `${move}_${field}_${value}`
  const columns: Record<string, string> = { seat: 'the seat', acts: 'how many acts it made' }
  for (const each of counted) {
    const what = each.field === null ? each.move : `${each.move} with ${each.field} = ${each.value}`
    columns[`${nameOf(each)}_count`] = `how often it made ${what}`
    columns[`${nameOf(each)}_share`] = `that as a share of its ${each.field === null ? 'acts' : each.move}`
  }
  return {
    name: 'acts used',
    columns: columns as Instrument<ActsUsed<keyof MovesOf<T> & string>>['columns'],
    read: (episode) => {
      const opening = openingOf(episode)
      if (opening.protocol !== protocol.name)
        throw new Error(`actsUsed counts the acts of ${protocol.name}, and this log is of ${opening.protocol}`)
      return Object.keys(opening.seats).map((seat) => {
        const acts = episode.flatMap((event) => (event.kind === 'act' && event.seat === seat ? [event.act] : []))
        const row: Record<string, Row[string]> = { seat, acts: acts.length }
        for (const each of counted) {
          const ofMove = acts.filter(({ move }) => move === each.move)
          const { field } = each
          const count = field === null ? ofMove.length : ofMove.filter((act) => act[field] === each.value).length
          const all = field === null ? acts.length : ofMove.length
          row[`${nameOf(each)}_count`] = count
          row[`${nameOf(each)}_share`] = all ? count / all : null
        }
        return row as unknown as ActsUsed<keyof MovesOf<T> & string>
      })
    },
  }
}

const valuesOf = (move: string, schema: z.ZodObject, field: string): readonly (string | number | boolean)[] => {
  const inner = schema.shape[field]
  if (!inner)
    throw new Error(
      `actsUsed: ${move} has no field called ${field}; it has ${Object.keys(schema.shape).join(', ') || 'none'}`,
    )
  const { enum: listed, const: only, type } = z.toJSONSchema(inner as z.ZodType, { io: 'input' })
  if (Array.isArray(listed)) return listed as string[]
  if (only !== undefined) return [only as string]
  if (type === 'boolean') return [true, false]
  throw new Error(`actsUsed: ${move}.${field} has no list of values to count (an enum, a literal or a boolean)`)
}

/** On the command line the protocol is the run's. */
export default instrumentEntry(
  z.object({
    fields: z.record(z.string(), z.array(z.string())).default({}).describe('fields counted by value, by move'),
  }),
  ({ fields }, protocol) => actsUsed(protocol, { fields }),
)
