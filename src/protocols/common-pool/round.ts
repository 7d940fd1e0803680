import type { Luck, SeatId } from 'suasion'
import { grow, harvest, type PoolBuffers, type PoolConfig, poolBuffers, sanction } from './kernel.ts'
import type { Game, Model, Own, PoolAct, State } from './state.ts'

/** What the kernel is told of a game. */
export const poolConfig = ({ game, hidden }: Pick<State, 'game' | 'hidden'>): PoolConfig => ({
  ...game,
  growth: hidden.growth,
})

/** Work space by number of members, filled anew at each use: small typed arrays cost more to make than to fill. */
const spaces = new Map<number, { buffers: PoolBuffers; a: Float64Array; b: Float64Array }>()
const spaceFor = (state: State, stock: number) => {
  const { members } = state.game
  const space = spaces.get(members) ?? {
    buffers: poolBuffers(members, 1, 0),
    a: new Float64Array(members),
    b: new Float64Array(members),
  }
  spaces.set(members, space)
  const { buffers } = space
  buffers.stock[0] = stock
  buffers.earnings.set(state.earnings)
  buffers.standing.set(state.standings)
  buffers.payoff.set(state.payoffs)
  buffers.lost[0] = 0
  return space
}

const here = ({ seats, gone }: State): readonly SeatId[] =>
  gone.length ? seats.filter((seat) => !gone.includes(seat)) : seats

/** Opens a stage for those who act in it; where nobody does, it passes by itself. */
const opened = (state: State, stage: Game['stage'], who: readonly SeatId[], luck: Luck): State => {
  const next = { ...state, game: { ...state.game, stage }, asked: who, missing: 0 }
  return who.length ? next : settled(next, [], luck)
}

/** After the acts of a stage: what follows, up to the next stage in which somebody is asked. */
export const settled = (state: State, acts: readonly PoolAct[], luck: Luck): State => {
  if (here(state).length === 0) return { ...state, game: { ...state.game, stage: 'over' }, asked: [], missing: 0 }
  switch (state.game.stage) {
    case 'harvest':
      return harvested(state, acts, luck)
    case 'fine':
      return fined(state, acts, luck)
    case 'propose':
      return proposed(state, acts, luck)
    case 'vote':
      return voted(state, acts, luck)
    case 'over':
      return state
  }
}

const harvested = (state: State, acts: readonly PoolAct[], luck: Luck): State => {
  const { game, seats } = state
  const { buffers, a: efforts, b: taken } = spaceFor(state, game.stock)
  efforts.fill(0)
  const watchers = new Set<SeatId>()
  let sum = 0
  for (const { seat, act } of acts) {
    if (act.move !== 'harvest') continue
    efforts[seats.indexOf(seat)] = act.effort
    sum += act.effort
    if (act.watch) watchers.add(seat)
  }
  harvest(poolConfig(state), buffers, efforts, taken)
  const present = here(state)
  const now = seats.map((seat, i): Own => {
    const others = watchers.has(seat) ? present.filter((each) => each !== seat) : []
    const who = others.length ? luck.of('watch', game.round, i).pick(others) : null
    const at = who === null ? -1 : seats.indexOf(who)
    const watched = who === null ? null : { who, effort: efforts[at]!, taken: taken[at]! }
    return { effort: efforts[i]!, taken: taken[i]!, watched, given: 0, received: 0, model: null }
  })
  const norm = game.choice !== 'none' && game.norm !== null ? game.norm : acts.length ? sum / acts.length : 0
  const next = { ...state, game: { ...game, norm }, now, payoffs: [...buffers.payoff], left: buffers.stock[0]! }
  return opened(
    next,
    'fine',
    present.filter((seat) => now[seats.indexOf(seat)]!.watched !== null),
    luck,
  )
}

const fined = (state: State, acts: readonly PoolAct[], luck: Luck): State => {
  const { game, seats, now } = state
  const { buffers, a: given, b: received } = spaceFor(state, state.left)
  given.fill(0)
  received.fill(0)
  for (const { seat, act } of acts) {
    if (act.move !== 'fine') continue
    const i = seats.indexOf(seat)
    given[i]! += act.points
    received[seats.indexOf(now[i]!.watched!.who)]! += act.points
  }
  sanction(poolConfig(state), buffers, given, received)
  const next = {
    ...state,
    payoffs: [...buffers.payoff],
    now: now.map((own, i) => ({ ...own!, given: given[i]!, received: received[i]! })),
  }
  return game.choice === 'none' ? ended(next, luck) : opened(next, 'propose', here(next), luck)
}

const proposed = (state: State, acts: readonly PoolAct[], luck: Luck): State => {
  const norms = [...state.norms]
  const all: number[] = []
  for (const { seat, act } of acts)
    if (act.move === 'propose') {
      // In hundredths, so that a proposal can be named in words and voted for.
      const norm = Math.round(act.norm * 100) / 100
      norms[state.seats.indexOf(seat)] = norm
      all.push(norm)
    }
  all.sort((a, b) => a - b)
  const proposals = [...new Set(all)]
  const next = { ...state, norms, game: { ...state.game, proposals } }
  if (state.game.choice === 'vote' && proposals.length > 1) return opened(next, 'vote', here(next), luck)
  const middle = (all.length - 1) / 2
  const norm = all.length ? (all[Math.floor(middle)]! + all[Math.ceil(middle)]!) / 2 : state.game.norm
  return ended({ ...next, game: { ...next.game, norm } }, luck)
}

const voted = (state: State, acts: readonly PoolAct[], luck: Luck): State => {
  const { proposals, round } = state.game
  const counts = proposals.map(() => 0)
  for (const { act } of acts) if (act.move === 'vote') counts[proposals.indexOf(act.norm)]! += 1
  const most = Math.max(...counts)
  const tied = proposals.filter((_, i) => counts[i] === most)
  const norm = tied.length > 1 ? luck.of('tie', round).pick(tied) : tied[0]!
  return ended({ ...state, game: { ...state.game, norm } }, luck)
}

const ended = (state: State, luck: Luck): State => {
  const { game, hidden, seats, now, norms } = state
  const { buffers } = spaceFor(state, state.left)
  grow(poolConfig(state), buffers)
  const [stock, standings] = [buffers.stock[0]!, [...buffers.standing]]
  const present = here(state)
  const modelFor = (seat: SeatId, i: number): Model | null => {
    const others = game.learning ? present.filter((each) => each !== seat) : []
    if (others.length === 0) return null
    const who = luck.of('model', game.round, i).pick(others)
    const at = seats.indexOf(who)
    return { who, effort: now[at]!.effort, standing: standings[at]!, norm: norms[at]! }
  }
  const past = state.past.map((own, i) => [...own, { ...now[i]!, model: modelFor(seats[i]!, i) }])
  const round = { stock: game.stock, taken: game.stock - state.left, norm: game.norm! }
  const over = stock < game.viability || game.round + 1 >= hidden.rounds
  const next = { ...game, stock, round: game.round + 1, proposals: [], history: [...game.history, round] }
  return opened(
    {
      ...state,
      game: next,
      earnings: [...buffers.earnings],
      standings,
      payoffs: seats.map(() => 0),
      now: seats.map(() => null),
      past,
    },
    over ? 'over' : 'harvest',
    over ? [] : present,
    luck,
  )
}
