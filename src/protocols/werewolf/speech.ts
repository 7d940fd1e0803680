import type { Luck, SeatId } from 'suasion'
import type { Claim, Stance } from './state.ts'

const claimed: Readonly<Record<Claim, readonly [string, ...string[]]>> = {
  none: ['I have been thinking about this night.', 'We should not hurry.'],
  werewolf: ['I am a werewolf.', 'I admit it: I am a werewolf.'],
  seer: ['I am the seer.', 'I have to say it: I am the seer.'],
  doctor: ['I am the doctor.', 'I am the doctor, and I watch over you.'],
  villager: ['I am a villager.', 'I am just a villager.'],
}
const about: Readonly<Record<Exclude<Stance, 'vague'>, readonly ((who: SeatId) => string)[]>> = {
  accuse: [(who) => `I suspect ${who}.`, (who) => `I think that ${who} is a werewolf.`],
  defend: [(who) => `I trust ${who}.`, (who) => `I believe that ${who} is no werewolf.`],
}
const saw: Readonly<Record<Exclude<Stance, 'vague'>, (who: SeatId) => string>> = {
  accuse: (who) => `I looked at ${who} in the night: ${who} is a werewolf.`,
  defend: (who) => `I looked at ${who} in the night: ${who} is not a werewolf.`,
}
const proposed = [(who: SeatId) => `Let us kill ${who} tonight.`, (who: SeatId) => `I would take ${who}.`] as const

/** What a formal mind says in a room: the fields, and words drawn from the phrase bank that make the same claim and take the same stance. */
export const speech = (
  { room, claim, stance, target }: { room: 'village' | 'den'; claim: Claim; stance: Stance; target: SeatId | null },
  luck: Luck,
) => {
  if (room === 'den' && target !== null && stance === 'accuse')
    return { room, claim, stance, target, text: luck.of('den').pick(proposed)(target) }
  const own = luck.of('claim').pick(claimed[claim])
  if (target === null || stance === 'vague')
    return { room, claim, stance: 'vague' as const, target: 'nobody', text: own }
  const more = claim === 'seer' ? saw[stance](target) : luck.of('stance').pick(about[stance])(target)
  return { room, claim, stance, target, text: `${own} ${more}` }
}

// "If I am the seer" and "you say I am a werewolf" claim nothing.
const claims =
  /(?<!\b(?:if|that|think|thinks|say|says|said|whether|when|suppose)\s+)\bI(?: am|['’]m)\s+(?:(?:really|just|only|actually|truly|honestly)\s+)*(?:the\s+|a\s+)?(?:(?:simple|plain|real|true)\s+)?(werewolf|seer|doctor|villager)\b/i

/** What somebody says it is, in the first person and not denied; 'none' where it says nothing of that. */
export const claimIn = (text: string): Claim => (claims.exec(text)?.[1]?.toLowerCase() as Claim | undefined) ?? 'none'

const takes = (stance: 'accuse' | 'defend', name: string): RegExp =>
  stance === 'accuse'
    ? new RegExp(
        `\\b(?:suspect|accuse|distrust|banish|lynch|vote (?:for|out|against)|voting for|kill|take|go for)\\s+(?:that\\s+)?${name}\\b|\\b${name}\\s+(?:is|must be|has to be)\\s+(?:(?:clearly|surely|probably|obviously)\\s+)*(?:a|the|our|one of the)\\s+(?:werewol|wol)(?:f|ves)\\b`,
        'i',
      )
    : new RegExp(
        `\\b(?:trust|vouch for|believe in|stand by)\\s+${name}\\b|\\b${name}\\s+(?:is|must be|has to be)\\s+(?:(?:clearly|surely|probably|obviously)\\s+)*(?:no|not (?:a|the|one of the)|innocent|good|clear)\\b`,
        'i',
      )
const denied = /\b(?:not|never|don['’]t|do not|didn['’]t|did not|cannot|can['’]t)\s+$/i

/** The first stance that a text takes towards one of these players; vague towards nobody where it takes none. */
export const stanceIn = (
  text: string,
  players: readonly SeatId[],
): { readonly stance: Stance; readonly target: SeatId | null } => {
  const found = players.flatMap((target) =>
    (['accuse', 'defend'] as const).flatMap((stance) => {
      const match = takes(stance, target).exec(text)
      return match && !denied.test(text.slice(0, match.index)) ? [{ stance, target, at: match.index }] : []
    }),
  )
  const [first] = found.sort((a, b) => a.at - b.at)
  return first ? { stance: first.stance, target: first.target } : { stance: 'vague', target: null }
}
