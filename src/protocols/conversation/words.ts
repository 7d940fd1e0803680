import type { MovesOf, SeatId, Words } from 'suasion'
import type { conversationRules, View } from './rules.ts'

/** The most seats that are named one by one. */
const NAMED = 12

const list = (seats: readonly SeatId[]): string =>
  seats.length > NAMED ? `${seats.slice(0, NAMED).join(', ')} and ${seats.length - NAMED} more` : seats.join(', ')

const nothing = ({ silent, gone, seat }: View): string => {
  const quiet = silent.filter((each) => each !== seat)
  return [
    ...(quiet.length ? [`Nothing to add at the moment: ${list(quiet)}.`] : []),
    ...(gone.length ? [`No longer here: ${list(gone)}.`] : []),
  ].join(' ')
}

export const words: Words<View, MovesOf<typeof conversationRules>> = {
  about: `A conversation in writing, on nothing but what its speakers bring up. Everybody reads everything. Whoever has
    nothing to add may stay silent, and is asked again when somebody else has written. Nobody knows how long it goes on.`,
  brief: ({ seat, others, order }) =>
    `You are ${seat}. ${others.length ? `With you: ${list(others)}.` : 'You are alone.'} ${order === 'round' ? 'You speak in turn.' : 'Whoever wants to may speak next.'}`,
  lines: ({ said }) => said.map(({ by, text }) => ({ by, text })),
  now: (view) => [view.said.length ? '' : 'Nobody has said anything yet.', nothing(view)].filter(Boolean).join(' '),
  ask: {
    say: ({ longest }) => `Say something to everybody, in at most ${longest.toLocaleString('en-US')} characters.`,
    silent: () => 'Or stay silent until somebody else has spoken.',
  },
}
