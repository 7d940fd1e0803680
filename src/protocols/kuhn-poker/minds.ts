import { policy } from 'suasion'
import { kuhnPoker } from './protocol.ts'

/**
 * One of the equilibria of Kuhn poker: with the jack the first player bets with probability `alpha` (0 to 1/3), with
 * the king with three times that. Source: Kuhn 1950.
 */
export const equilibrium = ({ alpha = 1 / 3 } = {}) => {
  if (!(alpha >= 0 && alpha <= 1 / 3)) throw new Error(`alpha must be from 0 to 1/3, not ${alpha}`)
  return policy(
    kuhnPoker,
    ['player'],
    'equilibrium',
    { pass: () => ({}), bet: () => ({}) },
    {
      source: 'Kuhn 1950',
      hears: ['move'],
      choose: ({ view: { seat, card, bets }, luck }) => {
        const facing = bets.at(-1) === 'bet'
        const first = { jack: facing ? 0 : alpha, queen: facing ? alpha + 1 / 3 : 0, king: facing ? 1 : 3 * alpha }
        const second = { jack: facing ? 0 : 1 / 3, queen: facing ? 1 / 3 : 0, king: 1 }
        return luck.of('bet', bets.length).uniform() < (seat === 'first' ? first : second)[card] ? 'bet' : 'pass'
      },
    },
  )
}

/** Bets the king and nothing else, and calls with nothing else: it can be bluffed. */
export const honest = () =>
  policy(
    kuhnPoker,
    ['player'],
    'honest',
    { pass: () => ({}), bet: () => ({}) },
    {
      source: 'chosen',
      hears: [],
      choose: ({ view }) => (view.card === 'king' ? 'bet' : 'pass'),
    },
  )
