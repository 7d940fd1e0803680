import {
  type AnyRow,
  closingOf,
  type Episode,
  type Instrument,
  openingOf,
  type Probe,
  type SeatId,
} from '../../core/index.ts'
import { unusable } from '../record.ts'

/** How the seats of a game did, where that is not the payoff of the rules. */
export interface Outcome {
  readonly name: string
  /** Questions it needs answered beside the rules, asked on copies. */
  readonly probes?: readonly Probe[]
  read(episode: Episode): Readonly<Record<SeatId, number>>
}

/** Reads who sat where and what they got: one row per seat. */
export const seatScores = (outcome: Outcome | null): Instrument => ({
  name: outcome ? `tournament by ${outcome.name}` : 'tournament',
  ...(outcome?.probes && { probes: outcome.probes }),
  columns: {
    seat: 'the seat',
    role: 'its role',
    mind: 'who sat there',
    score: outcome?.name ?? 'its payoff at the end',
    usable: 'whether the game counts: it has a score and no flag that keeps it out',
  },
  read: (episode) => {
    const { seats, key } = openingOf(episode)
    const { payoff, flags } = closingOf(episode)
    const usable = unusable(flags).length === 0
    const scores = usable && outcome ? outcome.read(episode) : payoff
    return Object.entries(seats).map(([seat, { role, mind }]) => {
      const score = scores?.[seat] ?? null
      if (usable && outcome && !Number.isFinite(score))
        throw new Error(`${outcome.name} scores ${seat} of ${key} with ${score}; it must be a finite number`)
      return { seat, role, mind, score, usable: usable && score !== null }
    })
  },
})

/** All games of two minds on one luck: the unit of every number of a tournament. */
export interface Match {
  readonly minds: readonly [string, string]
  readonly round: number
  /** The mean over the games of the mean over a mind's seats. */
  readonly scores: readonly [number, number]
  /** The roles each had over the match: where they are the same, who got more was the better. */
  readonly roles: readonly [string, string]
}

/** Whether both minds had the same roles over a match. */
export const isFair = ({ roles: [a, b] }: Match): boolean => a === b

/** Who won a match: 1 the first, -1 the second, 0 nobody: scores that differ by less than a billionth are equal. */
export const resultOf = ({ scores: [a, b] }: Match): -1 | 0 | 1 =>
  Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)) ? 0 : a > b ? 1 : -1

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** What minds and luck a match is addressed by. */
export const matchAddress = ([a, b]: readonly [string, string], round: number): string =>
  `pair ${a},${b}/round ${round}`

/** The whole matches of some rows: one that lacks a game, or has one that does not count or seats one mind only, is none. */
export const matchesOf = (
  rows: readonly AnyRow[],
  expected: readonly { readonly minds: readonly [string, string]; readonly games: number }[],
): Match[] => {
  const lucks = new Map<string, AnyRow[]>()
  for (const row of rows) {
    const luck = String(row['pair'])
    const known = lucks.get(luck)
    if (known) known.push(row)
    else lucks.set(luck, [row])
  }
  const byMinds = new Map(expected.map((each) => [matchAddress(each.minds, 0).replace(/0$/, ''), each]))
  return [...lucks].flatMap(([luck, own]): Match[] => {
    const round = Number(/\d+$/.exec(luck)![0])
    const { minds, games } = byMinds.get(luck.replace(/\d+$/, ''))!
    const trials = [...new Set(own.map(({ trial }) => trial))]
    if (trials.length < games || own.some((row) => row['usable'] !== true)) return []
    const seatsOf = (name: string): readonly AnyRow[] => own.filter((row) => row['mind'] === name)
    const rolesOf = (name: string): string =>
      [...new Set(seatsOf(name).map((row) => String(row['role'])))].sort().join(', ')
    const scoreOf = (name: string): number =>
      mean(
        trials.map((trial) =>
          mean(seatsOf(name).flatMap((row) => (row.trial === trial ? [row['score'] as number] : []))),
        ),
      )
    const scores = [scoreOf(minds[0]), scoreOf(minds[1])] as const
    if (!scores.every(Number.isFinite)) return []
    return [{ minds, round, scores, roles: [rolesOf(minds[0]), rolesOf(minds[1])] }]
  })
}
