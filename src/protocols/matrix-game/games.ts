/** A payoff for each action of the first player (row) and of the second (column). */
export type Payoffs = readonly (readonly number[])[]

/** Two players, their actions, and what each pair of actions pays. By convention the first action is the cooperative one. */
export interface Game {
  readonly actions: readonly [first: readonly string[], second: readonly string[]]
  readonly payoffs: readonly [first: Payoffs, second: Payoffs]
  /** Where the game comes from, and whether its numbers do. */
  readonly source: string
}

const transposed = (rows: Payoffs): Payoffs => rows[0]!.map((_, column) => rows.map((row) => row[column]!))

/** A game that looks the same from both seats, from what it pays the player who chooses the row. */
const symmetric = (source: string, actions: readonly string[], own: Payoffs): Game => ({
  actions: [actions, actions],
  payoffs: [own, transposed(own)],
  source,
})

const dilemma = ['cooperate', 'defect'] as const

/** The games known by name. */
export const GAMES = {
  'prisoners-dilemma': symmetric(
    'Axelrod 1984, The Evolution of Cooperation: temptation 5, reward 3, punishment 1, sucker 0',
    dilemma,
    [
      [3, 0],
      [5, 1],
    ],
  ),
  'stag-hunt': symmetric(
    'Rousseau 1755; Skyrms 2004, The Stag Hunt; the numbers are chosen',
    ['stag', 'hare'],
    [
      [4, 0],
      [3, 3],
    ],
  ),
  chicken: symmetric(
    'Rapoport & Chammah 1966, The Game of Chicken; the numbers are chosen',
    ['swerve', 'straight'],
    [
      [3, 1],
      [4, 0],
    ],
  ),
  'hawk-dove': symmetric(
    'Maynard Smith & Price 1973, Nature 246, 15-18: a prize V and a cost C > V of a fight; V = 2 and C = 4 are chosen',
    ['dove', 'hawk'],
    [
      [1, 0],
      [2, -1],
    ],
  ),
  'battle-of-the-sexes': {
    actions: [
      ['fight', 'ballet'],
      ['fight', 'ballet'],
    ],
    payoffs: [
      [
        [2, 0],
        [0, 1],
      ],
      [
        [1, 0],
        [0, 2],
      ],
    ],
    source: 'Luce & Raiffa 1957, Games and Decisions, chapter 5; the numbers are chosen',
  },
  'matching-pennies': {
    actions: [
      ['heads', 'tails'],
      ['heads', 'tails'],
    ],
    payoffs: [
      [
        [1, -1],
        [-1, 1],
      ],
      [
        [-1, 1],
        [1, -1],
      ],
    ],
    source: 'von Neumann 1928, Mathematische Annalen 100, 295-320: the stake is 1',
  },
  coordination: symmetric(
    'Schelling 1960, The Strategy of Conflict: pure coordination; the numbers are chosen',
    ['left', 'right'],
    [
      [1, 0],
      [0, 1],
    ],
  ),
  deadlock: symmetric(
    'Snyder & Diesing 1977, Conflict Among Nations: both prefer not to cooperate; the numbers are chosen',
    dilemma,
    [
      [1, 0],
      [3, 2],
    ],
  ),
  'rock-paper-scissors': symmetric(
    'folk game: a win pays 1 and a loss -1',
    ['rock', 'paper', 'scissors'],
    [
      [0, -1, 1],
      [1, 0, -1],
      [-1, 1, 0],
    ],
  ),
} as const satisfies Readonly<Record<string, Game>>

/** The names of the games. */
export const NAMES = Object.keys(GAMES) as (keyof typeof GAMES)[]
