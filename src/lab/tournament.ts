import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AnyMind, type AnyProtocol, type AnyStudy, FORMAT, type Json, settings, study } from '../core/index.ts'
import { diskError, makeFolder } from './disk-error.ts'
import { Misuse } from './misuse.ts'
import { analyse } from './rows.ts'
import { type RunOptions, run } from './run.ts'
import { readEpisodes, readManifest } from './store.ts'
import {
  checkSwiss,
  entrantsOf,
  type Format,
  gamesOf,
  type Plan,
  tournamentDesign,
  usualRounds,
} from './tournament/design.ts'
import { matchAddress, matchesOf, type Outcome, seatScores } from './tournament/matches.ts'
import { type Pairing, pairingsOf } from './tournament/pairing.ts'
import { type Standings, standingsOf, type Tournament } from './tournament/standings.ts'
import { version } from './version.ts'

export type { Outcome } from './tournament/matches.ts'
export type { Standing, Standings, Tournament } from './tournament/standings.ts'
export { renderStandings } from './tournament/text.ts'

/** Minds by the names the tables give them; in a list, by their own. */
export type Minds = readonly AnyMind[] | Readonly<Record<string, AnyMind>>

export interface TournamentOptions
  extends Pick<RunOptions, 'folder' | 'signal' | 'onProgress' | 'parallel' | 'debrief' | 'seed'> {
  /** Who takes part: two or more, each under another name. */
  readonly minds: Minds
  /** Opponents that every entrant meets, and that are in no rating: what is won against them stands apart. */
  readonly heldBack?: Minds
  /** Everybody meets everybody in every round, unless said; or whoever has as many points. */
  readonly format?: Format
  /** 10 of a round robin (chosen); of a Swiss tournament, as many as tell the entrants apart if nobody ties. */
  readonly rounds?: number
  /** Every match is played in all orders on the same luck; otherwise the orders take turns. */
  readonly swap?: boolean
  /** Every entrant also meets itself; such games are in the matrix only. */
  readonly selfPlay?: boolean
  readonly params?: Readonly<Record<string, Json>>
  readonly wording?: string
  /** What a game is won by, for a protocol without payoffs, or in place of them. */
  readonly outcome?: Outcome
}

const named = (minds: Minds): Record<string, AnyMind> => {
  if (!Array.isArray(minds))
    return Object.fromEntries(
      Object.entries(minds as Readonly<Record<string, AnyMind>>).map(([name, mind]) => [name, { ...mind, name }]),
    )
  const found: Record<string, AnyMind> = {}
  for (const mind of minds as readonly AnyMind[]) {
    if (Object.hasOwn(found, mind.name))
      throw new Misuse(`${mind.name} is named twice; minds that meet must differ, and be called something else`)
    found[mind.name] = mind
  }
  return found
}

/** A tournament with everything checked: what its record says, its minds and its design. */
export const prepareTournament = (protocol: AnyProtocol, options: TournamentOptions) => {
  const { format = 'round-robin', swap = false, selfPlay = false, wording = 'own', seed = '1', outcome } = options
  const { params = {} } = options
  if (format !== 'round-robin' && format !== 'swiss')
    throw new Misuse(`there is no format ${String(format)}; there are round-robin and swiss`)
  if (!protocol.payoff && !outcome)
    throw new Misuse(
      `${protocol.name} has no payoffs, so nobody wins it; give tournament() an outcome that scores its seats, or measure it with a study`,
    )
  const entrants = named(options.minds)
  const held = named(options.heldBack ?? {})
  const twice = Object.keys(held).find((name) => Object.hasOwn(entrants, name))
  if (twice !== undefined) throw new Misuse(`${twice} takes part and is held back; it can be one of both`)
  if (Object.keys(entrants).length < 2)
    throw new Misuse(`a tournament needs two minds or more, not ${Object.keys(entrants).length}`)
  const minds = { ...entrants, ...held }
  const table = { protocol, params: settings(protocol, params), wording }
  const pairings = pairingsOf(table, minds, Object.keys(held), selfPlay)
  const rounds = options.rounds ?? usualRounds(format, Object.keys(entrants).length)
  if (!(Number.isSafeInteger(rounds) && rounds >= 1))
    throw new Misuse(`a tournament has a whole number of rounds of at least 1, not ${rounds}`)
  const plan: Plan = { format, pairings, rounds, swap }
  if (format === 'swiss') checkSwiss(plan)
  const record: Tournament = {
    format: FORMAT,
    suasion: version,
    protocol: protocol.name,
    version: protocol.version,
    params,
    wording,
    pairing: format,
    rounds,
    swap,
    selfPlay,
    seed,
    outcome: outcome?.name ?? null,
    minds: Object.values(minds).map(({ name, cast, source, hears, fit }) => ({
      name,
      cast,
      source,
      hears: hears ?? null,
      fit: fit ?? null,
    })),
    heldBack: Object.keys(held),
    pairs: pairings.map((pairing) => ({
      minds: pairing.minds,
      games: gamesOf(pairing, swap),
      fair: pairing.fair,
    })),
  }
  return { record, minds, plan, study: studyOf(protocol, plan, minds, outcome ?? null) }
}

/** A tournament is played as a study, so that it is stored, resumed and stopped as one. */
const studyOf = (
  protocol: AnyProtocol,
  plan: Plan,
  minds: Readonly<Record<string, AnyMind>>,
  outcome: Outcome | null,
): AnyStudy => {
  const orders = plan.pairings.flatMap((pairing: Pairing) => pairing.orders)
  const scenes = new Map(orders.map(({ name, scene }) => [name, scene]))
  const addresses = new Set(plan.pairings.map((pairing) => matchAddress(pairing.minds, 0)))
  if (scenes.size < orders.length || addresses.size < plan.pairings.length)
    throw new Misuse(
      `the names of some minds, joined by a comma, are those of other minds: ${Object.keys(minds).join('; ')}; name them without commas`,
    )
  return study({
    name: protocol.name,
    title: `A ${plan.format} tournament of ${protocol.name}`,
    cite: '',
    question: `Who does best at ${protocol.name}?`,
    estimand: `the ability of ${entrantsOf(plan).join(', ')}`,
    design: tournamentDesign(plan),
    cast: minds,
    scene: ({ game }) => scenes.get(String(game))!,
    instruments: [seatScores(outcome)],
    published: {},
    estimates: () => ({}),
    limits: [],
  })
}

/** What makes two tournaments the same, as text; its fingerprint names the folder. */
export const tournamentIdentity = ({ suasion: _, ...record }: Tournament): string => JSON.stringify(record)

const recordIn = (folder: string): string => join(folder, 'tournament.json')

const readRecord = (folder: string): Tournament => {
  const path = recordIn(folder)
  if (!existsSync(path))
    throw new Misuse(
      `${folder} is no tournament: it has no tournament.json. suasion tournament makes one, and prints its folder`,
    )
  let record: Tournament
  try {
    record = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new Misuse(`${path} is damaged: it is not JSON`)
  }
  if (record.format !== FORMAT)
    throw new Misuse(`${path} has format ${record.format ?? 'unknown'}; this version of suasion reads format ${FORMAT}`)
  return record
}

/** Takes a folder for a tournament; throws where it holds something else. */
const claim = (folder: string, record: Tournament): void => {
  if (existsSync(recordIn(folder))) {
    const theirs = readRecord(folder)
    const differs = Object.keys(record).filter(
      (key) =>
        key !== 'suasion' &&
        JSON.stringify(theirs[key as keyof Tournament]) !== JSON.stringify(record[key as keyof Tournament]),
    )
    if (differs.length)
      throw new Misuse(
        `${folder} holds another tournament (${differs.join(', ')} differ); give this one another folder with --out`,
      )
    return
  }
  if (existsSync(join(folder, 'manifest.json')))
    throw new Misuse(`${folder} holds a run of a study; give this tournament another folder with --out`)
  makeFolder(folder)
  try {
    writeFileSync(`${recordIn(folder)}.part`, `${JSON.stringify(record, null, 2)}\n`)
    renameSync(`${recordIn(folder)}.part`, recordIn(folder))
  } catch (error) {
    throw diskError(recordIn(folder), error, 'The tournament is not kept')
  }
}

/**
 * Plays a tournament among minds in the seats of a protocol, or goes on with one that its folder holds: no finished game
 * is played again. A match is all games of two minds on one luck; who got more over a match has won it.
 */
export const tournament = async (protocol: AnyProtocol, options: TournamentOptions): Promise<Standings> => {
  const { record, study: staged } = prepareTournament(protocol, options)
  const { folder, signal, onProgress, parallel, debrief, seed = '1' } = options
  if (folder !== undefined) claim(folder, record)
  const { rows, flow, stopped } = await run(staged, {
    seed,
    ...(folder !== undefined && { folder }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
    ...(parallel !== undefined && { parallel }),
    ...(debrief && { debrief }),
  })
  return standingsOf(record, matchesOf(rows, record.pairs), { folder: folder ?? null, stopped, flow })
}

/** The standings of a stored tournament, read from its games; `outcome` where it was not won by payoffs. */
export const readTournament = (folder: string, outcome: Outcome | null = null): Standings => {
  const record = readRecord(folder)
  if ((outcome?.name ?? null) !== record.outcome)
    throw new Misuse(
      `${folder} was won by ${record.outcome ?? 'payoffs'}, not by ${outcome?.name ?? 'payoffs'}; hand readTournament the same outcome`,
    )
  const measured = { instruments: [seatScores(outcome)] } as unknown as AnyStudy
  const { size } = readManifest(folder)
  const stored = readEpisodes(folder)
  const { rows, flow } = analyse(measured, stored, Math.max(size, stored.length))
  return standingsOf(record, matchesOf(rows, record.pairs), { folder, stopped: null, flow })
}
