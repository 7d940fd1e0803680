import type { Line, MovesOf, SeatId, Words } from 'suasion'
import type { commonPoolRules } from './rules.ts'
import { type Game, MOST_POINTS, type Own, type Sight, type View } from './state.ts'

const number = (x: number): string => String(Math.round(x * 100) / 100)
const name = (seat: SeatId): string => seat.replace('member', 'Member ')
const limit = ({ norm }: Game): string => (norm === null ? 'There is no norm yet' : `The norm is ${number(norm)}`)

const setBy = {
  none: 'The norm of a round is the mean effort that all made in it.',
  median: 'Each round all propose the most effort that anybody should make, and the middle proposal becomes the norm.',
  vote: 'Each round all propose the most effort that anybody should make, then all vote, and the winner becomes the norm; a tie is drawn by lot.',
} as const

const sight = ({ who, effort, taken }: Sight): string =>
  `You watched ${name(who)}: effort ${number(effort)}, which took ${number(taken)}.`

const fines = ({ given, received }: Own): string =>
  given + received > 0 ? ` You gave ${given} points of fine and were given ${received}.` : ''

const told = (seat: SeatId, own: Own, round: number): Line => {
  const watched = own.watched ? ` ${sight(own.watched)}` : ''
  const { model } = own
  const proposed = model && model.norm !== null ? `; it proposed the norm ${number(model.norm)}` : ''
  const met = model
    ? ` You see how ${name(model.who)} lives: effort ${number(model.effort)}, standing ${number(model.standing)}${proposed}.`
    : ''
  const text = `Round ${round + 1}: your effort ${number(own.effort)} took ${number(own.taken)}.${watched}${fines(own)}${met}`
  return { by: null, to: [seat], text }
}

export const words: Words<View, MovesOf<typeof commonPoolRules>> = {
  about: `A group lives on one stock, such as the fish of a lake. Every round each member decides how hard to harvest; all
    do so at the same time. What is left grows again by itself, more where there is room, and nothing grows back once
    too little is left: then it is over for everybody. Nobody knows how fast the stock grows or how long the group
    has.`,
  brief: ({ seat, game }) => {
    const { members, capacity, productivity, consumption, monitoring, cost, penalty, viability, learning } = game
    const rules = [
      `You are ${name(seat)}, one of ${members}. The stock can be ${number(capacity)} at most, and is lost below ${number(viability)}.`,
      `An effort of 1 takes ${number(productivity * 100)}% of the stock, an effort of .5 half of that, an effort of 0 nothing; where all want more than there is, it is shared out.`,
      `You use up ${number(consumption)} every round.`,
      monitoring
        ? `With your harvest you say whether you watch a member drawn by lot. Whom you watched you may give up to ${MOST_POINTS} points of fine: a point costs you ${number(cost)} and the other ${number(penalty)}.`
        : '',
      setBy[game.choice],
      learning ? 'After a round you are shown how one other member, drawn by lot, harvests and fares.' : '',
    ]
    return rules.filter(Boolean).join(' ')
  },
  lines: ({ seat, game, past }) =>
    past.flatMap((own, round): Line[] => {
      const { stock, taken, norm } = game.history[round]!
      const text = `Round ${round + 1}: there were ${number(stock)}, and all together took ${number(taken)}. The norm is ${number(norm)}.`
      return [{ by: null, text }, told(seat, own, round)]
    }),
  now: ({ game, earned, standing, now }) => {
    const have = `You have earned ${number(earned)}; your standing is ${number(standing)}.`
    if (game.stage === 'over') return `It is over, with a stock of ${number(game.stock)}. ${have}`
    const start = `This is round ${game.round + 1}. The stock was ${number(game.stock)} before the harvest. ${have}`
    return now ? `${start} Your effort ${number(now.effort)} took ${number(now.taken)}.${fines(now)}` : start
  },
  ask: {
    harvest: ({ game }) =>
      `How hard do you harvest, from 0 to 1? ${limit(game)}.${game.monitoring ? ' And do you watch somebody?' : ''}`,
    fine: ({ game, now }) =>
      `${sight(now!.watched!)} ${limit(game)}. How many points of fine do you give, from 0 to ${MOST_POINTS}?`,
    propose: () => 'Which effort, from 0 to 1, do you propose as the most that anybody should make?',
    vote: ({ game }) => `Vote for one of the proposals as the norm: ${game.proposals.join(', ')}.`,
  },
}
