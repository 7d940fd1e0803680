import { type Luck, policy } from 'suasion'
import { argumentExchange } from './protocol.ts'
import { declarationOf, type View } from './state.ts'
import { counterfactually, greedily, randomly, type Strategy, shallowly } from './strategies.ts'
import { clause } from './words.ts'
import { type Link, nameOf } from './world.ts'

const SOURCE = 'Rago, Li & Toni 2023, arXiv 2303.15022, and their released model'
const OPENINGS = ['Consider that', 'Do not forget that', 'What matters here is that', 'It seems to me that'] as const

const contributor = (name: string, strategy: Strategy, hears: readonly string[] = ['link']) => {
  // A turn asks twice, whether to contribute and what; the view of a turn is one object.
  const chosen = new WeakMap<View, Link | null>()
  const choice = ({ view, luck }: { readonly view: View; readonly luck: Luck }): Link | null => {
    const found = chosen.get(view)
    if (found !== undefined) return found
    const link = strategy(view, luck)
    chosen.set(view, link)
    return link
  }
  return policy(
    argumentExchange,
    ['first', 'second'],
    name,
    {
      contribute: (seen) => {
        const link = choice(seen)!
        const opening = seen.luck.of('opening', seen.view.exchange.turn).pick(OPENINGS)
        return { link: nameOf(link), text: `${opening} ${clause(link)}.` }
      },
      pass: () => ({}),
      declare: ({ view: { seat, exchange } }) => ({ view: declarationOf(exchange.stances[seat]) }),
    },
    {
      source: SOURCE,
      hears,
      choose: (seen) => (seen.view.exchange.end !== null ? 'declare' : choice(seen) === null ? 'pass' : 'contribute'),
    },
  )
}

/** Contributes what would move the topic most in the exchange as it sees it: the most thoughtful of the four. */
export const counterfactual = () => contributor('counterfactual', counterfactually)

/** Contributes the strongest argument it has that serves its side, and of equals the one nearest to the topic. */
export const greedy = () => contributor('greedy', greedily)

/**
 * Contributes the strongest argument that serves its side and bears on the topic itself; passes when there are none
 * left.
 */
export const shallow = () => contributor('shallow', shallowly)

/** Contributes any link it can, whichever side that serves. */
export const anything = () => contributor('anything', randomly, [])
