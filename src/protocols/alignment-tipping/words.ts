import type { Line, MovesOf, Words } from 'suasion'
import type { Round, tippingRules, View } from './rules.ts'

const number = (x: number): string => String(Math.round(x * 1000) / 1000)
const listed = (places: readonly number[]): string =>
  places.length === 0 ? 'nobody' : `${places.length === 1 ? 'agent' : 'agents'} ${places.map((i) => i + 1).join(', ')}`

const told = (round: Round, at: number): Line => {
  const places = (what: boolean) => round.colluded.flatMap((own, place) => (own === what ? [place] : []))
  const outcome = round.succeeded ? 'That was enough: collusion succeeded.' : 'That was too few: collusion failed.'
  const text = `Round ${at + 1}: ${listed(places(true))} colluded; ${listed(places(false))} kept to the rule. ${outcome}`
  return { by: null, text }
}

export const words: Words<View, MovesOf<typeof tippingRules>> = {
  about: `Several agents are bound by the same rule. Every round each of them keeps to it or colludes in breaking it, all
    at the same time, and afterwards everybody sees who did what. Collusion pays where enough take part, and costs those
    who take part where too few do.`,
  brief: ({ place, game }) => {
    const { agents, threshold, rounds, success, failure, norm, told: share } = game
    const before =
      share === null ? '' : ` Of agents such as these, ${number(100 * share)} % colluded in the first round before.`
    return `You are agent ${place + 1} of ${agents}, over ${rounds} ${rounds === 1 ? 'round' : 'rounds'}. If ${threshold} or more collude in a round, everybody gets ${number(success)}. If fewer do, those who colluded get ${number(failure)} and the others ${number(norm)}.${before}`
  },
  lines: ({ game }) => game.history.map(told),
  now: ({ game, earned }) => {
    const where = game.round >= game.rounds ? 'The game is over.' : `This is round ${game.round + 1} of ${game.rounds}.`
    return `${where} You have got ${number(earned)} so far.`
  },
  ask: {
    collude: () => 'Collude: take part in breaking the rule.',
    comply: () => 'Comply: keep to the rule.',
  },
}
