import { z } from 'zod'
import { GAMES, type Game, NAMES } from './games.ts'

const label = z.string().trim().min(1).max(40)
const labels = z.array(label).min(2).max(20)
const payoffs = z
  .array(z.array(z.number().min(-1e6).max(1e6)).min(2).max(20))
  .min(2)
  .max(20)

/** What can be set. */
export const params = z
  .object({
    game: z
      .enum([...NAMES, 'custom'])
      .default('prisoners-dilemma')
      .describe('which game; custom takes its payoffs and labels from the parameters'),
    payoffs: z
      .array(payoffs)
      .length(2)
      .nullable()
      .default(null)
      .describe('of a custom game: what the first player gets, then the second, by row (first) and column (second)'),
    labels: z
      .array(labels)
      .length(2)
      .nullable()
      .default(null)
      .describe("the actions' names, of the first player and the second; a named game has its own"),
    rounds: z.int().min(1).max(1000).default(10).describe('so many where continuation is 1, else the most'),
    continuation: z.number().min(0).max(1).default(1).describe('probability of another round, drawn after each'),
    noise: z.number().min(0).max(1).default(0).describe('probability that another action happens than was chosen'),
    talk: z.boolean().default(false).describe('before each round both may announce what they intend'),
  })
  .superRefine((given, context) => {
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    const custom = given.game === 'custom'
    if (custom && !given.payoffs) wrong('payoffs', 'a custom game needs a matrix of payoffs for each player')
    if (custom && !given.labels) wrong('labels', 'a custom game needs the names of the actions of each player')
    if (!custom && given.payoffs) wrong('payoffs', `${given.game} has its own payoffs; right would be game custom`)
    for (const [i, names] of (given.labels ?? []).entries())
      if (new Set(names).size < names.length) wrong('labels', `player ${i + 1} has two actions of the same name`)
    const shape = given.payoffs ?? (custom ? null : GAMES[given.game as keyof typeof GAMES].payoffs)
    if (!shape || !given.labels) return
    const [rows, columns] = given.labels.map((names) => names.length)
    for (const [i, matrix] of shape.entries())
      if (matrix.length !== rows || matrix.some((row) => row.length !== columns))
        wrong(
          given.payoffs ? 'payoffs' : 'labels',
          `the labels name ${rows} x ${columns} actions, and the payoffs of player ${i + 1} are not ${rows} x ${columns}`,
        )
  })

/** What can be done. */
export const moves = {
  announce: z.object({
    intend: z.string().describe('the action said to be intended; it binds nobody'),
    text: z.string().max(500).describe('what else is said; may be empty'),
  }),
  silent: z.object({}),
  choose: z.object({ action: z.string() }),
}

/** What one player said before a round; null for silence. */
export type Announcement = { readonly intend: string; readonly text: string } | null
/** By player: the first, the second. */
export type Both<T> = readonly [first: T, second: T]

/** One round as both saw it: what was announced (null without talk), and what happened. */
export interface Round {
  readonly announced: Both<Announcement> | null
  readonly did: Both<string>
}

/** What holds through the whole episode, and is known to both. */
export interface Table extends Pick<Game, 'actions' | 'payoffs'> {
  readonly rounds: number
  readonly continuation: number
  readonly noise: number
  readonly talk: boolean
}

/** What both know. */
export interface Shared {
  readonly table: Table
  readonly stage: 'announce' | 'choose' | 'over'
  readonly history: readonly Round[]
  /** What was announced for the round that is being played. */
  readonly announced: Both<Announcement> | null
}

/** What one player knows: all but what the other chose where hands tremble. */
export interface View extends Shared {
  readonly seat: Seat
  /** 0 for the first player, 1 for the second. */
  readonly me: 0 | 1
  /** The own choices, by round: with noise another action may have happened. */
  readonly chose: readonly string[]
}

/** The whole game at one moment. */
export interface State extends Shared {
  readonly chose: readonly Both<string>[]
  readonly points: Both<number>
}

export type Seat = 'first' | 'second'

/** The payoff matrices and the names of the actions, by the parameters. */
export const gameOf = ({ game, payoffs, labels }: z.output<typeof params>): Pick<Game, 'actions' | 'payoffs'> => {
  if (game === 'custom') return { actions: labels as never, payoffs: payoffs as never }
  const known = GAMES[game]
  return { actions: (labels as Game['actions'] | null) ?? known.actions, payoffs: known.payoffs }
}

/** What a pair of actions pays each; throws on an action that the game does not have. */
export const paid = ({ actions, payoffs }: Pick<Table, 'actions' | 'payoffs'>, did: Both<string>): Both<number> => {
  const row = indexOf(actions[0], did[0])
  const column = indexOf(actions[1], did[1])
  return [payoffs[0][row]![column]!, payoffs[1][row]![column]!]
}

/** The place of an action among those of a player. */
export const indexOf = (actions: readonly string[], action: string): number => {
  const index = actions.indexOf(action)
  if (index >= 0) return index
  throw new Error(`matrix-game has no action called ${action} here; the actions are ${actions.join(', ')}`)
}
