import {
  type AnyMind,
  type AnyProtocol,
  type Asked,
  advance,
  asked,
  begin,
  closingOf,
  type Episode,
  type Event,
  type Json,
  type Line,
  openingOf,
  repliesAt,
  type Scene,
  type SeatId,
  scene,
} from '../core/index.ts'
import { type Played, play } from './driver.ts'

/** Of a longer episode the turns of so many acts are told, and so many turns at its end. */
const ACTS = 36
const ENDING = 2

/**
 * An episode as a story that a person can read: who plays, and for each act what its seat was told since it last acted,
 * the ask, and what it did; probes where they were put, faults, absences, and the payoff. Numbers have six digits.
 */
export const story = (scene: Scene, episode: Episode): string => {
  const { protocol, wording, params, seats, key, luck, carry } = openingOf(episode)
  const paragraphs = [
    [
      `${protocol} ${show(params)}${wording === 'own' ? '' : `, wording ${wording}`}`,
      scene.words.about,
      ...Object.entries(seats).map(([seat, { role, mind }]) => `${seat}${role === seat ? '' : ` (${role})`}: ${mind}`),
    ].join('\n'),
  ]
  const { turns } = closingOf(episode)
  const beginning = episode.filter((event) => event.kind === 'act')[ACTS]?.turn ?? turns
  const isTold = (turn: number) => turn < beginning || turn >= turns - ENDING
  const told = new Map<SeatId, number>()
  const at = (moment: string) => episode.filter((event) => event.kind === 'probe' && event.when === moment)
  const probes = (moment: string) => {
    const found = at(moment)
    if (found.length > 0) paragraphs.push(found.map(answered).join('\n'))
  }
  probes('before')
  let table = begin(scene, { key, luck, ...(carry && { carry }) }).table
  while (table.turn < turns) {
    const { turn } = table
    const replies = repliesAt(episode, turn)
    if (Object.keys(replies).length === 0) break
    const here = episode.filter((event) => 'turn' in event && event.turn === turn && event.kind !== 'probe')
    if (isTold(turn))
      for (const seen of asked(scene, table)) {
        const did = here.filter((event) => 'seat' in event && event.seat === seen.seat)
        if (did.length > 0)
          paragraphs.push(
            [`[${turn}] ${seen.seat} is told`, ...sees(seen, told, scene.words.about), ...did.map(done)].join('\n'),
          )
      }
    else if (turn === beginning) paragraphs.push(`... ${turns - ENDING - beginning} turns ...`)
    if (isTold(turn)) probes(String(turn))
    table = advance(scene, table, replies).table
  }
  probes('after')
  const { payoff, flags } = closingOf(episode)
  const ends = [
    `turns ${turns}`,
    ...(payoff ? [`payoff ${show(payoff)}`] : []),
    ...(flags.length ? [`flags ${flags.join(', ')}`] : []),
  ]
  return `${[...paragraphs, ends.join('\n')].join('\n\n')}\n`
}

const indent = (text: string, mark = ''): string[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `    ${mark}${line}`)

const sees = (seen: Asked, told: Map<SeatId, number>, about: string): string[] => {
  const { brief, lines, now, ask } = seen.words()
  const before = told.get(seen.seat)
  told.set(seen.seat, lines.length)
  const fresh = lines.slice(before ?? 0).flatMap((line) => indent(spoken(line)))
  // What holds for everybody stands at the head of the story.
  const own = brief.startsWith(about) ? brief.slice(about.length) : brief
  return [...(before === undefined ? indent(own) : []), ...fresh, ...indent(now), ...indent(ask, '? ')]
}

const spoken = ({ by, to, text }: Line): string =>
  by === null ? text : `${by}${to ? ` to ${to.join(', ')}` : ''}: "${text}"`

const done = (event: Event): string => {
  if (event.kind === 'act') return `    > ${show(event.act)}${event.flags ? ` (${event.flags.join(', ')})` : ''}`
  if (event.kind === 'fault') return `    ! ${event.problem}`
  return event.kind === 'absent' ? `    > absent: ${event.why}` : ''
}

const answered = (event: Event): string =>
  event.kind === 'probe' ? `${event.seat} is asked ${event.question}: ${show(event.answer)}` : ''

const show = (value: Json): string =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'number' ? Number(inner.toPrecision(6)) : inner))

/** The episode of a protocol's golden: its first formal minds, or random ones where a role has none, and the seed 'golden'. */
export const goldenStory = (protocol: AnyProtocol, minds: readonly AnyMind[], random: AnyMind): string => {
  const cast = Object.fromEntries(
    Object.keys(protocol.roles).map((role) => [
      role,
      minds.find((mind) => mind.roles?.includes(role) ?? true) ?? random,
    ]),
  )
  const staged = scene(protocol, { minds: cast })
  const played = play(staged, 'golden')
  if (played instanceof Promise) throw new Error(`${protocol.name}: the minds of a golden answer at once`)
  return story(staged, (played satisfies Played).episode)
}
