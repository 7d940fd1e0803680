/** Ways in which a mock server can misbehave; each is one that real servers have shown. */
export const behaviours = [
  /** Status 429 with Retry-After: `after` seconds, or an HTTP date where `date` is true. */
  '429',
  /** Status 500. */
  '500',
  /** The right answer, `ms` milliseconds late. */
  'slow',
  /** No answer ever. */
  'hang',
  /** The connection ends in the middle of the body. */
  'cut',
  /** Prose where JSON was asked for. */
  'nonsense',
  /** JSON that stops in the middle. */
  'badjson',
  /** A refusal in place of an answer. */
  'refusal',
  /** An envelope with no choice in it. */
  'empty',
  /** JSON that breaks the schema. */
  'invalid',
  /** The body stops half-way, and the connection stays open. */
  'stall',
  /** The right answer, in eight parts that come `ms` milliseconds apart. */
  'drip',
  /** A line that is no JSON in the middle of a stream; in front of an answer that is not streamed. */
  'junk',
  /** A web page with status 200 in place of an answer. */
  'page',
  /** The connection is reset before the answer begins. */
  'reset',
  /** Nothing was said, because a filter stopped it. */
  'filter',
  /** An answer with no text in it. */
  'blank',
  /** The right answer, and then talk that goes on. */
  'babble',
  /** Status 503 that names no time to come back. */
  '503',
  /** The right answer in a code fence of Markdown. */
  'fence',
  /** The right answer, with `usage: null`. */
  'uncounted',
  /** The right answer, with the reasoning that led to it beside it. */
  'thinks',
  /** An answer of nine million letters. */
  'huge',
  /** The right answer, sent as `text/plain`. */
  'plain',
] as const

/** The name of a behaviour. */
export type BehaviourName = (typeof behaviours)[number]

/** When a behaviour shows: for the `first` so many requests, then for a share `rate` of the others (default 0). */
export interface Behaviour {
  readonly first?: number
  readonly rate?: number
  /** Milliseconds of 'slow' (default 1000), and between the parts of 'drip' (default 100). */
  readonly ms?: number
  /** Seconds of 429's Retry-After. Default 1. */
  readonly after?: number
  /** Whether 429 names an HTTP date instead, whole seconds as dates are. Default false. */
  readonly date?: boolean
}

/** Behaviours by name; a number is a rate. Several `first` follow one another in the order of `behaviours`. */
export type Behaviours = { readonly [name in BehaviourName]?: number | Behaviour }

/** What happens to one request. */
export interface Fate extends Behaviour {
  readonly name: BehaviourName
}

/**
 * Returns what happens to request number `n` (from 1) when chance drew `uniform`; null: it is answered as it should be.
 * Throws where a name is unknown, or the rates are not shares that sum to at most 1.
 */
export const fates = (given: Behaviours): ((n: number, uniform: number) => Fate | null) => {
  for (const name of Object.keys(given))
    if (!behaviours.includes(name as BehaviourName))
      throw new Error(`the mock has no behaviour ${name}; right would be one of ${behaviours.join(', ')}`)
  const all = behaviours.flatMap((name) => {
    const behaviour = given[name]
    return behaviour === undefined ? [] : { name, ...(typeof behaviour === 'number' ? { rate: behaviour } : behaviour) }
  })
  const within = (value: number, least: number, most: number) => value >= least && value <= most
  for (const { name, rate = 0, first = 0, ms = 0, after = 0 } of all) {
    if (!within(rate, 0, 1)) throw new Error(`the mock's rate of ${name} is ${rate}; right would be 0 to 1`)
    if (!Number.isSafeInteger(first) || first < 0)
      throw new Error(`the mock's first of ${name} is ${first}; right would be an integer of at least 0`)
    for (const wait of [ms, after])
      if (!within(wait, 0, 2 ** 31 - 1))
        throw new Error(`the mock's wait of ${name} is ${wait}; right would be a number of at least 0`)
  }
  const sum = all.reduce((total, { rate = 0 }) => total + rate, 0)
  if (sum > 1 + 1e-9) throw new Error(`the mock's rates sum to ${sum}; right would be at most 1`)
  return (n, uniform) => {
    let upTo = 0
    for (const fate of all) if (n <= (upTo += fate.first ?? 0)) return fate
    let share = 0
    for (const fate of all) if (uniform < (share += fate.rate ?? 0)) return fate
    return null
  }
}
