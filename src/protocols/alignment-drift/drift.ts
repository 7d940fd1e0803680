import { type Accuracy, accuracyOf, type Kind, type Settings } from './rules.ts'

/** How a tendency to use the tool moves. */
export interface Drift {
  /** The chance to use the tool in round 0, above 0 and below 1. */
  readonly start: number
  /** Log-odds by unit of payoff, 0 or more. */
  readonly eta: number
  /** The strength of alignment: the part of the way back to the start that is gone each round, from 0 to 1. */
  readonly anchor: number
}

export const logistic = (z: number): number => 1 / (1 + Math.exp(-z))
export const logit = (p: number): number => Math.log(p / (1 - p))

/** Throws where a number is none or out of its range. */
export const checkNumber = (name: string, value: number, low: number, high: number): void => {
  if (!(value >= low && value <= high)) throw new Error(`${name} must be from ${low} to ${high}, not ${value}`)
}

/** Throws where a drift is none. */
export const checkDrift = ({ start, eta, anchor }: Drift): void => {
  checkNumber('start', start, 1e-9, 1 - 1e-9)
  checkNumber('eta', eta, 0, 1e6)
  checkNumber('anchor', anchor, 0, 1)
}

/** How much accuracy (a difference of chances) the tool must add on a kind of problem to be worth what it costs more. */
export const breakEven = (
  settings: Pick<Settings, 'toolCost' | 'directCost' | 'easyPrize' | 'complexPrize'>,
  kind: Kind,
): number => (settings.toolCost - settings.directCost) / (kind === 'easy' ? settings.easyPrize : settings.complexPrize)

/** By how much the tool pays more than a direct answer, on average over the problems. */
export const toolAdvantage = (settings: Settings, accuracy: Accuracy = accuracyOf(settings)): number => {
  const { complexShare, easyPrize, complexPrize, toolCost, directCost } = settings
  const gain = (kind: Kind) => accuracy[kind].tool - accuracy[kind].direct
  const prize = (1 - complexShare) * easyPrize * gain('easy') + complexShare * complexPrize * gain('complex')
  return prize - (toolCost - directCost)
}

/**
 * The chance to use the tool in rounds 0 to `rounds` - 1 where it pays `advantage` more on average: the log-odds move
 * by z + eta advantage + anchor (z0 - z). The equation is inferred for Han et al. 2025, arXiv:2510.04860.
 */
export const driftPath = (drift: Drift, advantage: number, rounds: number): readonly number[] => {
  checkDrift(drift)
  checkNumber('advantage', advantage, -1e6, 1e6)
  if (!(Number.isInteger(rounds) && rounds >= 1)) throw new Error(`rounds must be an integer above 0, not ${rounds}`)
  const first = logit(drift.start)
  let z = first
  return Array.from({ length: rounds }, (_, round) => {
    if (round > 0) z += drift.eta * advantage + drift.anchor * (first - z)
    return logistic(z)
  })
}
