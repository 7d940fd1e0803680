import pc from 'picocolors'
import type { Estimate } from '../../core/index.ts'
import { aligned } from '../aligned.ts'
import { counted, shortNumber, withInterval } from '../report/format.ts'
import type { Standings } from './standings.ts'

/** What is left of a zero after the arithmetic would only be read as a number. */
const tidy = (value: number): number => (Math.abs(value) < 1e-12 ? 0 : value)

const told = (estimate: Estimate | null): string =>
  estimate ? withInterval(tidy(estimate.value), estimate.interval) : '–'

/** The standings of a tournament as text for a terminal: ranks, ratings, who got what against whom, seen and unseen apart. */
export const renderStandings = (
  { tournament, folder, stopped, flow, standings, rankedBy, tie, matrix, notes }: Standings,
  colour = false,
): string => {
  const { bold, dim, yellow } = pc.createColors(colour)
  const { protocol, params, wording, pairing, rounds, swap, outcome, heldBack, minds, seed } = tournament
  const set = [
    ...Object.entries(params).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
    ...(wording === 'own' ? [] : [`wording=${wording}`]),
  ]
  const entrants = minds.length - heldBack.length
  const format = [
    `${pairing} tournament of ${counted(entrants, 'mind')}`,
    ...(heldBack.length ? [`${heldBack.length} held back`] : []),
    counted(rounds, 'round'),
    swap ? 'sides swapped on the same luck' : 'sides in turn',
    `seed ${seed}`,
  ]
  const value = outcome ?? 'payoff'
  const roles = new Set(standings.map((each) => each.roles)).size > 1
  const rows = standings.map(
    ({ rank, name, roles: taken, matches, wins, ties, losses, rating, payoff, overOpponents }) => [
      String(rank),
      name,
      ...(roles ? [taken || '–'] : []),
      String(matches),
      `${wins}–${ties}–${losses}`,
      told(rating),
      told(payoff),
      told(overOpponents),
    ],
  )
  const head = ['', 'mind', ...(roles ? ['roles'] : []), 'matches', 'won–tied–lost', 'rating', value, 'over opponents']
  const lines = [bold(`${protocol}${set.length ? ` (${set.join(', ')})` : ''}`), format.join(' · '), '']
  const reasons = Object.entries(flow.reasons).map(([reason, count]) => `${reason}: ${count}`)
  lines.push(
    `Games     ${flow.assigned} assigned, ${flow.completed} completed, ${flow.valid} valid`,
    ...(reasons.length ? [`          ${reasons.join('; ')}`] : []),
    '',
    ...aligned(head, rows, bold),
    dim(`ranked by ${rankedBy}`),
    dim(
      `rating: Bradley-Terry log odds of a won match, mean 0${tie ? `, ties by Davidson's nu ${shortNumber(tie.value)}` : ''}`,
    ),
    dim(`${value}: against these opponents, by match; over opponents: the same mean, by opponent`),
  )
  if (heldBack.length)
    lines.push(
      '',
      ...aligned(
        ['seen and unseen', `${value} against entrants`, 'against held back', 'seen less unseen'],
        standings.map(({ name, payoff, unseen, gap }) => [name, told(payoff), told(unseen), told(gap)]),
        bold,
      ),
    )
  lines.push(
    '',
    ...aligned(
      [`${value} of row against column`, ...matrix.minds],
      matrix.minds.map((name, i) => [name, ...matrix.cells[i]!.map(told)]),
      bold,
    ),
  )
  if (notes.length) lines.push('', ...notes.map((note) => yellow(note)))
  if (stopped !== null) lines.push('', yellow(`Stopped: ${stopped}. These are the standings so far.`))
  if (folder !== null) lines.push('', `Kept in ${folder}`)
  return `${lines.join('\n')}\n`
}
