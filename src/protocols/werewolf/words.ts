import type { Line, MovesOf, SeatId, Words } from 'suasion'
import type { werewolfRules } from './rules.ts'
import type { Happening, Role, Secret, Settings, View, Vote } from './state.ts'

const list = (seats: readonly SeatId[]): string => seats.join(', ') || 'nobody'
const cast = (votes: readonly Vote[]): string => votes.map(([by, who]) => `${by} for ${who}`).join(', ') || 'none'
const shown = (role: Role | null): string => (role === null ? '' : `, and was ${role}`)
const many = (n: number, one: string, more: string): string => (n === 1 ? `one ${one}` : `${n} ${more}`)

const happened = (each: Happening): Line => {
  if (each.what === 'said') return { by: each.by, text: each.text }
  return { by: null, text: `(${news(each)})` }
}

const news = (each: Exclude<Happening, { what: 'said' }>): string => {
  switch (each.what) {
    case 'dusk':
      return `Night ${each.round} falls.`
    case 'dawn':
      return each.victim === null ? 'The night took nobody.' : `${each.victim} died in the night${shown(each.role)}.`
    case 'banished': {
      const votes = each.votes === null ? 'The votes are secret.' : `Votes: ${cast(each.votes)}.`
      return `${votes} ${each.who === null ? 'Nobody is banished.' : `${each.who} is banished${shown(each.role)}.`}`
    }
    case 'left':
      return `${each.who} leaves the game${shown(each.role)}.`
    case 'ended': {
      const roles = Object.entries(each.roles).map(([seat, role]) => `${seat} ${role}`)
      return `${roles.join(', ')}. ${each.winner === null ? 'Nobody wins.' : `The ${each.winner === 'village' ? 'village wins' : 'werewolves win'}.`}`
    }
  }
}

const secret = (each: Secret, { seat, werewolves, role }: View): Line => {
  if (each.what === 'said') return { by: each.by, to: werewolves, text: each.text }
  const text = {
    aimed: () =>
      each.what === 'aimed' ? `The werewolves' votes: ${cast(each.votes)}. They go for ${each.at ?? 'nobody'}.` : '',
    saved: () => (each.what === 'saved' ? `You protect ${each.who}.` : ''),
    checked: () =>
      each.what === 'checked' ? `You see that ${each.who} is ${each.werewolf ? 'a' : 'no'} werewolf.` : '',
    dreamt: () => (each.what === 'dreamt' ? `In private you suspect ${each.who}.` : ''),
    predicted: () =>
      each.what === 'predicted'
        ? `In private you take for ${role === 'werewolf' ? 'seer or doctor' : 'werewolves'}: ${list(each.hostile)}.`
        : '',
    voted: () => (each.what === 'voted' ? `You voted for ${each.who}.` : ''),
  }[each.what]()
  return { by: null, to: [seat], text: `(${text})` }
}

/** What everybody and what only this seat was told, in the order it happened. */
const lines = (view: View): Line[] => {
  const told: Line[] = []
  let next = 0
  for (let i = 0; i <= view.history.length; i++) {
    for (; view.secrets[next] && view.secrets[next]!.after <= i; next++) told.push(secret(view.secrets[next]!, view))
    if (i < view.history.length) told.push(happened(view.history[i]!))
  }
  return told
}

const rulesOf = ({ werewolves, seer, doctor, villagers, reveal, tie, win }: Settings): string =>
  [
    `There are ${many(werewolves, 'werewolf', 'werewolves')}, ${seer ? 'a seer, ' : ''}${doctor ? 'a doctor, ' : ''}and ${many(villagers, 'villager', 'villagers')}.`,
    seer ? 'Each night the seer sees whether one player is a werewolf.' : '',
    doctor ? 'Each night the doctor protects one player from being killed.' : '',
    reveal ? 'Death shows the role.' : 'Death does not show the role.',
    `A tied vote ${tie === 'lot' ? 'is settled by lot' : 'banishes nobody'}.`,
    `The werewolves win when ${win === 'parity' ? 'they are at least as many as the others' : 'all others are dead'}; the village wins when no werewolf is left.`,
  ]
    .filter(Boolean)
    .join(' ')

const task: Readonly<Record<Role, string>> = {
  werewolf: 'You are a werewolf',
  seer: 'You are the seer, and on the side of the village',
  doctor: 'You are the doctor, and on the side of the village',
  villager: 'You are a villager',
}

export const words: Words<View, MovesOf<typeof werewolfRules>> = {
  about: `Among the people of a village hide werewolves, who know one another. Every night they kill one of the others;
    every day all talk, and vote to banish one player. What players say need not be true.`,
  brief: ({ seat, role, werewolves, settings }) => {
    const pack = role === 'werewolf' ? `. Your fellows: ${list(werewolves.filter((each) => each !== seat))}` : ''
    return `You are ${seat}. ${task[role]}${pack}. ${rulesOf(settings)}`
  },
  lines,
  now: ({ stage, round, living }) => {
    if (stage === 'over') return 'The game is over.'
    const at = { den: 'Night', night: 'Night', talk: 'Day', predict: 'Day', vote: 'Day' }[stage]
    return `${at} ${round}. Still in the game: ${list(living)}.`
  },
  ask: {
    say: ({ stage }) =>
      stage === 'den'
        ? 'Say something to the other werewolves in your den; as target name whom you would kill.'
        : 'Say something to the whole village. State what you say you are, if you do, and whom you accuse or defend.',
    silent: ({ stage, role }) => (stage === 'den' && role !== 'werewolf' ? 'You sleep.' : 'Or stay silent.'),
    kill: () => 'Vote for whom the werewolves kill.',
    check: () => 'Whose nature do you want to see?',
    save: () => 'Whom do you protect?',
    dream: () => 'In private: whom do you suspect most?',
    predict: ({ role, settings }) =>
      role === 'werewolf'
        ? 'In private: who do you think the seer and the doctor are, as far as there are any?'
        : `In private: who do you think the ${settings.werewolves === 1 ? 'werewolf is' : `${settings.werewolves} werewolves are`}?`,
    vote: ({ settings }) => `Vote for the player to be banished${settings.abstain ? ', or for nobody' : ''}.`,
  },
}
