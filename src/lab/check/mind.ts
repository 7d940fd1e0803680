import * as catalogue from '../../catalogue.ts'
import {
  type AnyMind,
  type AnyProtocol,
  askQuestion,
  begin,
  luckOf,
  type Question,
  type Scene,
  type SeatId,
  scene,
  type Table,
  unstorable,
} from '../../core/index.ts'
import { attempt, difference, type Finding, messageOf, type Report, reportOn } from './finding.ts'
import { type Heard, listen } from './hears.ts'
import { seating } from './params.ts'
import { playNow, TURNS } from './stories.ts'
import { walk } from './walk.ts'
import { watch } from './watch.ts'

export interface MindCheck {
  /** How many episodes for each role. Default 20. */
  readonly seeds?: number
  /** Other formal minds of the protocol, met in every other episode. */
  readonly others?: readonly AnyMind[]
  /** Questions that instruments put to it; those it declares no answer to are left out. */
  readonly questions?: readonly Question[]
}

/**
 * Plays a mind in every role it can take, against random minds and others, and reports each promise it breaks: no act
 * of its is refused, the same key gives the same log, its memory is plain data that it never changes in place, and it
 * hears what it says it hears: no other field of others' acts changes what it does, and one of those does.
 */
export const checkMind = async (
  protocol: AnyProtocol,
  mind: AnyMind,
  options: MindCheck = {},
): Promise<readonly Finding[]> => {
  const { seeds = 20, others = [], questions = [] } = options
  const report = reportOn(`${mind.name} (${protocol.name})`)
  const { random, drawAct } = await catalogue.minds.random()
  const watched = watch(protocol, report)
  const roles = mind.roles ?? Object.keys(protocol.roles)
  const unknown = roles.filter((role) => !(role in protocol.roles))
  if (unknown.length) {
    report('roles', `it takes ${unknown}, and the roles are ${Object.keys(protocol.roles)}`)
    return report.found
  }
  if (mind.source.trim() === '') report('source', "it names no source; right would be a paper, or the word 'chosen'")
  if ((mind.cast === 'fitted') !== (mind.fit !== undefined))
    report('fit', `its cast is ${mind.cast}, and it has ${mind.fit ? 'a' : 'no'} fit`)
  // Its partners' expressive fields stand as drawn, so that each can be swapped alone.
  const partner: AnyMind = { ...random(), speaks: 'generated' }
  const heard: Heard[] = []
  const known = new Set<string>()
  let swappable = false

  for (const role of roles) {
    const settings = attempt(report, 'plays', `as ${role}`, () => seating(protocol, role)) ?? []
    if (settings.length === 0) {
      report('plays', `no parameters that the kit tries seat a ${role}`)
      continue
    }
    // What others do may need other parameters than the defaults, such as talk.
    const seated = (minds: Readonly<Record<string, AnyMind>>, seed: number, on = watched): Scene =>
      scene(on, { params: settings[seed % settings.length]!, minds } as never)
    const everybody = (seed: number): Record<string, AnyMind> =>
      Object.fromEntries(
        Object.keys(protocol.roles).map((each): [string, AnyMind] => {
          const able = seed % 2 === 0 ? [] : others.filter((other) => other.roles?.includes(each) ?? true)
          return [each, able.length > 0 ? able[seed % able.length]! : partner]
        }),
      )
    for (let seed = 0; seed < seeds; seed++)
      attempt(report, 'plays', `as ${role}, seed ${seed}`, () => {
        const key = `${protocol.name}/${mind.name}/${role}/${seed}`
        const staged = seated({ ...everybody(seed), [role]: mind }, seed % 2 === 0 ? 0 : seed)
        const { table } = begin(staged, { key })
        const walked = walk(staged, table, { maxTurns: TURNS })
        const own = (seat: string) => table.roles[seat] === role
        for (const event of walked.events)
          if (event.kind === 'fault' && own(event.seat))
            report('faults', `as ${role}, seed ${seed}, turn ${event.turn}: its act is refused: ${event.problem}`)
        for (const at of walked.tables)
          for (const seat of Object.keys(at.kept).filter(own)) {
            const lost = unstorable(at.kept[seat] ?? null, 'kept')
            if (lost) report('memory is plain data', `as ${role}, turn ${at.turn}: ${lost}, which JSON cannot hold`)
          }
        if (seed < 3) {
          const [once, again] = [playNow(staged, key).episode, playNow(staged, key).episode]
          const found = difference(once, again, 'log')
          if (found) report('same key, same log', `${key}, played twice: ${found}`)
          const lost = unstorable(once, 'log')
          if (lost) report('log is plain data', `${key}: ${lost}, which JSON cannot hold`)
        }
      })
    if (!mind.hears) continue
    for (let seed = 0; seed < seeds; seed++)
      attempt(report, 'hears', `as ${role}, seed ${seed}`, () => {
        const key = `${protocol.name}/${mind.name}/${role}/hears/${seed}`
        const cast = Object.fromEntries(Object.keys(protocol.roles).map((each) => [each, partner]))
        const dealt = begin(seated({ ...cast, [role]: mind }, seed, protocol), { key }).table.roles
        const seats = Object.keys(dealt).filter((seat) => dealt[seat] === role)
        if (seats.length === 0 || Object.keys(dealt).length < 2) return
        swappable = true
        const seat = luckOf(key).of('seat').pick(seats)
        const staged = seated({ ...cast, [seat]: mind }, seed, protocol)
        const table = begin(staged, { key }).table
        const asked = (questions.length > 0 ? questions : ownQuestions(mind, staged, table, seat)).filter((question) =>
          answers(mind, staged, table, seat, question),
        )
        for (const each of listen({
          scene: staged,
          key,
          seat,
          mind,
          questions: asked,
          draw: drawAct as never,
          known,
        })) {
          heard.push(each)
          known.add(each.field)
        }
      })
  }
  checkHears(protocol, mind, heard, swappable, seeds, report)
  return report.found
}

/** Whether a mind has an answer to a question. */
const answers = (mind: AnyMind, staged: Scene, table: Table, seat: SeatId, question: Question): boolean => {
  try {
    return !(
      mind.decide(askQuestion(staged, table, seat, luckOf(table.luck), question), table.kept[seat] ?? null) instanceof
      Promise
    )
  } catch {
    return false
  }
}

const likert = (id: string): Question => ({ kind: 'likert', id, text: id, points: 7, low: 'no', high: 'yes' })

/** Questions a mind can answer where nobody names any: one that meets an unknown one says which it knows. */
const ownQuestions = (mind: AnyMind, staged: Scene, table: Table, seat: SeatId): Question[] => {
  const unknown = askQuestion(staged, table, seat, luckOf(table.luck), likert('kit'))
  try {
    mind.decide(unknown, table.kept[seat] ?? null)
    return [likert('kit')]
  } catch (error) {
    const [, names = ''] = /it answers (.+)$/.exec(messageOf(error)) ?? []
    const ids = names.split(', ').filter((name) => /^[\w-]+$/.test(name))
    return ids.flatMap((id): Question[] => [likert(id), { kind: 'slider', id, text: id, min: 0, max: 100 }])
  }
}

const checkHears = (
  protocol: AnyProtocol,
  { hears }: AnyMind,
  heard: readonly Heard[],
  swappable: boolean,
  seeds: number,
  report: Report,
): void => {
  if (!hears) return
  const fields = [
    'move',
    ...Object.values(protocol.moves as AnyProtocol['moves']).flatMap((schema) =>
      Object.keys((schema as { shape: object }).shape),
    ),
  ]
  const strange = hears.filter((field) => !fields.includes(field))
  if (strange.length)
    report('hears', `it says it hears ${strange}, and the fields of the moves are ${[...new Set(fields)].join(', ')}`)
  // Another move brings other fields with it, so hearing one of those is hearing the swap.
  const declared = ({ field, fields }: Heard) =>
    (field === 'move' ? fields : [field]).some((each) => hears.includes(each))
  for (const each of heard)
    if (!declared(each)) report('hears', `it hears ${each.field} and does not say so: ${each.what}`)
  if (swappable && hears.length > 0 && !heard.some(declared))
    report(
      'hears',
      `it says it hears ${hears.join(', ')} and does not: whatever of that others can do otherwise over ${seeds} seeds, nothing it does or answers changes`,
    )
}
