import { protocol } from 'suasion'
import { herdRules, type Option } from './rules.ts'
import { words } from './words.ts'

const other = (option: Option): Option => (option === 'G' ? 'B' : 'G')

/** Steering the herd with its words: who controls how well people are informed while they learn from each other. */
export const steeringTheHerd = protocol(herdRules, words, {
  recall: true,
  resample: (state, seat, luck) => {
    const { game, signals } = state
    const place = seat === 'planner' ? -1 : Number(seat.slice(5)) - 1
    const own = signals[place]
    const precisionAt = (period: number): number => game.history[period]?.precision ?? game.precision!
    const likely = (option: Option): number =>
      own === undefined ? 1 : own === option ? precisionAt(place) : 1 - precisionAt(place)
    const weights = [game.prior * likely('G'), (1 - game.prior) * likely('B')]
    const fixed = game.stage === 'over' || !weights.some((w) => w > 0)
    const right = fixed ? state.right : luck.of('world').weighted(['G', 'B'] as const, weights)
    return {
      ...state,
      right,
      signals: signals.map((signal, period) => {
        if (period === place) return signal
        const p = precisionAt(period)
        return luck.of('signal', period).weighted([right, other(right)], [p, 1 - p])
      }),
    }
  },
})
