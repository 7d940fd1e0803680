import { believer, drawPrior } from './believer.ts'
import { elaborate, persist } from './route.ts'
import { STRATEGIES } from './strategies.ts'

/** What this listener holds. */
export interface Elaboration {
  readonly motivation?: number
  readonly ability?: number
  readonly bias?: number
  readonly rate?: number
  readonly decay?: number
}

/**
 * A persuadee of two routes: who is motivated and able weighs the argument (its strength, as far as the strategy
 * offers one), and a weak one backfires; who is not goes by cues. All from 0 to 1; `bias` bends thoughts to what is
 * believed already, `rate` is lambda, `decay` is how much of what was not thought through is gone by the next
 * episode. Source: Petty & Cacioppo 1986; the functional form and the defaults are *chosen*.
 */
export const elaboration = ({
  motivation = 0.5,
  ability = 0.5,
  bias = 0.2,
  rate = 0.3,
  decay = 0,
}: Elaboration = {}) => {
  const given = { motivation, ability, bias, rate, decay }
  for (const [name, value] of Object.entries(given))
    if (!(value >= 0 && value <= 1)) throw new Error(`elaboration: ${name} is from 0 to 1, not ${value}`)
  return believer({
    name: `elaboration (motivation ${motivation}, ability ${ability}, bias ${bias}, rate ${rate}, decay ${decay})`,
    source: 'Petty & Cacioppo 1986; functional form chosen',
    hears: ['strategy', 'strength'],
    begin: (seen) => {
      const start = 2 * drawPrior(seen) - 1
      return { attitude: start, strength: 0, start }
    },
    hear: (before, said, place, side) => {
      const argument = said[place]!
      if (argument.move !== 'argue') return before
      const { quality, cue } = STRATEGIES[argument.strategy]
      const message = { quality: quality * (2 * argument.strength - 1), cue, valence: side === 'PRO' ? 1 : -1 } as const
      return { ...elaborate(before, message, given, rate), start: before.start }
    },
    credence: ({ attitude }) => (attitude + 1) / 2,
    carry: (now) => ({ ...now, attitude: persist(now, now.start, decay) }),
  })
}
