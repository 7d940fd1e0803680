import { type Act, type Legal, type Luck, rules } from 'suasion'
import {
  type Announcement,
  type Both,
  gameOf,
  moves,
  paid,
  params,
  type State,
  type Table,
  type View,
} from './state.ts'

type GameAct = { readonly seat: string; readonly act: Act<typeof moves> }

const both = <T>(of: (player: 0 | 1) => T): Both<T> => [of(0), of(1)]

const said = (act: Act<typeof moves>): Announcement =>
  act.move === 'announce' ? { intend: act.intend, text: act.text } : null

/** What happens where `chosen` was meant: with probability `noise` another action, each as likely. */
const happening = ({ actions, noise }: Table, player: 0 | 1, chosen: string, luck: Luck): string => {
  if (noise === 0 || !luck.of('slips').weighted([false, true], [1 - noise, noise])) return chosen
  return luck.of('slips to').pick(actions[player].filter((action) => action !== chosen))
}

const goesOn = ({ rounds, continuation }: Table, played: number, luck: Luck): boolean => {
  if (played >= rounds || continuation === 0) return false
  return (
    continuation === 1 || luck.of('another round', played).weighted([true, false], [continuation, 1 - continuation])
  )
}

const played = (state: State, acts: readonly GameAct[], luck: Luck): State => {
  const { table, history, announced, points } = state
  const chose = both((player) => (acts[player]!.act as Extract<Act<typeof moves>, { move: 'choose' }>).action)
  const round = history.length
  const did = both((player) => happening(table, player, chose[player], luck.of('hand', round, acts[player]!.seat)))
  const pay = paid(table, did)
  return {
    table,
    stage: !goesOn(table, round + 1, luck) ? 'over' : table.talk ? 'announce' : 'choose',
    history: [...history, { announced, did }],
    announced: null,
    chose: [...state.chose, chose],
    points: both((player) => points[player] + pay[player]),
  }
}

/**
 * Any game of two players in normal form, played once or again and again. Both choose at once, and see what happened.
 * With a continuation probability below 1 nobody knows the last round (Roth & Murnighan 1978, Journal of Mathematical
 * Psychology 17, 189-198); `rounds` is then only the most there can be. With noise, hands tremble (Selten 1975,
 * International Journal of Game Theory 4, 25-55). With talk, both may first announce what they intend, at once, which
 * binds nobody and costs nothing (Crawford & Sobel 1982; Farrell 1987, RAND Journal of Economics 18, 34-39). The payoff is
 * the sum over the rounds.
 */
export const matrixGameRules = rules({
  name: 'matrix-game',
  version: 1,
  params,
  moves,
  roles: { player: ['announce', 'silent', 'choose'] },
  seats: () => ({ first: 'player', second: 'player' }) as const,

  start: (settings): State => {
    const { rounds, continuation, noise, talk } = settings
    return {
      table: { ...gameOf(settings), rounds, continuation, noise, talk },
      stage: talk ? 'announce' : 'choose',
      history: [],
      announced: null,
      chose: [],
      points: [0, 0],
    }
  },

  turn: ({ stage }) => ({ ask: stage === 'over' ? [] : ['first', 'second'] }),

  view: ({ table, stage, history, announced, chose }, seat): View => {
    const me = seat === 'first' ? 0 : 1
    return { seat: seat as View['seat'], me, table, stage, history, announced, chose: chose.map((each) => each[me]) }
  },

  legal: ({ stage, me, table: { actions } }): Legal<typeof moves> => {
    if (stage === 'over') return {}
    return stage === 'choose'
      ? { choose: { action: { only: actions[me] } } }
      : { announce: { intend: { only: actions[me] } }, silent: {} }
  },

  resolve: (state, acts, luck): State =>
    state.stage === 'announce'
      ? { ...state, stage: 'choose', announced: both((player) => said(acts[player]!.act)) }
      : played(state, acts, luck),

  payoff: ({ points: [first, second] }) => ({ first, second }),
})
