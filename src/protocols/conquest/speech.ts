import { MISSIONS, type Mission } from './board.ts'
import type { Claim } from './state.ts'

const REGION = '(NW|NE|SE|SW|north-?\\s?west|north-?\\s?east|south-?\\s?east|south-?\\s?west)'
// Only what somebody says of the own mission counts: 'my mission is', 'I need', not 'you need' or 'if I need'.
const own = new RegExp(
  `(?<!\\b(?:if|that|think|say|whether|not)\\s+)\\b(?:my mission(?: is|['’]s)?|I(?: need|['’]m after| am after| must hold| have to hold| want))\\b(?!\\s+not)[^.?!]{0,40}?\\b${REGION}\\b[^.?!]{0,12}?\\b${REGION}\\b`,
  'i',
)
const short = (region: string): string => {
  const words = region.toLowerCase()
  return words.length === 2
    ? words.toUpperCase()
    : `${words.includes('north') ? 'N' : 'S'}${words.includes('west') ? 'W' : 'E'}`
}

/** The mission that somebody says is the own, in the first person and not denied; 'none' where they name none. */
export const missionIn = (text: string): Claim => {
  const [, one, two] = own.exec(text) ?? []
  if (!one || !two) return 'none'
  const named = [short(one), short(two)]
  const missions = Object.entries(MISSIONS) as [Mission, readonly string[]][]
  return missions.find(([, regions]) => regions.every((region) => named.includes(region)))?.[0] ?? 'none'
}

/** A sentence that makes a claim, for formal minds. */
export const claiming = (claim: Claim): string =>
  claim === 'none' ? 'I would rather not say what I am after.' : `My mission is ${MISSIONS[claim].join(' and ')}.`
