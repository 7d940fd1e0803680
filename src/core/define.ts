import type { z } from 'zod'
import { suggest } from './nearest.ts'
import type { AnyProtocol, Extras, Moves, Protocol, Roles, Rules } from './protocol.ts'
import type { Words } from './words.ts'

/** Declares rules and infers their types; refuses rules that a mind could not be asked by. */
export const rules = <const N extends string, P extends z.ZodObject, S, V, M extends Moves, const R extends Roles<M>>(
  declared: Rules<N, P, S, V, M, R>,
): Rules<N, P, S, V, M, R> => {
  const { name, moves, roles, params } = declared
  for (const [role, able] of Object.entries(roles)) {
    const unknown = able.filter((move) => !(move in moves))
    if (unknown.length)
      throw new Error(`${name}: role ${role} makes ${unknown}, and the moves are ${Object.keys(moves)}`)
  }
  for (const [move, schema] of Object.entries(moves))
    if ('move' in schema.shape)
      throw new Error(`${name}: ${move} has a field called move, which is the move's own name`)
  const started = params.safeParse({})
  if (!started.success) {
    const without = started.error.issues.map((issue) => issue.path.join('.')).join(', ')
    throw new Error(`${name}: every parameter needs a default, and ${without} has none`)
  }
  return Object.freeze(declared)
}

/** Joins rules and words (and what else the protocol offers) into what an episode is played by. */
export const protocol = <N extends string, P extends z.ZodObject, S, V, M extends Moves, R extends Roles<M>>(
  declared: Rules<N, P, S, V, M, R>,
  words: Words<V, M>,
  extras: Extras<S, V, M> = {},
): Protocol<N, P, S, V, M, R> => {
  const tidy = (wording: Words<V, M>): Words<V, M> => ({ ...wording, about: wording.about.replace(/\s+/g, ' ').trim() })
  if (extras.expressive && !extras.parse)
    throw new Error(`${declared.name} has expressive fields, and no parse to read them from what models and people say`)
  const wordings = Object.entries(extras.wordings ?? {}).map(([name, wording]) => [name, tidy(wording)])
  return Object.freeze({ ...declared, ...extras, words: tidy(words), wordings: Object.fromEntries(wordings) })
}

export type ViewOf<T> = T extends Rules<string, infer _P, infer _S, infer V, infer _M, infer _R> ? V : never
export type StateOf<T> = T extends Rules<string, infer _P, infer S, infer _V, infer _M, infer _R> ? S : never
export type MovesOf<T> = T extends Rules<string, infer _P, infer _S, infer _V, infer M, infer _R> ? M : never
export type RolesOf<T> = T extends Rules<string, infer _P, infer _S, infer _V, infer _M, infer R> ? R : never
export type ParamsOf<T> = T extends Rules<string, infer P, infer _S, infer _V, infer _M, infer _R> ? z.input<P> : never
export type NameOf<T> = T extends { readonly name: infer N extends string } ? N : never

/** The parameters with their defaults; throws naming the protocol, the parameter and what would be right. */
export const settings = (protocol: AnyProtocol, params: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const known = Object.keys(protocol.params.shape)
  const unknown = Object.keys(params).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new Error(`${protocol.name} has no parameter called ${unknown}${suggest(unknown, known)}`)
  const parsed = protocol.params.safeParse(params)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${protocol.name}: parameter ${issue.path.join('.')} is wrong: ${issue.message}`)
}
