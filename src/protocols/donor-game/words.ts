import type { MovesOf, Words } from 'suasion'
import type { donorGameRules } from './rules.ts'
import type { Deed, View } from './state.ts'

const name = (seat: string): string => seat.replace('player', 'Player ')
const units = (x: number): string => `${Math.round(x * 100) / 100} units`
const percent = (x: number): string => `${Math.round(x * 1000) / 10}%`

const done = {
  donate: ({ share }: Deed) => `gave ${percent(share)} of what it had to`,
  punish: ({ share }: Deed) => `spent ${percent(share)} of what it had on punishing`,
  refuse: () => 'refused to play with',
}
const told = (deed: Deed): string => {
  const promised = deed.promised === null ? '' : ` (it had promised to give ${percent(deed.promised)})`
  return `${name(deed.by)} ${done[deed.did](deed)} ${name(deed.to)}${promised}`
}

const known = ({ partner, trace }: View): string => {
  if (trace.length === 0) return `Nothing is known of what ${name(partner)} has done.`
  return `What is known: last time, ${trace.map(told).join('; before that, ')}.`
}

export const words: Words<View, MovesOf<typeof donorGameRules>> = {
  about: `Players meet in pairs, a different one every round. In each meeting one is the donor and the other the
    recipient, and the roles change from round to round. The donor decides how much of what it has to give, and the
    recipient gets more than is given. Everybody wants to have as much as possible at the end.`,
  brief: ({ seat, told: { players, endowment, multiplier, punishment, refusal, talk, generation, plan } }) => {
    const rules = [
      `You are ${name(seat)}, one of ${players} players of generation ${generation}. Everyone starts with ${units(endowment)}.`,
      `A recipient gets ${multiplier} times what the donor gives up.`,
      punishment ? 'A donor may instead spend units on punishing: the recipient loses twice what is spent.' : '',
      refusal ? 'A donor may instead refuse to play: then nothing moves.' : '',
      plan
        ? 'Before the first round everyone writes down a strategy; no other player of this generation reads it.'
        : '',
      talk ? 'Before a donation the recipient may promise what it will give as a donor; a promise binds nobody.' : '',
    ]
    return rules.filter(Boolean).join(' ')
  },
  lines: ({ seat, plan }) => (plan === null ? [] : [{ by: seat, to: [seat], text: plan }]),
  now: (view) => {
    const { game, round, stage, part, own, partner, theirs, plea } = view
    if (stage === 'plan') return `The first round has not begun. You have ${units(own)}, and so has everyone else.`
    if (stage === 'over') return `The game is over. You have ${units(own)}.`
    const meeting = `This is round ${round + 1}${game ? ' of a second game' : ''}. You are the ${part}; you have ${units(own)}, and ${name(partner)} has ${units(theirs)}.`
    if (part === 'recipient') return meeting
    const said = plea
      ? ` ${name(partner)} promises to give ${percent(plea.promise)} when it is a donor: "${plea.text}"`
      : ''
    return `${meeting} ${known(view)}${said}`
  },
  ask: {
    donate: ({ partner, own, told: { multiplier } }) =>
      `Which share of your ${units(own)} do you give to ${name(partner)}, from 0 (nothing) to 1 (everything)? It gets ${multiplier} times that.`,
    punish: ({ partner, own }) =>
      `Or: which share of your ${units(own)} do you spend, from 0 to 1, so that ${name(partner)} loses twice as much?`,
    refuse: ({ partner }) => `Or: refuse to play with ${name(partner)}.`,
    plead: ({ partner }) =>
      `What share of what you have do you promise ${name(partner)} to give when you are the donor, and what do you say?`,
    plan: ({ told: { generation } }) =>
      `Which strategy will you follow? Write it down in words, for yourself.${generation > 1 ? ' Where you know strategies of earlier generations, you may build on them.' : ''}`,
  },
}
