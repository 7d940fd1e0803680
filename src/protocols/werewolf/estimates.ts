import type { Estimate, Json, Luck, Row } from 'suasion'
import { oneSampleTest, share } from 'suasion/statistics'
import { LISTENERS } from './arena.ts'
import { randomVillage } from './baseline.ts'
import { type LspoIteration, lspo } from './lspo.ts'
import { SPEECHES } from './pack-minds.ts'
import { RPSSL_STEPS, VILLAGES } from './published.ts'
import { exploitability, type Payoffs, RPSSL, regretMatching } from './regret-matching.ts'
import { OPTIONS } from './werealign.ts'

/** What `deception` needs to be told of Werewolf: a claim by day is untrue where the role is another, and votes judge. */
export const LIES = {
  deceivers: ['werewolf'],
  statement: {
    move: 'say',
    untrue: ({ claim, room }: Readonly<Record<string, Json>>, seat: string, roles: Readonly<Record<string, string>>) =>
      claim === 'none' || room !== 'village' ? null : claim !== roles[seat],
  },
  judgements: [{ move: 'vote', field: 'who' }],
} as const

const mean = (rows: readonly Row[], column: string): Estimate | null => {
  const values = rows.flatMap((row) => (typeof row[column] === 'number' ? [row[column]] : []))
  if (values.length === 0) return null
  if (new Set(values).size === 1) return { value: values[0]!, n: values.length, estimator: 'the same in all games' }
  return { ...oneSampleTest(values), estimator: 'mean over games, t interval' }
}

const wins = (games: readonly Row[]): Estimate | null => {
  const won = games.flatMap(({ villageWin }) => (typeof villageWin === 'boolean' ? [villageWin] : []))
  return won.length ? share(won) : null
}

/** What needs no mind: exact chances, regret matching on RPSSL, and chance in WereAlign. */
const exact = (): Record<string, Estimate> => {
  const chances = ([7, 4] as const).flatMap((players): [string, Estimate][] =>
    [false, true].map((named) => [
      `${named ? 'found werewolf named' : 'random'}, ${players} players`,
      {
        value: randomVillage({ ...VILLAGES[players], named }),
        n: 1,
        estimator: 'exact recursion over who is in the game',
      },
    ]),
  )
  const start = [
    [1, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
  ] as const
  const matched = RPSSL_STEPS.map(([steps]) => ({ steps, ...regretMatching(RPSSL, { steps, regrets: start }) }))
  const [x, y] = matched.at(-1)!.strategies
  const value = RPSSL.reduce((sum, row, i) => sum + x[i]! * row.reduce((inner, u, j) => inner + u * y[j]!, 0), 0)
  const estimator = 'regret matching, average strategies'
  return {
    ...Object.fromEntries(chances),
    ...Object.fromEntries(
      matched.map((each) => [
        `RPSSL, exploitability after ${each.steps}`,
        { value: each.exploitability, n: each.steps, estimator },
      ]),
    ),
    'RPSSL, least likely action': { value: Math.min(...x, ...y), n: RPSSL_STEPS.at(-1)![0], estimator },
    'RPSSL, value': { value, n: RPSSL_STEPS.at(-1)![0], estimator },
    'WereAlign, chance': { value: 1 / OPTIONS, n: OPTIONS, estimator: 'one of nine options' },
  }
}

/** How often the pack wins, by how it talks (rows) and how the village listens (columns); null while a cell is empty. */
export const speechGame = (rows: readonly Row[]): Payoffs | null => {
  const cells = SPEECHES.map((speech) =>
    LISTENERS.map((listener) => wins(rows.filter(({ play }) => play === `${speech} / ${listener}`))),
  )
  return cells.some((row) => row.includes(null)) ? null : cells.map((row) => row.map((cell) => 1 - cell!.value))
}

/** What stands for embeddings: which of claim, accusation, defence and following a way to talk has, and which listener. */
const FEATURES = [
  [
    [0, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
    [0, 1, 0, 1],
    [1, 1, 0, 0],
  ],
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
] as const

/** LSPO on the game of speech: writers that begin with vague packs and villages that hear nothing, all numbers chosen. */
export const speechLspo = (payoffs: Payoffs, luck: Luck): LspoIteration[] =>
  lspo(
    {
      payoffs,
      features: FEATURES,
      logits: [
        [2, 0, 0, 0, 0],
        [2, 0, 0],
      ],
      clusters: 4,
      candidates: 4,
    },
    luck,
  )

const lspoEstimates = (games: readonly Row[], luck: Luck): Record<string, Estimate | null> => {
  const payoffs = speechGame(games)
  const done = payoffs && speechLspo(payoffs, luck.of('lspo'))
  const final = done?.at(-1)?.strategies
  const named = [0, 1, 2].flatMap((t): [string, Estimate | null][] => {
    const each = done?.[t]
    const of = (value: number): Estimate => ({
      value,
      n: games.length,
      estimator: 'LSPO on the measured game of speech',
    })
    const won = (x: readonly number[], y: readonly number[]): number =>
      payoffs!.reduce((sum, row, i) => sum + x[i]! * row.reduce((inner, u, j) => inner + u * y[j]!, 0), 0)
    return [
      [`LSPO, werewolves win, iteration ${t + 1}`, each ? of(won(each.strategies[0], final![1])) : null],
      [`LSPO, village wins, iteration ${t + 1}`, each ? of(1 - won(final![0], each.strategies[1])) : null],
      [`LSPO, exploitability, iteration ${t + 1}`, each ? of(exploitability(payoffs!, each.strategies)) : null],
    ]
  })
  return Object.fromEntries(named)
}

/** The estimates of a study from its rows, one for each seat of each game: by the level of its factor `play`. */
export const estimatesOf = (rows: readonly Row[], luck: Luck): Record<string, Estimate | null> => {
  const games = rows.filter(({ seat }) => seat === 'player1')
  const played = (play: string): Row[] => games.filter((row) => row['play'] === play)
  const seats = (deceiver: boolean): Row[] =>
    rows.filter((row) => row['play'] === 'cast' && row['deceiver'] === deceiver)
  return {
    ...exact(),
    ...lspoEstimates(games, luck),
    'played, random, 7 players': wins(played('random, 7')),
    'played, random, 4 players': wins(played('random, 4')),
    'played, named, 7 players': wins(played('named, 7')),
    'played, named, 4 players': wins(played('named, 4')),
    'village wins': wins(played('cast')),
    'roles predicted by the village': mean(played('cast'), 'predictedByVillage'),
    'roles predicted by werewolves': mean(played('cast'), 'predictedByWolves'),
    'lies believed': mean(seats(true), 'believed'),
    'votes against liars': mean(seats(true), 'against'),
    'votes against the honest': mean(seats(false), 'against'),
  }
}
