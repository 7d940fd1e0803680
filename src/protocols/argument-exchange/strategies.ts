import type { Luck } from 'suasion'
import { strengthsBy } from './agent.ts'
import { opposite, type View } from './state.ts'
import { type Link, TOPIC } from './world.ts'

/** Chooses a link to contribute, or null to pass. */
export type Strategy = (view: View, luck: Luck) => Link | null

/** Whether this agent is the one more in favour of the topic. */
const favours = ({ seat, exchange: { stances } }: View): boolean => stances[seat] > stances[opposite[seat]]

/** Which arguments of some links are for the topic and which are against; one can be both. */
export const sidesOf = (
  links: readonly Link[],
): { readonly pro: ReadonlySet<string>; readonly con: ReadonlySet<string> } => {
  const from = new Map<string, Link[]>()
  for (const link of links) from.set(link.from, [...(from.get(link.from) ?? []), link])
  const side = (topic: boolean) => {
    const known = new Map<string, boolean>([[TOPIC, topic]])
    const is = (name: string): boolean => {
      const found = known.get(name)
      if (found !== undefined) return found
      const own = (from.get(name) ?? []).some(({ to, attack }) => is(to) !== attack)
      known.set(name, own)
      return own
    }
    return new Set([TOPIC, ...from.keys()].filter(is))
  }
  return { pro: side(true), con: side(false) }
}

/** The open links that serve this agent: they support what is on its side, or attack what is against it. */
export const nonTrivial = (view: View): readonly Link[] => {
  const { pro, con } = sidesOf(view.own.links)
  const [own, other] = favours(view) ? [pro, con] : [con, pro]
  return view.open.filter(({ to, attack }) => (attack ? other : own).has(to))
}

/** How many links lie between an argument and the topic. */
const distances = (links: readonly Link[]): ReadonlyMap<string, number> => {
  const found = new Map([[TOPIC, 0]])
  for (const name of found.keys())
    for (const { from, to } of links) if (to === name && !found.has(from)) found.set(from, found.get(name)! + 1)
  return found
}

/** The link with the strongest source, the nearer of equals. */
const strongest = (links: readonly Link[], { strengths, own }: View): Link | null => {
  const far = distances(own.links)
  return links.reduce<Link | null>((best, link) => {
    if (best === null) return link
    const gain = strengths[link.from]! - strengths[best.from]!
    return gain > 0 || (gain === 0 && far.get(link.from)! < far.get(best.from)!) ? link : best
  }, null)
}

/** The strongest argument that bears on the topic itself. */
export const shallowly: Strategy = (view) =>
  strongest(
    nonTrivial(view).filter(({ to }) => to === TOPIC),
    view,
  )

/** The strongest argument there is, wherever it bears. */
export const greedily: Strategy = (view) => strongest(nonTrivial(view), view)

/** What would move the topic most in the exchange as this agent sees it; of equals that with the stronger source. */
export const counterfactually: Strategy = (view) => {
  const said = view.exchange.contributions.map(({ link }) => link)
  const sign = favours(view) ? 1 : -1
  let best: Link | null = null
  let most = Number.NEGATIVE_INFINITY
  for (const link of view.open) {
    const effect = sign * strengthsBy(view.own, [...said, link])[TOPIC]!
    const tie = effect === most && view.strengths[link.from]! > view.strengths[best!.from]!
    if (effect > most || tie) [best, most] = [link, effect]
  }
  return best
}

/** Any open link. */
export const randomly: Strategy = ({ open, exchange: { turn } }, luck) =>
  open.length === 0 ? null : luck.of('link', turn).pick(open)
