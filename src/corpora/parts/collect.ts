import type { Problem, Told } from 'suasion'

/** A conversation that was told, with what of it is missing, or why it was left out. */
export type Made = { readonly told: Told; readonly missing: readonly string[] } | { readonly leftOut: string }

/** Why the rules did not tell a conversation: the act or the parameter that they do not allow. */
export const notAllowed = ({ at, problem }: { readonly at: number; readonly problem: string }): string =>
  `${at < 0 ? 'a parameter' : `act ${at + 1}`} is not allowed by the rules: ${problem}`

/** Gathers conversations and problems: a record is left out where its id was there before. */
export const collect = () => {
  const told: Told[] = []
  const problems: Problem[] = []
  const met = new Set<string>()
  return {
    told,
    problems,
    /** Takes a record of this id, unless there was one; `make` tells it. */
    take: (record: string, make: () => Made): void => {
      if (met.has(record)) {
        problems.push({ record, what: 'an id that was there before', kept: false })
        return
      }
      met.add(record)
      const made = make()
      if ('leftOut' in made) problems.push({ record, what: made.leftOut, kept: false })
      else {
        told.push(made.told)
        for (const what of new Set(made.missing)) problems.push({ record, what, kept: true })
      }
    },
  }
}

/** Throws where a text was read in another encoding than its own: zero bytes, or marks in place of lost characters. */
export const checkEncoding = (text: string, file: string): void => {
  if (/[\0\uFFFD]/.test(text))
    throw new Error(
      `${file} is not UTF-8 text: it holds characters that were lost to another encoding; save it as UTF-8`,
    )
}
