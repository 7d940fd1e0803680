import type { Luck, SeatId } from 'suasion'
import type { Claim } from './state.ts'

const claimed: Readonly<Record<Claim, readonly [string, ...string[]]>> = {
  none: ['I keep listening.', 'It is early to say more.', 'Let us stay calm and look at the votes.'],
  faithful: ['I am faithful.', 'I am one of the faithful.', 'I am faithful, and I want this castle clean.'],
  traitor: ['I am a traitor.', 'I admit it: I am a traitor.'],
}
const accused = [
  (who: SeatId) => `I suspect ${who}.`,
  (who: SeatId) => `I think that ${who} is a traitor.`,
  (who: SeatId) => `My vote goes to ${who}.`,
] as const
const proposed = [
  (who: SeatId) => `${who} should not see the morning.`,
  (who: SeatId) => `Let us take ${who} tonight.`,
] as const

/** What a formal mind says: the fields, and a sentence or two drawn from the phrase bank that make the same claim and accusation. */
export const speech = (claim: Claim, accuse: SeatId | null, luck: Luck) => {
  const own = luck.of('claim').pick(claimed[claim])
  const text = accuse === null ? own : `${own} ${luck.of('accuse').pick(accused)(accuse)}`
  return { claim, accuse: accuse ?? 'nobody', text }
}

/** What a formal traitor says in a meeting. */
export const conferring = (who: SeatId, luck: Luck): string => luck.of('propose').pick(proposed)(who)

// "If I am faithful" and "you say I am a traitor" claim nothing.
const claims =
  /(?<!\b(?:if|that|think|thinks|say|says|said|whether|when|suppose)\s+)\bI(?: am|['’]m)\s+(?:(?:really|just|only|actually|truly|honestly)\s+)*(?:one of the\s+|a\s+|the\s+)?(faithful|traitors?)\b/i

const accusing = (name: string): RegExp =>
  new RegExp(
    `\\b(?:suspect|accuse|distrust|banish|vote (?:for|out|against)|vote goes to|voting for|evidence against)\\s+(?:that\\s+)?${name}\\b|\\b${name}\\s+(?:is|must be|has to be)\\s+(?:(?:clearly|surely|probably|obviously)\\s+)*(?:(?:a|the|our|one of the)\\s+)?traitors?\\b`,
    'i',
  )
const denied = /\b(?:not|never|don['’]t|do not|didn['’]t|did not|no longer)\s+$/i

/** What somebody says it is, in the first person and not denied; 'none' where it says nothing of that. */
export const claimIn = (text: string): Claim => {
  const found = claims.exec(text)?.[1]?.toLowerCase()
  return found === undefined ? 'none' : found === 'faithful' ? 'faithful' : 'traitor'
}

/** The first of these players whom a text accuses; null where it accuses none of them. */
export const accusedIn = (text: string, players: readonly SeatId[]): SeatId | null => {
  const found = players.flatMap((who) => {
    const match = accusing(who).exec(text)
    return match && !denied.test(text.slice(0, match.index)) ? [{ who, at: match.index }] : []
  })
  return found.sort((a, b) => a.at - b.at)[0]?.who ?? null
}
