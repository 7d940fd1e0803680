import { advance } from '../core/advance.ts'
import { type Luck, luckOf } from '../core/luck.ts'
import type { AnyMind } from '../core/mind.ts'
import type { SeatId } from '../core/protocol.ts'
import type { Scene } from '../core/scene.ts'
import { type Answer, asked, begin, type Table, turnOf } from '../core/table.ts'

/** A family of ways to play a seat, in which a good answer to the others is searched. */
export interface DeviationFamily<D> {
  /** In words, for reports. */
  readonly name: string
  draw(luck: Luck): D
  /** A deviation like this one, the more like it the nearer `step` is to 0 (it begins at 1); without it all are drawn. */
  near?(deviation: D, luck: Luck, step: number): D
  mind(deviation: D): AnyMind
}

export interface Budget {
  /** How many deviations are tried in all. Default 200 (chosen). */
  readonly deviations?: number
  /** From how many drawn deviations it climbs. Default 10 (chosen). */
  readonly restarts?: number
}

/** The best deviation met, what it scored, and how many were tried. */
export interface Climbed<D> {
  readonly deviation: D
  readonly score: number
  readonly tried: number
}

/**
 * Climbs to a good deviation from random ones: each restart draws one and then tries neighbours of its best, in steps
 * that shrink. What it finds is a lower bound of the best there is. Throws on a budget that is none, or a score of NaN.
 */
export const climb = <D>(
  family: DeviationFamily<D>,
  score: (deviation: D) => number,
  luck: Luck,
  { deviations = 200, restarts = 10 }: Budget = {},
): Climbed<D> => {
  if (!(Number.isSafeInteger(restarts) && restarts >= 1 && Number.isSafeInteger(deviations) && deviations >= restarts))
    throw new Error(`the search needs a restart and as many deviations as restarts, not ${restarts} and ${deviations}`)
  let best: { readonly deviation: D; readonly score: number } | null = null
  for (let tried = 0, restart = 0; restart < restarts; restart++) {
    const end = Math.round((deviations * (restart + 1)) / restarts)
    const from = tried
    let here: { readonly deviation: D; readonly score: number } | null = null
    for (; tried < end; tried++) {
      const own = luck.of('deviation', tried)
      const step = 1 - (tried - from) / (end - from)
      const deviation: D = here && family.near ? family.near(here.deviation, own, step) : family.draw(own)
      const scored = score(deviation)
      if (Number.isNaN(scored)) throw new Error(`a deviation of ${family.name} scores NaN`)
      if (!here || scored > here.score) here = { deviation, score: scored }
    }
    if (here && (!best || here.score > best.score)) best = here
  }
  return { ...best!, tried: deviations }
}

export interface SearchOptions extends Budget {
  /** What its luck is addressed by: the same seed gives the same result. */
  readonly seed: string
  /** On how many lucks each deviation is tried. Default 20 (chosen). */
  readonly episodes?: number
  /** On how many other lucks the best is measured. Default 200 (chosen). */
  readonly fresh?: number
}

/** The best responder found, and what it gains over the seat's own mind on lucks that the search did not see. */
export interface FoundResponder<D> extends Climbed<D> {
  readonly gains: Float64Array
}

/**
 * Searches a family of minds for one that does better in a seat than the mind that sits there, the others as they are
 * and luck the same for both. `score` is the gain where it was searched, too high by the choice; `gains`, one for each
 * fresh luck, are not: their mean estimates a lower bound of the seat's true regret. Throws where a mind does not answer
 * at once, and on a protocol without payoffs.
 */
export const searchBestResponder = <D>(
  scene: Scene,
  seat: SeatId,
  family: DeviationFamily<D>,
  { seed, episodes = 20, fresh = 200, ...budget }: SearchOptions,
): FoundResponder<D> => {
  for (const [name, count] of Object.entries({ episodes, fresh }))
    if (!(Number.isSafeInteger(count) && count >= 1))
      throw new Error(`${name} is a whole number of at least 1, not ${count}`)
  const keys = (kind: string, n: number): readonly string[] =>
    Array.from({ length: n }, (_, i) => `${seed}/${kind}/${i}`)
  const searched = keys('searched', episodes)
  const own = searched.map((key) => playOut(scene, begin(scene, { key }).table, seat))
  const gain = (deviation: D): number => {
    const other = seated(scene, seat, family.mind(deviation))
    return (
      searched.reduce((sum, key, i) => sum + playOut(other, begin(other, { key }).table, seat) - own[i]!, 0) / episodes
    )
  }
  const found = climb(family, gain, luckOf(seed), budget)
  const best = seated(scene, seat, family.mind(found.deviation))
  const gains = Float64Array.from(keys('fresh', fresh), (key) => {
    const [with_, without] = [best, scene].map((each) => playOut(each, begin(each, { key }).table, seat))
    return with_! - without!
  })
  return { ...found, gains }
}

/** The same scene with another mind in one seat. */
export const seated = (scene: Scene, seat: SeatId, mind: AnyMind): Scene => ({
  ...scene,
  minds: { ...scene.minds, [seat]: mind },
})

const LONGEST = 100_000

/** What a seat gets when a table is played on by minds that answer at once; throws, naming the mind, where one does not. */
export const playOut = (scene: Scene, from: Table, seat: SeatId): number => {
  const { protocol } = scene
  if (!protocol.payoff) throw new Error(`${protocol.name} tells no payoff, so nothing can be gained`)
  const root = luckOf(from.luck)
  let table = from
  for (let steps = 0; ; steps++) {
    const turn = turnOf(scene, table)
    if (turn.ask.length === 0) break
    if (steps >= LONGEST) throw new Error(`${protocol.name} goes on for more than ${LONGEST} asks`)
    const asks = asked(scene, table, turn)
    const chosen = turn.until === 'any' && asks.length > 1 ? [root.of('floor', table.turn).pick(asks)] : asks
    const replies: Record<SeatId, Answer> = {}
    for (const seen of chosen) {
      const reply = seen.mind.decide(seen as never, table.kept[seen.seat] as never)
      if (reply instanceof Promise)
        throw new Error(`${seen.mind.name} in ${seen.seat} does not answer at once; a search needs minds that do`)
      replies[seen.seat] = reply
    }
    table = advance(scene, table, replies).table
  }
  const value = (protocol.payoff(table.state) as Readonly<Record<SeatId, number>>)[seat]
  if (value === undefined) throw new Error(`${protocol.name} pays no seat called ${seat}`)
  return value
}
