import type { Told } from 'suasion'
import { proposalsIn } from './split-record.ts'
import { pointsOf, restOf } from './splits.ts'
import { opposite, type Proposal, type Seat } from './state.ts'

/** Points are put on the scale of CaSiNo: 36 for everything there is. */
export const SCALE = 36

/** A proposal that one side answered: what it would get, whether that is as much as it last asked for, and what it did. */
export interface Answer {
  readonly points: number
  /** 1 as much, 0 less or never asked. */
  readonly met: number
  /** It had proposed nothing itself. */
  readonly silent: boolean
  readonly move: 'accept' | 'reject' | 'propose' | 'walkAway'
}

/** What one side did in one conversation. */
export interface SideData {
  readonly answers: readonly Answer[]
  /** What it did where nothing of the other's was to be answered, by how many acts it had made. */
  readonly opened: readonly { readonly acts: number; readonly move: 'say' | 'propose' | 'walkAway' }[]
  /** The packages it asked for, from its most to its least valued issue, by how many proposals it had made. */
  readonly proposed: readonly {
    readonly nth: number
    readonly keep: readonly number[]
    readonly before: readonly number[] | null
  }[]
}

export interface Conversation {
  readonly key: string
  readonly sides: readonly SideData[]
}

/** Issues from the most to the least valued. */
export const ranked = (worth: readonly number[]): readonly number[] =>
  worth.map((_, i) => i).sort((a, b) => worth[b]! - worth[a]! || a - b)

/** Reads what a partner is learnt from out of one conversation. */
export const conversationOf = ({ key, episode }: Told): Conversation => {
  const { state } = proposalsIn(episode)
  const { quantities } = state.talks.terms
  let standing: Proposal | null = null
  const sideOf = () => ({
    answers: [] as Answer[],
    opened: [] as SideData['opened'][number][],
    proposed: [] as SideData['proposed'][number][],
    acts: 0,
    asked: null as { readonly points: number; readonly keep: readonly number[] } | null,
  })
  const sides: Readonly<Record<Seat, ReturnType<typeof sideOf>>> = { first: sideOf(), second: sideOf() }
  for (const event of episode) {
    if (event.kind !== 'act') continue
    const seat = event.seat as Seat
    const own = sides[seat]
    const worth = state.worth[seat]
    const scale = SCALE / (pointsOf(worth, quantities) || 1)
    const { move } = event.act as unknown as { move: Answer['move'] | 'say' }
    if (standing?.by === opposite[seat] && move !== 'say') {
      const points = pointsOf(worth, restOf(quantities, standing.keep)) * scale
      const met = Number(own.asked !== null && points >= own.asked.points - 1e-9)
      own.answers.push({ points, met, silent: own.asked === null, move })
    } else if (move === 'say' || move === 'propose' || move === 'walkAway') own.opened.push({ acts: own.acts, move })
    if (move === 'propose') {
      const amounts = event.act['keep'] as readonly number[]
      const keep = ranked(worth).map((i) => Math.min(amounts[i]!, quantities[i]!))
      own.proposed.push({ nth: own.proposed.length, keep, before: own.asked?.keep ?? null })
      own.asked = { points: pointsOf(worth, amounts) * scale, keep }
      standing = { by: seat, keep: amounts, turn: event.turn }
    } else if (move === 'reject') standing = null
    own.acts++
  }
  return { key, sides: [sides.first, sides.second] }
}
