import type { z } from 'zod'
import type { MovesOf, NameOf, RolesOf, ViewOf } from './define.ts'
import type { Json } from './json.ts'
import type { CastKind, Fit, Mind, Policy, Reply, Seen } from './mind.ts'
import type { Act, AnyProtocol } from './protocol.ts'
import { answerAct } from './question.ts'

type Rule<T, K, Out> = (seen: Seen<ViewOf<T>, MovesOf<T>>, kept: K) => Out

/** What a formal mind declares beside its rules. */
export interface PolicyOptions<T extends AnyProtocol, K extends Json> {
  /** The paper and equation it comes from, or the word 'chosen'. */
  readonly source: string
  readonly cast?: CastKind
  readonly fit?: Fit
  /** The fields of others' acts that can change what it does; [] for none. */
  readonly hears?: readonly string[]
  /** Which move to make where more than one is open. */
  readonly choose?: Rule<T, K, keyof MovesOf<T> & string>
  /** Its answers to probes, by the question's id; '*' answers any other. */
  readonly answers?: Readonly<Record<string, Rule<T, K, Json>>>
  /** Flags for the log, such as 'out of support'. */
  readonly flags?: Rule<T, K, readonly string[]>
  readonly note?: Rule<T, K, Json>
  readonly open?: (carried: K | null, seat: { readonly id: string; readonly role: string }) => K
  readonly keep?: (kept: K, seen: Seen<ViewOf<T>, MovesOf<T>>, reply: Reply<MovesOf<T>>) => K
  readonly close?: (kept: K, payoff: number | null) => K
}

/** A formal mind: a rule for each move its roles can make. Its text counts as generated from its typed fields. */
export const policy = <T extends AnyProtocol, const R extends keyof RolesOf<T> & string, K extends Json = null>(
  protocol: T,
  roles: readonly R[],
  name: string,
  rules: Policy<T, R, K>,
  { source, cast = 'formal', open, choose, answers = {}, flags, note, ...rest }: PolicyOptions<T, K>,
): Mind<NameOf<T>, ViewOf<T>, MovesOf<T>, K> => {
  const table = rules as Readonly<Record<string, Rule<T, K, object> | undefined>>
  const answer = (seen: Seen<ViewOf<T>, MovesOf<T>>, kept: K): Act<MovesOf<T>> => {
    const { question } = seen
    const known = answers[question!.id] ?? answers['*']
    if (known) return answerAct(question!, known(seen, kept)) as unknown as Act<MovesOf<T>>
    throw new Error(
      `${name} has no answer to "${question!.id}"; it answers ${Object.keys(answers).join(', ') || 'no probe at all'}`,
    )
  }
  const move = (seen: Seen<ViewOf<T>, MovesOf<T>>, kept: K): Act<MovesOf<T>> => {
    let open = ''
    for (const each in seen.legal) {
      if (open && !choose)
        throw new Error(`${name} may ${Object.keys(seen.legal).join(' or ')} and has no "choose" to say which`)
      open = each
    }
    const chosen = choose ? choose(seen, kept) : open
    const rule = table[chosen]
    if (!rule) throw new Error(`${name} has no rule for "${chosen}"; it has ${Object.keys(table).join(', ')}`)
    return { move: chosen, ...rule(seen, kept) } as unknown as Act<MovesOf<T>>
  }
  return {
    name,
    plays: protocol.name as NameOf<T>,
    roles,
    cast,
    source,
    speaks: 'generated',
    ...rest,
    open: (seat, carried) => (open ? open(carried, seat) : (carried ?? (null as K))),
    decide: (seen, kept) => {
      const act = seen.question ? answer(seen, kept) : move(seen, kept)
      if (!flags && !note) return { act }
      return { act, ...(flags && { flags: flags(seen, kept) }), ...(note && { note: note(seen, kept) }) }
    },
  }
}

/** The fields of one move of a protocol: what a rule for it returns. */
export type FieldsOf<T, A extends keyof MovesOf<T>> = z.output<MovesOf<T>[A]>
