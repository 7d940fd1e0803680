import { type AnyRow, type Design, type Finished, type Luck, type Trial, trialKey } from '../../core/index.ts'
import { Misuse } from '../misuse.ts'
import { matchAddress, matchesOf, resultOf } from './matches.ts'
import type { Pairing } from './pairing.ts'
import { type SwissPlayer, swissRound } from './swiss.ts'

export type Format = 'round-robin' | 'swiss'

/** What is to be played: who can meet whom, and how often. */
export interface Plan {
  readonly format: Format
  readonly pairings: readonly Pairing[]
  readonly rounds: number
  /** Every luck is played in all orders; otherwise the orders take turns, a round each. */
  readonly swap: boolean
}

/** The minds that meet one another, in the order of names. */
export const entrantsOf = ({ pairings }: Pick<Plan, 'pairings'>): string[] =>
  [...new Set(pairings.flatMap(({ minds, seen }) => (seen ? minds : [])))].sort()

/** How many rounds are played where nobody says; ten of a round robin are chosen. */
export const usualRounds = (format: Format, entrants: number): number =>
  format === 'swiss' ? Math.ceil(Math.log2(entrants)) : 10

/** Throws where a Swiss tournament cannot pair by points: its matches must be fair, and its rounds too few for rematches. */
export const checkSwiss = ({ pairings, rounds, swap }: Plan): void => {
  const entrants = entrantsOf({ pairings })
  const met = pairings.filter(({ minds: [a, b], seen }) => seen && a !== b)
  const unfair = met.find(({ fair }) => fair === 'never' || (fair === 'swapped' && !swap))
  const all = (entrants.length * (entrants.length - 1)) / 2
  if (met.length < all || unfair?.fair === 'never')
    throw new Misuse(
      'a Swiss tournament pairs minds by the games they won, and here some minds cannot take the same roles; use --format round-robin',
    )
  if (unfair)
    throw new Misuse(
      'the roles differ, so a single game says nothing of who played better; a Swiss tournament needs --swap',
    )
  const most = entrants.length % 2 === 0 ? entrants.length - 1 : entrants.length
  if (rounds > most)
    throw new Misuse(
      `a Swiss tournament of ${entrants.length} minds has at most ${most} rounds before somebody meets again, not ${rounds}; use --format round-robin`,
    )
}

/** The trials of one match. */
const trialsOf = ({ minds, orders }: Pairing, round: number, swap: boolean, luck: Luck): Trial[] => {
  const start = luck.of('first', ...minds).pick(orders.map((_, i) => i))
  const played = swap ? orders : [orders[(start + round) % orders.length]!]
  return played.map(({ name }) => ({ condition: { game: name }, replicate: round, pair: matchAddress(minds, round) }))
}

/** How many games each match of a pairing has. */
export const gamesOf = ({ orders }: Pairing, swap: boolean): number => (swap ? orders.length : 1)

/** Who meets whom in a round of a Swiss tournament, by the points of the rounds before. */
const paired = (plan: Plan, round: number, finished: readonly Finished[], luck: Luck): Pairing[] => {
  const met = plan.pairings.filter(({ minds: [a, b], seen }) => seen && a !== b)
  const expected = met.map((pairing) => ({ minds: pairing.minds, games: gamesOf(pairing, plan.swap) }))
  const ours = new Set(
    met.flatMap(({ minds }) => Array.from({ length: plan.rounds }, (_, r) => matchAddress(minds, r))),
  )
  const rows = finished.flatMap(({ trial, rows }) => (ours.has(trial.pair) ? (rows as readonly AnyRow[]) : []))
  const matches = matchesOf(rows, expected)
  const names = entrantsOf(plan)
  let players: SwissPlayer[] = luck
    .of('seeding')
    .draw(names, names.length)
    .map((name) => ({ name, points: 0, met: new Set<string>(), bye: false }))
  for (let r = 0; ; r++) {
    const { pairs, bye } = swissRound(players)
    const pairings = pairs.map(([a, b]) => met.find(({ minds }) => minds.includes(a) && minds.includes(b))!)
    if (r === round) return pairings
    const points = new Map<string, number>(bye === null ? [] : [[bye, 1]])
    for (const match of matches.filter((each) => each.round === r)) {
      const result = resultOf(match)
      points.set(match.minds[0], (1 + result) / 2)
      points.set(match.minds[1], (1 - result) / 2)
    }
    players = players.map((player) => ({
      name: player.name,
      points: player.points + (points.get(player.name) ?? 0),
      met: new Set([...player.met, ...pairs.flatMap((pair) => (pair.includes(player.name) ? pair : []))]),
      bye: player.bye || bye === player.name,
    }))
  }
}

/**
 * A tournament as a design: its rounds one after another, so that one that was stopped is balanced. In a Swiss
 * tournament a round begins when the one before has ended; a bye is worth a win there, and held-back minds are met by
 * every entrant in every round, as in a round robin.
 */
export const tournamentDesign = (plan: Plan): Design => {
  const { format, pairings, rounds, swap } = plan
  const fixed = pairings.filter(({ minds: [a, b], seen }) => format === 'round-robin' || !seen || a === b)
  const each = fixed.reduce((sum, pairing) => sum + gamesOf(pairing, swap), 0)
  const swiss = pairings.filter((pairing) => !fixed.includes(pairing))
  const byPoints = swiss.length ? Math.floor(entrantsOf(plan).length / 2) * gamesOf(swiss[0]!, swap) : 0
  return {
    name: `${format} tournament`,
    factors: { game: pairings.flatMap(({ orders }) => orders.map(({ name }) => name)) },
    size: rounds * (each + byPoints),
    resize: (size) => {
      throw new Misuse(`a tournament is made longer by --rounds, not by a number of episodes (${size})`)
    },
    next: (finished, running, luck) => {
      const done = new Set(finished.map(({ trial }) => trialKey(trial)))
      const begun = new Set(running.map(trialKey))
      const open: Trial[] = []
      for (let round = 0; round < rounds; round++) {
        const met = swiss.length ? [...paired(plan, round, finished, luck), ...fixed] : fixed
        const left = met
          .flatMap((pairing) => trialsOf(pairing, round, swap, luck))
          .filter((trial) => !done.has(trialKey(trial)))
        open.push(...left)
        if (swiss.length && left.length) break
      }
      const next = open.filter((trial) => !begun.has(trialKey(trial)))
      return open.length > 0 && next.length === 0 ? 'wait' : next
    },
  }
}
