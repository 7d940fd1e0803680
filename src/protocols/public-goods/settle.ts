import type { Act, Luck, SeatId } from 'suasion'
import { circle } from './circle.ts'
import { type GoodsBuffers, goodsBuffers, listOf, punish, step } from './kernel.ts'
import type { Game, moves, State } from './state.ts'

type GoodsAct = { readonly seat: SeatId; readonly act: Act<typeof moves> }

const added = (lists: readonly (readonly number[])[], values: ArrayLike<number>) =>
  lists.map((list, i) => [...list, values[i]!])

/** The state of the next stage; copied by name, which costs a third of spreading. */
const turned = (
  { present, earnings, places, received, given }: Omit<State, 'game' | 'asked' | 'missing'>,
  game: Game,
): State => ({
  game: present.length ? game : { ...game, stage: 'over' },
  present,
  asked: present.length,
  missing: 0,
  earnings,
  places,
  received,
  given,
})

const after = ({ round, rounds }: Game): Pick<Game, 'round' | 'stage'> => ({
  round: round + 1,
  stage: round + 1 < rounds ? 'contribute' : 'over',
})

/** Work space by number of players, filled anew at each use: small typed arrays cost more to make than to fill. */
const spaces = new Map<number, { buffers: GoodsBuffers; given: Float64Array; out: Float64Array }>()
const spaceFor = (players: number) => {
  const known = spaces.get(players)
  if (known) return known
  const made = { buffers: goodsBuffers(players), given: new Float64Array(players), out: new Float64Array(players) }
  spaces.set(players, made)
  return made
}

const contributed = (state: State, acts: readonly GoodsAct[], luck: Luck): State => {
  const { game } = state
  const { players } = game
  const { index } = circle(players)
  const { buffers, given, out } = spaceFor(players)
  const whole = acts.length === players
  if (!whole) given.fill(0)
  for (let i = 0; i < acts.length; i++) {
    const { seat, act } = acts[i]!
    given[whole ? i : index.get(seat)!] = (act as Extract<typeof act, { move: 'contribute' }>).amount
  }
  for (let i = 0; i < players; i++) buffers.earnings[i] = state.earnings[i]!
  step(game, buffers, given, out)
  const order = game.anonymous ? luck.of('order', game.round).draw([...given.keys()], players) : null
  const place = new Array<number>(order ? players : 0)
  if (order) for (let at = 0; at < players; at++) place[order[at]!] = at
  const contributions = order ? order.map((seat) => given[seat]!) : listOf(given)
  const history = [...game.history, { contributions, total: buffers.totals[0]! }]
  const next = game.punishment ? { round: game.round, stage: 'punish' as const } : after(game)
  const earnings = listOf(buffers.earnings)
  const places = state.places && added(state.places, place)
  const { present, received, given: fines } = state
  return turned({ present, earnings, places, received, given: fines }, { ...game, ...next, history })
}

const punished = (state: State, acts: readonly GoodsAct[]): State => {
  const { game, places } = state
  const { players } = game
  const { index } = circle(players)
  const placeOf = (seat: number): number => (places ? places[seat]!.at(-1)! : seat)
  const seatAt = new Array<number>(players)
  for (let seat = 0; seat < players; seat++) seatAt[placeOf(seat)] = seat
  const points = new Float64Array(players * players)
  const given = new Float64Array(players)
  const received = new Float64Array(players)
  for (const { seat, act } of acts) {
    const giver = index.get(seat)!
    const own = placeOf(giver)
    ;(act as Extract<typeof act, { move: 'punish' }>).points.forEach((n, k) => {
      const taker = seatAt[k < own ? k : k + 1]!
      points[giver * players + taker] = n
      given[giver]! += n
      received[taker]! += n
    })
  }
  const buffers = goodsBuffers(players)
  for (let i = 0; i < players; i++) buffers.earnings[i] = state.earnings[i]!
  punish(game, buffers, points, new Float64Array(players))
  const counted = { given: added(state.given, given), received: added(state.received, received) }
  return turned({ ...state, ...counted, earnings: listOf(buffers.earnings) }, { ...game, ...after(game) })
}

/** What follows when everyone present has contributed, or punished. */
export const settled = (state: State, acts: readonly GoodsAct[], luck: Luck): State =>
  state.game.stage === 'punish' ? punished(state, acts) : contributed(state, acts, luck)
