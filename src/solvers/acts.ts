import { checkAct } from '../core/act.ts'
import { type Form, moveForm } from '../core/form.ts'
import type { Json } from '../core/json.ts'
import type { AnyProtocol, Legal, Moves } from '../core/protocol.ts'
import type { PlainAct } from './tree.ts'

/** How many points stand for a continuous (or very fine) field, by the field's name or by `move.field`. */
export type Grid = Readonly<Record<string, number>>

/** More acts than this at one ask cannot be told apart by a solver in useful time. */
const MOST = 10_000

/**
 * Every act of an ask, in the order of its moves: the product of its fields' values. Text is left empty (or as short
 * as it may be). A field with no finite list of values throws, naming protocol, move and field, unless a grid covers it.
 */
export const actsOf = (protocol: AnyProtocol, legal: Legal<Moves>, grid: Grid): readonly PlainAct[] => {
  const acts = Object.keys(legal).flatMap((move) => {
    const form = moveForm(protocol.moves as Moves, move, legal[move]!)
    const where: Where = { name: protocol.name, move, field: '', grid }
    return valuesOf(form, where) as readonly PlainAct[]
  })
  const open = acts.flatMap((act) => {
    const checked = checkAct(protocol.moves as Moves, legal, act)
    return 'act' in checked ? [checked.act as unknown as PlainAct] : []
  })
  if (open.length) return open
  const moves = Object.keys(legal).join(', ') || 'none'
  throw new Error(`${protocol.name} asks where nothing can be done (open moves: ${moves})`)
}

/** Throws where a grid names a field that no move has, or is no whole number of points. */
export const checkGrid = (protocol: AnyProtocol, grid: Grid): void => {
  const fields = Object.entries(protocol.moves as Moves).flatMap(([move, schema]) =>
    Object.keys(schema.shape).flatMap((field) => [field, `${move}.${field}`]),
  )
  for (const [name, points] of Object.entries(grid)) {
    if (!fields.includes(name)) {
      const known = [...new Set(fields.filter((field) => !field.includes('.')))].join(', ')
      throw new Error(`no move of ${protocol.name} has a field called ${name}; the fields are ${known || 'none'}`)
    }
    if (!Number.isSafeInteger(points) || points < 2 || points > MOST)
      throw new Error(`the grid of ${name} takes a whole number of points from 2 to ${MOST}, not ${points}`)
  }
}

interface Where {
  readonly name: string
  readonly move: string
  readonly field: string
  readonly grid: Grid
}

const refuse = ({ name, move, field }: Where, why: string): Error =>
  new Error(`${name} cannot be solved as it is: ${field} of ${move} ${why}`)

const valuesOf = (form: Form, where: Where): readonly Json[] => {
  const { type, enum: listed, anyOf, oneOf } = form as Form & Listed
  if ('const' in form) return [form['const'] as Json]
  if (listed) return listed
  if (anyOf ?? oneOf) return (anyOf ?? oneOf)!.flatMap((each) => valuesOf(each, where))
  if (type === 'boolean') return [false, true]
  if (type === 'null') return [null]
  if (type === 'integer' || type === 'number') return numbersOf(form as Form & Bounds, where)
  if (type === 'array') return listsOf(form as Form & Bounds, where)
  if (type === 'object') return recordsOf(form, where)
  if (type === 'string' && /(^|\.)text$/.test(where.field)) return ['-'.repeat((form as Bounds).minLength ?? 0)]
  throw refuse(where, `is ${type ?? 'of any type'}, which has no finite list of values; an enum has`)
}

interface Listed {
  readonly enum?: readonly Json[]
  readonly oneOf?: readonly Form[]
}
interface Bounds {
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly items?: Form
}

const numbersOf = (form: Form & Bounds, where: Where): readonly number[] => {
  const { type, exclusiveMinimum, exclusiveMaximum } = form
  const whole = type === 'integer'
  const low = Math.max(form.minimum ?? -Infinity, exclusiveMinimum ?? -Infinity)
  const high = Math.min(form.maximum ?? Infinity, exclusiveMaximum ?? Infinity)
  const points = where.grid[`${where.move}.${where.field}`] ?? where.grid[where.field]
  const bounded = Math.abs(low) < Number.MAX_SAFE_INTEGER && Math.abs(high) < Number.MAX_SAFE_INTEGER
  if (!bounded) throw refuse(where, `is a number from ${low} to ${high}, which no finite grid covers`)
  if (whole && points === undefined) {
    const [from, to] = [Math.ceil(low), Math.floor(high)]
    if (to - from < MOST) return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
  }
  if (points === undefined) {
    const kind = whole ? `has ${high - low + 1} values` : `is continuous, from ${low} to ${high}`
    throw refuse(where, `${kind}; say by how many points to stand for it, as in --grid ${where.field}=11`)
  }
  const spaced = Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1))
  return whole ? [...new Set(spaced.map(Math.round))] : [...new Set(spaced)]
}

const listsOf = ({ items, minItems = 0, maxItems, uniqueItems }: Form & Bounds, where: Where): readonly Json[] => {
  if (!items || maxItems === undefined)
    throw refuse(where, 'is a list of any length, which has no finite list of values')
  const values = maxItems > 0 ? valuesOf(items, where) : []
  let level: readonly (readonly Json[])[] = [[]]
  const lists: Json[] = []
  for (let length = 0; length <= maxItems; length++) {
    if (length >= minItems) lists.push(...level)
    if (level.length * values.length + lists.length > MOST)
      throw refuse(where, `has more than ${MOST} values: lists of up to ${maxItems} of ${values.length} elements`)
    if (length < maxItems)
      level = level.flatMap((list) =>
        values.flatMap((value) => (uniqueItems && list.includes(value) ? [] : [[...list, value]])),
      )
  }
  return lists
}

const recordsOf = (form: Form, where: Where): readonly Json[] => {
  let records: readonly Readonly<Record<string, Json>>[] = [{}]
  for (const [field, inner] of Object.entries(form.properties ?? {})) {
    const values = valuesOf(inner, { ...where, field: where.field ? `${where.field}.${field}` : field })
    if (records.length * values.length > MOST)
      throw refuse({ ...where, field: 'the fields' }, `make more than ${MOST} acts; a coarser --grid makes fewer`)
    records = records.flatMap((record) => values.map((value) => ({ ...record, [field]: value })))
  }
  return records
}
