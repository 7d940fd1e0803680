import type { Line, MovesOf, SeatId, Words } from 'suasion'
import type { traitorsRules } from './rules.ts'
import type { Happening, Secret, View, Vote } from './state.ts'

const TOPICS = [
  'first impressions of each other',
  'who has been quiet, and why that might be',
  'how people voted, and what it tells',
  'who follows whom',
  'who gains from what happened last night',
  'whom you would trust with your life',
] as const
const REACTIONS = [
  'what somebody just said that does not fit',
  'an accusation that was made',
  'your own part in what happened so far',
  'somebody you agree with',
  'what the group should look at before it votes',
] as const

const list = (seats: readonly SeatId[]): string => seats.join(', ') || 'nobody'
const cast = (votes: readonly Vote[]): string => votes.map(([by, who]) => `${by} for ${who}`).join(', ') || 'none'

const night = ({ round, victim }: Extract<Happening, { what: 'dawn' }>): string =>
  round === 1
    ? 'Round 1 begins.'
    : `Round ${round}. ${victim === null ? 'Nobody was murdered in the night.' : `${victim} was murdered in the night.`}`

const happened = (each: Happening): Line => {
  switch (each.what) {
    case 'dawn':
      return { by: null, text: night(each) }
    case 'spoke':
      return { by: each.by, text: each.text }
    case 'banished': {
      const end = each.who === null ? 'Nobody is banished.' : `${each.who} is banished, and was ${each.role}.`
      return { by: null, text: `(Votes: ${cast(each.votes)}. ${end})` }
    }
    case 'left':
      return { by: null, text: `(${each.who} leaves the game, and was ${each.role}.)` }
    case 'ended': {
      const roles = Object.entries(each.roles).map(([seat, role]) => `${seat} ${role}`)
      const win = { traitor: 'The traitors win.', faithful: 'The faithful win.' }
      return { by: null, text: `(${roles.join(', ')}. ${each.winner === null ? 'Nobody wins.' : win[each.winner]})` }
    }
  }
}

const kept = (each: Secret, { seat, traitors }: View): Line => {
  if (each.what === 'conferred') return { by: each.by, to: traitors, text: `${each.text} (proposes ${each.who})` }
  const text =
    each.what === 'suspected'
      ? `(In private you suspect ${each.who}.)`
      : `(Votes of the traitors: ${cast(each.votes)}. The victim: ${each.victim ?? 'nobody'}.)`
  return { by: null, to: [seat], text }
}

/** What everybody and what only this seat was told, in the order it happened. */
const lines = (view: View): Line[] => {
  const told: Line[] = []
  let next = 0
  for (let i = 0; i <= view.history.length; i++) {
    for (; view.secrets[next] && view.secrets[next]!.after <= i; next++) told.push(kept(view.secrets[next]!, view))
    if (i < view.history.length) told.push(happened(view.history[i]!))
  }
  return told
}

export const words: Words<View, MovesOf<typeof traitorsRules>> = {
  about: `Some of the players are traitors, who know one another; the others are faithful and know nobody. Each round all
    talk, then each votes openly for one player to be banished, oneself included. Whoever first reaches the most votes
    goes, and the role is shown. In the night the traitors choose one of the faithful to murder. After each night,
    and only then, the faithful win if no traitor is left, and the traitors win if they are at least as many as
    the faithful. What players say need not be true.`,
  brief: ({ seat, role, traitors, settings }) => {
    const fellows = traitors.filter((each) => each !== seat)
    const side =
      role === 'faithful' ? 'You are faithful.' : `You are a traitor. Your fellow traitors: ${list(fellows)}.`
    return `You are ${seat}. ${side} There are ${settings.players} players, of whom ${settings.traitors} are traitors at the beginning.`
  },
  lines,
  now: ({ stage, round, step, living }) => {
    if (stage === 'over') return 'The game is over.'
    const here = `Round ${round}. Still in the game: ${list(living)}.`
    if (stage === 'discussion') return `${here} The talk is about ${TOPICS[(round - 1) % TOPICS.length]}.`
    if (stage === 'reaction') return `${here} Each reacts; this one to ${REACTIONS[(step + round) % REACTIONS.length]}.`
    if (stage === 'aftermath') return `${here} A word on what the vote has shown.`
    return `${here} ${stage === 'vote' ? 'Everybody votes.' : 'It is night.'}`
  },
  ask: {
    speak: () => 'Say something to everybody. State what you say you are, if you do, and whom you accuse, or nobody.',
    vote: ({ living }) => `Vote openly for the player to be banished: ${list(living)}.`,
    confer: () => 'The traitors meet. Propose a victim, and say something to your fellow traitors.',
    murder: () => 'Vote for the victim of this night.',
    wait: () => 'Wait for the morning.',
    suspect: () => 'In private: which player do you suspect most?',
  },
}
