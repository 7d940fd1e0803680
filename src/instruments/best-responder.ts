import type { Episode, Estimate, Instrument, Row, Scene, SeatId } from 'suasion'
import { advance, asked, begin, canonical, closingOf, luckOf, onlooker, openingOf, repliesAt } from 'suasion'
import {
  type Budget,
  climb,
  type DeviationFamily,
  playOut,
  type SearchOptions,
  searchBestResponder,
  seated,
} from 'suasion/solvers'
import { mean, oneSampleTest } from 'suasion/statistics'

export interface BestResponderOptions<D> extends Budget {
  /** The seat or role that is measured: a row for each such seat. */
  readonly of: string
  /** The scene of an episode, with the minds that the others played by; they must answer at once. */
  readonly scene: (episode: Episode) => Scene
  readonly family: DeviationFamily<D>
}

/**
 * Replays each log with other ways to play one seat, and reads what the best one found would have got more, luck and
 * the others' minds as they were: a lower bound of regret in hindsight, with the number of deviations tried in the
 * column's name. At least 0: to play as it did is among them. It knows the luck of the episode, so it is no
 * exploitability: {@link responderGain} is. Null where the episode has no payoff.
 * Throws where the others' minds do not play as the log says, naming turn and seat.
 */
export const bestResponder = <D>({ of, scene, family, ...budget }: BestResponderOptions<D>): Instrument => {
  const { deviations = 200 } = budget
  const column = `hindsightGainAtLeastBestOf${deviations}`
  return {
    name: 'best responder',
    columns: {
      seat: 'the seat',
      payoff: 'what it got',
      [column]: `what the best of ${deviations} deviations found (${family.name}) would have got more under the same luck: at least so much was missed`,
    },
    read: (episode) => {
      const { key, luck, carry, seats } = openingOf(episode)
      const payoff = closingOf(episode).payoff
      const measured = Object.keys(seats).filter((seat) => seat === of || seats[seat]!.role === of)
      return measured.map((seat): Row => {
        if (!payoff) return { seat, payoff: null, [column]: null }
        const stage = scene(episode)
        checkReplay(stage, episode, seat)
        const seating = { key, luck, ...(carry && { carry }) }
        const got = payoff[seat]!
        const gain = (deviation: D): number => {
          const other = seated(stage, seat, family.mind(deviation))
          return playOut(other, begin(other, seating).table, seat) - got
        }
        const { score } = climb(family, gain, luckOf(key).of('best responder', seat), budget)
        return { seat, payoff: got, [column]: Math.max(0, score) }
      })
    },
  }
}

/**
 * What the best responder found in a family gains over the mind that sits in a seat, on average over luck that the
 * search did not see: a lower bound of what the best response would gain, with its budget in the estimator's name.
 */
export const responderGain = <D>(
  scene: Scene,
  seat: SeatId,
  family: DeviationFamily<D>,
  options: SearchOptions,
): Estimate => {
  const { gains, tried } = searchBestResponder(scene, seat, family, options)
  const { episodes = 20, fresh = 200, restarts = 10 } = options
  const estimator = `gain of the best of ${tried} deviations (${family.name}; ${restarts} restarts, ${episodes} lucks searched, ${fresh} fresh), lower bound`
  const varies = gains.some((gain) => Math.abs(gain - gains[0]!) > 1e-12 * Math.max(1, Math.abs(gains[0]!)))
  if (!varies) return { value: mean(gains), n: fresh, estimator }
  const { value, interval, level, n, se } = oneSampleTest([...gains])
  return { value, interval, level: level!, n, se, estimator: `${estimator}, t interval` }
}

const checkReplay = (scene: Scene, episode: Episode, measured: SeatId): void => {
  const stage = seated(scene, measured, onlooker)
  const { key, luck, carry, protocol, version } = openingOf(episode)
  if (protocol !== scene.protocol.name || version !== scene.protocol.version)
    throw new Error(`bestResponder: ${key} was played by ${protocol} version ${version}, and the scene is of another`)
  let { table } = begin(stage, { key, luck, ...(carry && { carry }) })
  for (;;) {
    const replies = repliesAt(episode, table.turn)
    if (Object.keys(replies).length === 0) return
    for (const seen of asked(stage, table)) {
      const { seat, mind } = seen
      const logged = replies[seat]
      if (seat === measured || !logged || 'absent' in logged) continue
      const reply = mind.decide(seen as never, table.kept[seat] as never)
      if (reply instanceof Promise)
        throw new Error(`bestResponder: ${mind.name} in ${seat} does not answer at once, so it cannot be replayed`)
      if (canonical(reply.act) !== canonical(logged.act))
        throw new Error(
          `bestResponder: at turn ${table.turn} of ${key} ${mind.name} in ${seat} does ${canonical(reply.act)}, and the log says ${canonical(logged.act)}; hand it the minds that played`,
        )
    }
    table = advance(stage, table, replies).table
  }
}
