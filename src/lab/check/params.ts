import { type AnyProtocol, formOf, type Json, luckOf } from '../../core/index.ts'

/** A parameter without a smaller most is tried up to here. */
const LARGEST = 64

/** Some parameters; the others are at their defaults. */
export type Params = Readonly<Record<string, Json>>

/** Each parameter that is a choice, with its values. */
const listed = (protocol: AnyProtocol): [string, readonly Json[]][] =>
  Object.entries(formOf(protocol.params).properties ?? {}).flatMap(([name, { type, enum: only }]) => {
    const values = only ? (only as Json[]) : type === 'boolean' ? [true, false] : []
    return values.length > 0 ? [[name, values]] : []
  })

/** A value for each parameter that is a choice, the others at their defaults. */
export const drawParams = (protocol: AnyProtocol, seed: number): Params => {
  const luck = luckOf(`params/${seed}`)
  return Object.fromEntries(listed(protocol).map(([name, values]) => [name, luck.of(name).pick(values)]))
}

/** Each parameter at each of its choices, or at its least and its most, the others at their defaults. */
export const edges = (protocol: AnyProtocol): [string, Params][] =>
  Object.entries(formOf(protocol.params).properties ?? {}).flatMap(([name, { type, minimum, maximum, enum: only }]) => {
    const all = (only ?? (type === 'boolean' ? [true, false] : [minimum, maximum])) as (Json | undefined)[]
    return all
      .filter(
        (value): value is Json => value !== undefined && (typeof value !== 'number' || Math.abs(value) <= LARGEST),
      )
      .map((value): [string, Params] => [name, { [name]: value }])
  })

/** The parameters that the kit tries with which somebody has this role, the simplest first; none where none do. */
export const seating = (protocol: AnyProtocol, role: string): Params[] => {
  const drawn = Array.from({ length: 12 }, (_, seed) => drawParams(protocol, seed))
  const tries: Params[] = [{}, ...drawn, ...edges(protocol).map(([, params]) => params)]
  return tries.filter((params) => {
    const parsed = protocol.params.safeParse(params)
    if (!parsed.success) return false
    try {
      const roles: Readonly<Record<string, string>> = protocol.seats(parsed.data, luckOf('seats'))
      protocol.start(parsed.data, roles, luckOf('seats'))
      return Object.values(roles).includes(role)
    } catch {
      return false
    }
  })
}
