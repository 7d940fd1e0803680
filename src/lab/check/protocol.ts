import * as catalogue from '../../catalogue.ts'
import {
  type AnyMind,
  type AnyProtocol,
  begin,
  type Episode,
  finish,
  luckOf,
  type Scene,
  scene,
  type Table,
  unstorable,
} from '../../core/index.ts'
import { attempt, type Finding, type Report, Reported, reportOn } from './finding.ts'
import { checkLeaks, type DrawAct, findHidden, type Met } from './leaks.ts'
import { drawParams, edges, type Params } from './params.ts'
import { checkAbsence, checkHalfAnswered, checkLog, checkProbe, checkSame, TURNS } from './stories.ts'
import { walk } from './walk.ts'
import { watch, watchLuck } from './watch.ts'
import { checkAsk, reader } from './words.ts'

export interface ProtocolCheck {
  /** How many episodes of random play. Default 50. */
  readonly seeds?: number
  /** Formal minds of the protocol, which take part in some of the episodes where their roles allow. */
  readonly minds?: readonly AnyMind[]
  /** Holds a kernel equal to the rules: throws, or gives the differences in words. */
  readonly kernelCheck?: (() => unknown) | undefined
}

/** Ask by ask the words of so many seats are read; beyond that only those of who is asked. */
const READINGS = 2500
/** So many states are searched for leaks. */
const STATES = 80

/**
 * Plays a protocol with random minds and reports each promise it breaks: it starts with no parameters and ends, the
 * same key gives the same log, nothing it is handed changes, every move occurs, every ask becomes JSON Schema, words
 * are whole and only added to, nothing hidden leaks, probes and forks change nothing, logs and half-answered turns can
 * be stored and gone on from, absence never stops it, and its parameters hold at their bounds.
 */
export const checkProtocol = async (
  protocol: AnyProtocol,
  options: ProtocolCheck = {},
): Promise<readonly Finding[]> => {
  const { seeds = 50, minds = [], kernelCheck } = options
  const { random, drawAct } = await catalogue.minds.random()
  const report = reportOn(protocol.name)
  const watched = watch(protocol, report)
  const roles = Object.keys(protocol.roles)

  const stage = (params: Params, seed: number): Scene | null => {
    const player = {
      ...random({ extreme: seed % 3 === 2 }),
      ...(seed % 2 === 1 && { speaks: 'generated' as const }),
    }
    const seated = Object.fromEntries(
      roles.map((role, i): [string, AnyMind] => {
        const able = seed % 4 === 3 ? minds.filter((mind) => mind.roles?.includes(role) ?? true) : []
        return [role, able.length > 0 ? able[(seed + i) % able.length]! : player]
      }),
    )
    return attempt(report, 'starts', `with ${JSON.stringify(params)}`, () => scene(watched, { params, minds: seated }))
  }
  if (!stage({}, 0)) return report.found
  if (attempt(report, 'parameters', 'as JSON Schema', () => edges(protocol)) === null) return report.found

  const made = new Set<string>()
  const met: Met[] = []
  let readings = 0
  const explore = (staged: Scene, key: string, again: boolean): void => {
    const read = reader(watched, report)
    const visit = (table: Table, asks: Parameters<typeof checkAsk>[2][]): void => {
      for (const each of asks) checkAsk(watched, table, each, report)
      // What is told grows with the turns, so late turns are only sampled.
      if (table.turn > 100 && table.turn % 50 !== 0) return
      const seats = readings < READINGS ? Object.keys(table.roles) : asks.slice(0, 1).map(({ seat }) => seat)
      readings += seats.length
      for (const seat of seats) read(table, seat, asks.find((each) => each.seat === seat)?.legal ?? null)
    }
    const lucky = { ...staged, protocol: watchLuck(watched, report) }
    const { table } = begin(lucky, { key })
    const walked = walk(lucky, table, { maxTurns: TURNS, visit: (at, asks) => visit(at, [...asks]) })
    if (!walked.ended) {
      report('ends', `${key}: it has not ended after ${TURNS} turns`)
      return
    }
    const log: Episode = [...walked.events, finish(staged, walked.table).event]
    const lost = unstorable(log, 'log')
    if (lost) {
      report('log is plain data', `${key}: ${lost}, which JSON cannot hold`)
      return
    }
    for (const event of log) {
      if (event.kind === 'act') made.add(String(event.act['move']))
      const drew = event.kind === 'fault' && staged.minds[table.roles[event.seat]!]!.plays === '*'
      if (drew) report('asks', `${key}: an act drawn from the form is refused: ${event.problem}`)
    }
    for (const at of some(walked.tables, key))
      met.push({ scene: staged, table: at, acts: actsAt(walked.events, at.turn) })
    if (!again) return
    checkSame(staged, key, walked, report)
    checkLog(staged, table, walked, report)
    checkHalfAnswered(staged, walked, report)
    // Only random minds have an answer to any question.
    if (Object.values(staged.minds).every(({ plays }) => plays === '*')) checkProbe(staged, table, report)
    checkAbsence(staged, key, report)
  }

  const endless = () => report.found.some(({ rule }) => rule === 'ends' || rule === 'absence')
  const tryOut = (rule: string, where: string, params: Params, seed: number, key: string, again: boolean): void => {
    attempt(report, rule, where, () => {
      const minds = stage({}, seed)!.minds
      const staged = refusedOr(protocol, params, () => {
        const set = scene(watched, { params, minds })
        begin(set, { key })
        return set
      })
      if (staged) explore(staged, key, again)
    })
  }
  for (let seed = 0; seed < seeds && !endless(); seed++) {
    const params = seed % 2 === 0 ? {} : drawParams(protocol, seed)
    tryOut('plays', `seed ${seed}`, params, seed, `${protocol.name}/${seed}`, seed % 5 < 2 && seed < 20)
  }
  for (const [name, params] of endless() ? [] : edges(protocol)) {
    const where = `${name} = ${JSON.stringify(params[name])}`
    tryOut('parameters', where, params, 0, `${protocol.name}/${where}`, false)
  }
  const unmade = Object.keys(protocol.moves).filter((move) => !made.has(move))
  if (unmade.length) report('every move occurs', `${unmade.join(', ')} never occurred over ${seeds} seeds`)
  attempt(report, 'leaks', 'redrawing what a seat does not know', () =>
    checkHidden(watched, spread(met, STATES), drawAct, report),
  )
  if (kernelCheck)
    attempt(report, 'kernel', 'kernelCheck', () => {
      const found = kernelCheck()
      if (Array.isArray(found)) for (const each of found) report('kernel', String(each))
      else if (typeof found === 'string') report('kernel', found)
    })
  return report.found
}

const checkHidden = (protocol: AnyProtocol, met: readonly Met[], draw: unknown, report: Report): void => {
  const hidden = findHidden(met, draw as DrawAct)
  if (!protocol.resample) {
    if (hidden)
      report(
        'leaks',
        `${hidden.seat} sees the same where ${hidden.what}, so something is hidden, and there is no resample to look for leaks with`,
      )
    return
  }
  const redrawn = checkLeaks(met, report)
  if (hidden && !redrawn)
    report('leaks', `resample never redraws anything, and ${hidden.seat} sees the same where ${hidden.what}`)
}

const actsAt = (events: Episode, turn: number): Met['acts'] =>
  events.flatMap((event) =>
    event.kind === 'act' && event.turn === turn ? [{ seat: event.seat, act: event.act as never }] : [],
  )

/** The first table, the last, and two between. */
const some = (tables: readonly Table[], key: string): Table[] => {
  const between = tables.slice(1, -1)
  const middle = luckOf(key).of('met').draw(between, Math.min(2, between.length))
  return [...new Set([tables[0]!, ...middle, tables.at(-1)!])]
}

const spread = <T>(all: readonly T[], most: number): T[] =>
  all.length <= most ? [...all] : Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)]!)

/** The result, or null where these parameters are refused in words that name the protocol or one of them, as is right. */
const refusedOr = <T>(protocol: AnyProtocol, params: Params, act: () => T): T | null => {
  try {
    return act()
  } catch (error) {
    const names = [protocol.name, ...Object.keys(params)]
    const inWords =
      error instanceof Error && error.name === 'Error' && names.some((name) => error.message.includes(name))
    if (inWords && Object.keys(params).length > 0 && !(error instanceof Reported)) return null
    throw error
  }
}
