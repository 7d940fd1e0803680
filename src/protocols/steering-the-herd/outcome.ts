import { closingOf, type Instrument, openingIn } from 'suasion'
import { steeringTheHerd } from './protocol.ts'

/** How one herd was steered. */
export type Herd = {
  /** The planner's discounted payoff. */
  readonly payoff: number | null
  /** Share of the choices that were right, and that were G; null where nobody chose. */
  readonly right: number | null
  readonly choseG: number | null
  readonly world: string | null
  readonly precision: number | null
}

/** Measures an episode of steering the herd: what the planner got, and how the agents chose. */
export const herdOutcome = (): Instrument<Herd> => ({
  name: 'herd outcome',
  columns: {
    payoff: 'discounted payoff of the planner; none where the episode was cut',
    right: 'share of the choices that were right',
    choseG: 'share of the choices that were G',
    world: 'the right option, as the payoffs tell; none where nobody chose',
    precision: 'mean precision that the planner chose',
  },
  read: (episode) => {
    openingIn(steeringTheHerd, episode, 'herdOutcome')
    const { payoff } = closingOf(episode)
    const acts = episode.flatMap((event) => (event.kind === 'act' ? [event] : []))
    const choices = acts.flatMap(({ seat, act }) =>
      act['move'] === 'choose' ? [{ right: payoff?.[seat] === 0, g: act['option'] === 'G' }] : [],
    )
    const mean = (values: readonly number[]): number | null =>
      values.length ? values.reduce((sum, x) => sum + x, 0) / values.length : null
    const [first] = choices
    return {
      payoff: payoff?.['planner'] ?? null,
      right: payoff ? mean(choices.map(({ right }) => Number(right))) : null,
      choseG: mean(choices.map(({ g }) => Number(g))),
      world: first && payoff ? (first.g === first.right ? 'G' : 'B') : null,
      precision: mean(acts.flatMap(({ act }) => (act['move'] === 'steer' ? [act['precision'] as number] : []))),
    }
  },
})
