import type { Awaitable, Json } from './json.ts'
import type { AnyMind, CastKind, Reply, Seen } from './mind.ts'
import type { Moves } from './protocol.ts'

/** What a composed mind holds while it decides: each part reads it and adds to it, and the last must leave an act. */
export interface Thought {
  // biome-ignore lint/suspicious/noExplicitAny: parts serve any protocol
  readonly seen: Seen<any, any>
  readonly act: ({ readonly move: string } & Readonly<Record<string, unknown>>) | null
  readonly flags: readonly string[]
  /** What each part noted, by its name; kept in the log. */
  readonly notes: Readonly<Record<string, Json>>
}

/** A piece of a mind: memory, belief, theory of mind, plan, speech. Its memory is its own fold of the log. */
export interface Part<K extends Json = Json> {
  readonly name: string
  readonly source: string
  open?(carried: K | null): K
  think(thought: Thought, kept: K): Awaitable<Thought>
  keep?(kept: K, thought: Thought): K
  close?(kept: K, payoff: number | null): K
}

type Memories = Readonly<Record<string, Json>>

/** A mind made of parts that think in turn; it waits only when a part does. */
export const compose = (
  name: string,
  parts: readonly Part[],
  {
    plays = '*',
    roles,
    cast = 'formal',
    hears,
    speaks,
  }: Partial<Pick<AnyMind, 'plays' | 'roles' | 'cast' | 'hears' | 'speaks'>> = {},
): AnyMind => {
  const names = parts.map((part) => part.name)
  const twice = names.find((each, i) => names.indexOf(each) < i)
  if (twice) throw new Error(`${name} has two parts called ${twice}`)
  const fold = (memories: Memories | null, f: (part: Part, kept: Json) => Json): Memories =>
    Object.fromEntries(parts.map((part) => [part.name, f(part, memories?.[part.name] ?? null)]))
  const reply = ({ act, notes, flags }: Thought): Reply<Moves> => {
    if (!act) throw new Error(`${name} thought and did nothing: none of its parts (${names.join(', ')}) left an act`)
    return {
      act: act as never,
      ...(Object.keys(notes).length > 0 && { note: notes }),
      ...(flags.length > 0 && { flags }),
    }
  }
  return {
    name,
    plays,
    ...(roles && { roles }),
    cast: cast as CastKind,
    source: parts.map((part) => `${part.name}: ${part.source}`).join('; '),
    ...(hears && { hears }),
    ...(speaks && { speaks }),
    open: (_seat, carried: Memories | null) => fold(carried, (part, kept) => part.open?.(kept) ?? kept),
    decide: (seen, kept: Memories) => {
      let thought: Awaitable<Thought> = { seen, act: null, flags: [], notes: {} }
      for (const part of parts) thought = then(thought, (now) => part.think(now, kept[part.name] ?? null))
      return then(thought, reply)
    },
    keep: (kept: Memories, seen, { act, note, flags = [] }) => {
      const thought = { seen, act: act as never, flags, notes: (note ?? {}) as Readonly<Record<string, Json>> }
      return fold(kept, (part, own) => part.keep?.(own, thought) ?? own)
    },
    close: (kept: Memories, payoff) => fold(kept, (part, own) => part.close?.(own, payoff) ?? own),
  }
}

/** Goes on at once where there is nothing to wait for. */
const then = <A, B>(value: Awaitable<A>, next: (value: A) => Awaitable<B>): Awaitable<B> =>
  value instanceof Promise ? value.then(next) : next(value)
