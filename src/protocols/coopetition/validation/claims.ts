import type { Estimate, Published } from 'suasion'

/** A published number with how ours is computed: pure mathematics, the same whoever plays. */
export interface Claim extends Published {
  readonly compute: () => number
  readonly estimator: string
  /** How many configurations, draws or rounds stand behind it. */
  readonly n: number
  readonly note?: string
}

/** What claims of one paper have in common: numbers that somebody ran, judged by their difference. */
export const formal = { claim: 'formal', origin: 'run', population: 'any players', scale: 'difference' } as const

/** The published side of some claims, as a study lists it. */
export const publishedOf = (claims: Readonly<Record<string, Claim>>): Record<string, Published> =>
  Object.fromEntries(
    Object.entries(claims).map(([name, { compute, estimator, n, note, ...published }]) => [name, published]),
  )

/** Our side of them. */
export const estimatesOf = (claims: Readonly<Record<string, Claim>>): Record<string, Estimate> =>
  Object.fromEntries(
    Object.entries(claims).map(([name, { compute, estimator, n, note }]) => [
      name,
      { value: compute(), n, estimator, ...(note !== undefined && { note }) },
    ]),
  )

/** A value made when it is first asked for. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
