import {
  type Answer,
  advance,
  asked,
  begin,
  type Episode,
  fork,
  luckOf,
  type Probe,
  refold,
  type Scene,
  type SeatId,
  type Table,
  turnOf,
  type Why,
} from '../../core/index.ts'
import { type Played, play } from '../driver.ts'
import { difference, type Report } from './finding.ts'
import { decide, type Walked, walk } from './walk.ts'
import { packed } from './watch.ts'

/** An episode that outlasts this many turns in random play does not end. */
export const TURNS = 3000

/** The question that the kit puts to every seat after every turn. */
const question = {
  kind: 'likert',
  id: 'kit',
  text: 'How content are you?',
  points: 7,
  low: 'not',
  high: 'very',
} as const

/** Plays with minds that answer at once. */
export const playNow = (scene: Scene, key: string, probes: readonly Probe[] = [], maxTurns = TURNS): Played => {
  const played = play(scene, key, { probes, maxTurns })
  if (played instanceof Promise) throw new Error(`the kit plays minds that answer at once, and one at ${key} waits`)
  return played
}

const same = (a: Episode, b: Episode, check: string, what: string, report: Report): void => {
  const found = difference(a, b, 'log')
  if (found) report(check, `${what}: ${found}`)
}

/** The same key gives the same log, and what was walked is what the driver plays. */
export const checkSame = (scene: Scene, key: string, walked: Walked, report: Report): void => {
  const first = playNow(scene, key).episode
  same(first, playNow(scene, key).episode, 'same key, same log', `${key}, played twice`, report)
  same(first.slice(1, -1), walked.events, 'same key, same log', `${key}, played again`, report)
}

/** A log can be stored, and folded again to the table it came from; a fork that changes nothing goes on as the original did. */
export const checkLog = (scene: Scene, { key }: Table, walked: Walked, report: Report): void => {
  const { protocol } = scene
  const { episode } = playNow(scene, key)
  const read: Episode = JSON.parse(JSON.stringify(episode))
  const folded = refold(scene, read)
  const live = walked.table
  for (const part of ['turn', 'roles', 'kept'] as const) {
    const found = difference(live[part], folded[part], part)
    if (found) report('refold', `${key}: the table folded from its stored log differs: ${found}`)
  }
  const found = difference(packed(protocol, live.state), packed(protocol, folded.state), 'state')
  if (found) report('refold', `${key}: the table folded from its stored log differs: ${found}`)
  if (live.turn === 0) return
  const turn = Math.floor(luckOf(key).of('fork').uniform() * live.turn)
  const later = walk(scene, fork(scene, read, turn)).events
  same(eventsFrom(walked, turn), later, 'fork', `${key}, forked at turn ${turn} with no change`, report)
}

const eventsFrom = ({ events }: Walked, turn: number) =>
  events.filter((event) => 'turn' in event && event.turn >= turn && !(event.kind === 'fault' && event.turn < turn))

/** A turn that only some have answered is stored and read again, and the episode goes on to the same end. */
export const checkHalfAnswered = (scene: Scene, walked: Walked, report: Report): void => {
  const { protocol } = scene
  const half = walked.tables.find((table) => {
    const { ask, until = 'all' } = turnOf(scene, table)
    return until === 'all' && ask.length > 1
  })
  if (!half) return
  const [first] = asked(scene, half)
  const taken = advance(scene, half, { [first!.seat]: decide(half, first!) }).table
  const stored = JSON.parse(JSON.stringify({ ...taken, state: packed(protocol, taken.state) }))
  const read: Table = { ...stored, state: protocol.unpack ? protocol.unpack(stored.state) : stored.state }
  const later = walk(scene, read).events
  const [before, after] = [eventsFrom(walked, half.turn), later].map((events) =>
    events.filter((each) => each.kind !== 'fault'),
  )
  same(before!, after!, 'half-answered turn', `${half.key}, stored in the middle of turn ${half.turn}`, report)
}

/** A question put to everybody after every turn changes nothing that follows. */
export const checkProbe = (scene: Scene, { key, roles }: Table, report: Report): void => {
  const probes = [...new Set(Object.values(roles))].flatMap((of): Probe[] =>
    (['before', 'each', 'after'] as const).map((when) => ({ of, when, question })),
  )
  const probed = playNow(scene, key, probes).episode.filter((event) => event.kind !== 'probe')
  same(playNow(scene, key).episode, probed, 'probe', `${key}, with a probe after every turn`, report)
}

/** Whoever leaves, is late or answers badly, whenever: the episode goes on to an end. */
export const checkAbsence = (scene: Scene, key: string, report: Report): void => {
  for (const why of ['left', 'late', 'invalid'] satisfies Why[]) {
    const gone = (table: Table, seat: SeatId): Answer | null =>
      luckOf(`${key}/${why}`).of('absent', table.turn, seat).uniform() < 0.25 ? { absent: why } : null
    const { table } = begin(scene, { key })
    const walked = walk(scene, table, { answer: (at, { seat }) => gone(at, seat), maxTurns: TURNS })
    if (!walked.ended) {
      report('absence', `${key}: with seats ${why} at random turns it has not ended after ${TURNS} turns`)
      return
    }
    scene.protocol.payoff?.(walked.table.state)
  }
}
