import { type Instrument, openingOf, type Row } from 'suasion'

/** Something a speaker can say of itself, and say the contrary of: regular expressions on lower case. */
export interface ProfileFact {
  readonly name: string
  readonly yes: string
  readonly no: string
}

export interface InconsistencyOptions {
  /** What is looked for; `PROFILE` unless said. */
  readonly facts?: readonly ProfileFact[]
  /** The role or seat whose talk it is; without it, a row for everyone who said something. */
  readonly of?: string
  /** The field of words; 'text' unless said. */
  readonly text?: string
}

export interface InconsistencyRow extends Row {
  readonly seat: string
  readonly stated: number
  readonly contradictions: number
  readonly contradicted: string
}

const not = "(do not|don't|did not|didn't|have not|haven't|never|will not|won't|cannot|can't|am not|not)"

/** Facts of a persuasion talk that Shi et al. 2020 keep in a speaker's profile, as far as open patterns can tell them. */
export const PROFILE: readonly ProfileFact[] = [
  {
    name: 'has children',
    yes: "\\bi (have|'ve got|raise) (a |an |one |two |three |four |\\d )?(\\w+ )?(kid|child|son|daughter)|\\bmy (own )?(kids|children|sons?|daughters?)\\b",
    no: `\\bi ${not}( ever)? (have|had|got)( any)? (kids|children)|\\bi have no (kids|children)`,
  },
  {
    name: 'knows the charity',
    yes: "\\bi (have|had|'ve) heard (of|about)|\\bi (know|am familiar)",
    no: `\\bi ${not}( really| ever)? (hear|heard|know|familiar)|\\bi am unfamiliar`,
  },
  {
    name: 'gives to charities',
    yes: '\\bi (often|always|usually|sometimes|regularly|already) (give|donate)|\\bi have (given|donated)',
    no: `\\bi ${not}( usually| often| really)? (give|given|donate|donated)( to)?( any)?( charit|\\.|$)`,
  },
  {
    name: 'will donate now',
    yes: "\\bi (will|'ll|would like to|would be happy to|am going to|am willing to|want to) (also )?(donate|give|contribute)",
    no: `\\bi (would rather ${not}|${not} (want|going|willing|able) to|will not|won't|cannot|can't) (donate|give|contribute)|\\bi would rather not (donate|give)|\\bi cannot (donate|give)`,
  },
]

const sentences = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/(?<=[.!?])\s+|\n+/)

/**
 * How often somebody contradicts what it said of itself: for each fact of a profile, the first plain statement stands,
 * and each later change of it counts as one contradiction. A question states nothing. What the patterns miss they
 * miss, so this is a lower bound; a change of mind counts too, since words alone do not tell the two apart. Source of
 * the idea: the profile filter of Shi et al. 2020; the patterns are our own.
 */
export const inconsistency = (options: InconsistencyOptions = {}): Instrument<InconsistencyRow> => {
  const { facts = PROFILE, of, text = 'text' } = options
  const patterns = facts.map(({ name, yes, no }) => {
    try {
      return { name, yes: new RegExp(yes, 'u'), no: new RegExp(no, 'u') }
    } catch (error) {
      throw new Error(
        `inconsistency: the fact "${name}" has a pattern that cannot be read: ${(error as Error).message}`,
      )
    }
  })
  return {
    name: 'inconsistency',
    columns: {
      seat: 'who spoke',
      stated: 'how many facts it stated of itself',
      contradictions: 'how often it said the contrary of what it had last said of one',
      contradicted: 'which facts, joined by commas',
    },
    read: (episode) => {
      const { seats } = openingOf(episode)
      return Object.keys(seats).flatMap((seat): InconsistencyRow[] => {
        if (of !== undefined && seat !== of && seats[seat]!.role !== of) return []
        const said = episode.flatMap((event) => {
          const words = event.kind === 'act' && event.seat === seat ? event.act[text] : undefined
          return typeof words === 'string' ? sentences(words) : []
        })
        if (of === undefined && said.length === 0) return []
        const stands = new Map<string, boolean>()
        const broken: string[] = []
        for (const sentence of said) {
          if (sentence.endsWith('?')) continue
          for (const { name, yes, no } of patterns) {
            const says = no.test(sentence) ? false : yes.test(sentence) ? true : null
            if (says === null) continue
            const before = stands.get(name)
            if (before !== undefined && before !== says) broken.push(name)
            stands.set(name, says)
          }
        }
        const contradicted = [...new Set(broken)].join(', ')
        return [{ seat, stated: stands.size, contradictions: broken.length, contradicted }]
      })
    },
  }
}
