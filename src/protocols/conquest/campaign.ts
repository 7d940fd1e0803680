import type { Luck, SeatId } from 'suasion'
import { fight } from './battle.ts'
import { BONUS, MISSIONS, type Mission, REGIONS } from './board.ts'
import { afterDeed, afterLoss, afterRound, type Deal } from './deals.ts'
import { active, boardIn, type ConquestAct, type Happening, type State, sees } from './state.ts'

type Told<T> = T extends unknown ? Omit<T, 'to'> : never
/** Tells something to some commanders; of nobody it is not told at all. */
export const tell = (state: State, fact: Told<Happening>, to: readonly SeatId[]): State =>
  to.length ? { ...state, history: [...state.history, { ...fact, to } as Happening] } : state

const witnesses = (state: State, ...at: readonly number[]): readonly SeatId[] =>
  state.order.filter((seat) => at.some((each) => sees(state, seat, each)))

/** Puts new deals in place, and tells both parties of each that was settled; of information only its giver. */
export const dealt = (state: State, deals: readonly Deal[]): State => {
  if (deals === state.deals) return state
  return deals.reduce(
    (next, deal, i) =>
      deal === state.deals[i]
        ? next
        : tell(
            next,
            { what: 'settled', deal },
            deal.kind === 'information' && deal.status !== 'void' ? [deal.giver] : [deal.giver, deal.taker],
          ),
    { ...state, deals },
  )
}

/** Whether somebody holds every territory of some regions. */
export const holds = (state: State, seat: SeatId, regions: readonly string[]): boolean =>
  boardIn(state).regions.every((region, at) => !regions.includes(region) || state.owners[at] === seat)

const fulfilled = (state: State, seat: SeatId): boolean => holds(state, seat, MISSIONS[state.missions[seat] as Mission])

/** Ends the game; nobody wins a draw. */
export const finished = (state: State, winner: SeatId | null): State =>
  tell({ ...state, stage: 'over', talk: null, offers: [], winner }, { what: 'ended', winner }, state.order)

/** The turn of somebody: armies by territories held whole, and fresh tokens. */
export const begun = (state: State, player: SeatId): State => {
  const { reinforcements, tokens } = state.settings
  const left = REGIONS.reduce((sum, each) => sum + (holds(state, player, [each]) ? BONUS[each] : 0), reinforcements)
  const fresh = {
    player,
    left,
    stage: 'reinforce' as const,
    tokens: { negotiate: tokens, support: tokens },
    battles: 0,
  }
  return tell({ ...state, ...fresh }, { what: 'turn', round: state.round, armies: left }, [player])
}

/** Hands the turn to the next commander still in the game; after the last one of a round, deals fall due. */
export const passed = (state: State): State => {
  const { order, player, settings } = state
  const playing = active(state)
  if (playing.length === 0) return finished(state, null)
  const from = order.indexOf(player)
  const next = order.slice(from + 1).find((seat) => playing.includes(seat))
  if (next !== undefined) return begun(state, next)
  if (state.round === settings.rounds) return finished(dealt(state, afterRound(state.deals, state.round + 1)), null)
  const round = state.round + 1
  return begun(dealt({ ...state, round }, afterRound(state.deals, round)), playing[0]!)
}

const ends = (state: State, border: string): readonly [number, number] => {
  const [from, at] = border.split('>').map((name) => boardIn(state).names.indexOf(name))
  return [from!, at!]
}
const plus = (armies: readonly number[], at: number, more: number): readonly number[] =>
  armies.map((each, i) => (i === at ? each + more : each))

const attacked = (state: State, border: string, keep: number, luck: Luck): State => {
  const { player: by, round, battles, settings } = state
  const { names } = boardIn(state)
  const [from, at] = ends(state, border)
  const of = state.owners[at]!
  const dice = luck.of('battle', round, by, battles)
  const { attackerLost, defenderLost } = fight(state.armies[from]!, state.armies[at]!, keep, dice)
  const won = defenderLost === state.armies[at]
  const remain = state.armies[from]! - attackerLost
  const moved = won ? Math.max(1, remain - keep) : 0
  const fact = { what: 'battle' as const, by, of, from: names[from]!, at: names[at]! }
  let next = tell(state, { ...fact, lost: [attackerLost, defenderLost], won }, witnesses(state, from, at))
  const armies = plus(plus(state.armies, from, -attackerLost - moved), at, moved - defenderLost)
  const owners = won ? state.owners.map((owner, i) => (i === at ? by : owner)) : state.owners
  next = { ...next, armies, owners, battles: battles + 1 }
  next = dealt(next, afterDeed(next.deals, { did: 'attack', by, of, at: names[at]! }))
  if (!won) return next
  if (!owners.includes(of)) {
    const rewarded = { ...next, out: [...next.out, of], armies: plus(armies, at, settings.bounty) }
    next = tell(dealt(rewarded, afterLoss(rewarded.deals, of)), { what: 'eliminated', who: of, by }, state.order)
  }
  return fulfilled(next, by) ? finished(next, by) : next
}

/** After an act of whose turn it is, other than talk. */
export const commanded = (state: State, act: ConquestAct, luck: Luck): State => {
  const { player: by, tokens } = state
  const { names } = boardIn(state)
  switch (act.move) {
    case 'reinforce': {
      const left = state.left - act.armies
      const armies = plus(state.armies, names.indexOf(act.territory), act.armies)
      return { ...state, armies, left, stage: left > 0 ? 'reinforce' : 'act' }
    }
    case 'attack':
      return attacked(state, act.border, act.keep, luck)
    case 'support': {
      const [from, at] = ends(state, act.border)
      const of = state.owners[at]!
      const given = { ...state, armies: plus(plus(state.armies, from, -1), at, 1) }
      const spent = { ...given, tokens: { ...tokens, support: tokens.support - 1 } }
      const fact = { what: 'supported' as const, by, of, from: names[from]!, at: names[at]! }
      const next = tell(spent, fact, witnesses(state, from, at))
      return dealt(next, afterDeed(next.deals, { did: 'support', by, of, at: names[at]! }))
    }
    case 'fortify': {
      const [from, at] = ends(state, act.border)
      const moved = Math.min(act.armies, state.armies[from]! - 1)
      return passed({ ...state, armies: plus(plus(state.armies, from, -moved), at, moved) })
    }
    default:
      return passed(state)
  }
}
