import type { Line, MovesOf, Words } from 'suasion'
import type { publicGoodsRules } from './rules.ts'
import { MOST_POINTS, type View } from './state.ts'

const number = (x: number): string => String(Math.round(x * 100) / 100)
const tokens = (x: number): string => `${number(x)} ${x === 1 ? 'token' : 'tokens'}`
const member = (place: number): string => `Player ${place + 1}`

const contributions = ({ game, place, places }: View, round: number): string => {
  const { contributions: all, total } = game.history[round]!
  const own = places ? places[round]! : place
  const others = all.map((amount, at) => ({ amount, at })).filter(({ at }) => at !== own)
  const shown = game.anonymous
    ? others.map(({ amount }) => number(amount)).join(', ')
    : others.map(({ amount, at }) => `${member(at)} ${number(amount)}`).join(', ')
  const back = number((game.multiplier / game.players) * total)
  return `Round ${round + 1}: you put in ${number(all[own]!)}, the others ${shown}; together ${number(total)}. Everyone got ${back} back.`
}

const fines = ({ seat, game, received, given }: View, round: number): Line => {
  const [got, gave] = [received[round]!, given[round]!]
  const costs = `which took ${tokens(game.fine * got)} from you`
  const text = `Round ${round + 1}: you were given ${got} points, ${costs}; you gave ${gave}, at a cost of ${tokens(game.cost * gave)}.`
  return { by: null, to: [seat], text }
}

export const words: Words<View, MovesOf<typeof publicGoodsRules>> = {
  about: `A group shares a common account. Every round each member gets tokens, and decides how many of them to put into
    the account; the rest is kept. What is in the account grows, and is then split equally over all members, whatever
    each has put in. All decide at the same time.`,
  brief: ({ game, place }) => {
    const { players, rounds, endowment, multiplier, punishment, cost, fine, anonymous } = game
    const who = anonymous ? 'You are one' : `You are ${member(place)}, one`
    const grows = `Each token in the account becomes ${number(multiplier)}, so every member gets ${number(multiplier / players)} of it.`
    const after = punishment
      ? ` After each round you see what the others put in, and may give each of them up to ${MOST_POINTS} points: a point costs you ${tokens(cost)} and takes ${tokens(fine)} from who gets it.`
      : ''
    const names = anonymous ? ' Nobody is named: the others are listed in a new random order each round.' : ''
    return `${who} of ${players} members, over ${rounds} rounds. Every round each member gets ${tokens(endowment)}. ${grows}${after}${names}`
  },
  lines: (view) => {
    const lines: Line[] = []
    for (let round = 0; round < view.game.history.length; round++) {
      lines.push({ by: null, text: contributions(view, round), ...(view.places && { to: [view.seat] }) })
      if (round < view.received.length) lines.push(fines(view, round))
    }
    return lines
  },
  now: ({ game, earned }) => {
    const where = game.stage === 'over' ? 'The game is over.' : `This is round ${game.round + 1} of ${game.rounds}.`
    return `${where} You have earned ${tokens(earned)} so far.`
  },
  ask: {
    contribute: ({ game }) => `How many of your ${tokens(game.endowment)} do you put into the common account?`,
    punish: ({ game, place }) => {
      const all = game.history.at(-1)!.contributions.map((amount, at) => ({ amount, at }))
      const list = all
        .filter(({ at }) => at !== place)
        .map(({ amount, at }) => `${game.anonymous ? 'a member' : member(at)} who put in ${number(amount)}`)
      return `Give points from 0 to ${MOST_POINTS} to each of the others, in this order: ${list.join('; ')}.`
    },
  },
}
