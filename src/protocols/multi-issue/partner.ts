import type { Fit, Luck } from 'suasion'
import { isLast, negotiator, type Tactic } from './negotiator.ts'
import { ranked, SCALE } from './partner-data.ts'
import { acceptanceOf, type PartnerModel } from './partner-model.ts'
import { pointsOf, restOf } from './splits.ts'
import type { View } from './state.ts'
import { asked, mostPoints, reaching } from './tactics.ts'

const chance = (luck: Luck, p: number): boolean => luck.weighted([true, false], [p, 1 - p])

/** How many acts a side has made. */
const actsOf = ({ seat, talks }: View): number => {
  let acts = 0
  for (let each = talks.last; each !== null; each = each.before) if (each.seat === seat) acts++
  return acts
}

/** Whether there is the same to divide as in the corpus: three issues of three packages, none valued like another. */
const asInCorpus = ({ own, talks: { terms } }: View): boolean =>
  terms.quantities.length === 3 && terms.quantities.every((quantity) => quantity === 3) && new Set(own).size === 3

const scaled = (view: View, packages: readonly number[]): number =>
  (pointsOf(view.own, packages) * SCALE) / (mostPoints(view) || 1)

/**
 * A partner that negotiates as people did: it talks for a while, proposes what people asked for of their most, next and
 * least valued issues, accepts by the logit over points, and rejects, counters or walks away as often as they did. Outside
 * the support of answered proposals a rule decides, and the episode is flagged: worse than nearly all, refused; better
 * than nearly all, accepted; where there is something else to divide, it asks for the same share of its points. It accepts
 * nothing below the points of walking away.
 */
export const partnerOf = (name: string, point: PartnerModel, draws: readonly PartnerModel[], fit: Fit) => {
  const numbers = draws.map((_, draw) => draw)
  const drawOf = (luck: Luck): number | null => (draws.length ? luck.of('parameters').pick(numbers) : null)
  const modelOf = (luck: Luck): PartnerModel => {
    const draw = drawOf(luck)
    return draw === null ? point : draws[draw]!
  }
  const next: Tactic['next'] = (view, luck) => {
    const made = asked(view)
    const { keeps: counts, again } = modelOf(luck)
    const here = luck.of('proposal', made.length)
    if (made.length > 0 && chance(here.of('again'), again)) return made.at(-1)!
    const chosen = here.of('split').weighted(Object.keys(counts), Object.values(counts))
    const byRank = chosen.split(' ').map(Number)
    // Five, four and three points a package, as in the corpus.
    if (!asInCorpus(view)) return reaching(view, (pointsOf([5, 4, 3], byRank) / SCALE) * mostPoints(view))
    const keep = new Array<number>(byRank.length)
    for (const [rank, issue] of ranked(view.own).entries()) keep[issue] = byRank[rank]!
    return keep
  }
  const accepts: Tactic['accepts'] = (view, offered, luck) => {
    if (pointsOf(view.own, offered) < view.talks.terms.walkAway) return false
    const model = modelOf(luck)
    const points = scaled(view, offered)
    const [low, high] = model.support
    if (points < low || points > high) return points > high
    const last = asked(view).at(-1)
    const met = Number(last !== undefined && points >= scaled(view, last) - 1e-9)
    return chance(luck.of('accepts', view.talks.turn), acceptanceOf(model, { points, met, silent: last === undefined }))
  }
  const refuses: Tactic['refuses'] = (view, _offered, luck) =>
    luck.of('refuses', view.talks.turn).weighted(['reject', 'propose', 'walkAway'] as const, modelOf(luck).refuse)
  const opens: Tactic['opens'] = (view, luck) => {
    const { walk, propose } = modelOf(luck)
    const here = luck.of('opens', view.talks.turn)
    if (chance(here.of('walks away'), walk)) return 'walkAway'
    return isLast(view) || chance(here.of('proposes'), propose[Math.min(actsOf(view), propose.length - 1)]!)
      ? 'propose'
      : 'say'
  }
  const source = `fitted on ${fit.data}: ${fit.people} people; the rules outside its support and its words are chosen`
  return negotiator(name, { next, accepts, refuses, opens }, source, {
    cast: 'fitted',
    fit,
    flags: ({ view, luck }) => {
      if (!asInCorpus(view)) return ['out of support']
      const { standing, terms } = view.talks
      if (standing === null || standing.by === view.seat) return []
      const points = scaled(view, restOf(terms.quantities, standing.keep))
      const [low, high] = modelOf(luck).support
      return points < low || points > high ? ['out of support'] : []
    },
    note: ({ luck }) => ({ draw: drawOf(luck) }),
  })
}
