import { enumerate } from '../core/enumerate.ts'
import type { Json } from '../core/json.ts'
import { type Luck, luckOf } from '../core/luck.ts'
import type { AnyMind, Reply, Seen } from '../core/mind.ts'
import type { AnyProtocol, Moves } from '../core/protocol.ts'
import { nearestAct } from './nearest-act.ts'
import { playerOf, type TreeGame } from './tree.ts'

export interface MindStrategyOptions {
  /** Tries each decision with so many lucks and takes shares; for minds that draw continuous numbers. */
  readonly draws?: number
}

/**
 * The strategy of a mind in one seat of a compiled game, asked at every information set with what it would have kept on
 * the way there: by sequence, the probability of its act. Exact where its luck can be listed, chance at different
 * decisions taken as independent; with `draws`, shares. Numbers off the grid count as the nearest act on it. Throws
 * where the mind does not answer at once, or does what the game does not have.
 */
export const mindStrategy = (
  game: TreeGame,
  protocol: AnyProtocol,
  seat: string,
  mind: AnyMind,
  { draws }: MindStrategyOptions = {},
): Float64Array => {
  if (draws !== undefined && !(Number.isSafeInteger(draws) && draws >= 1))
    throw new Error(`draws is a whole number of at least 1, not ${draws}`)
  if (mind.plays !== '*' && mind.plays !== game.protocol)
    throw new Error(`${mind.name} plays ${mind.plays}, and the game is ${game.protocol}`)
  const { sets, after, first } = game.players[playerOf(game, seat)]!
  const probabilities = new Float64Array(first[sets.length]!)
  probabilities[0] = 1
  const kept = new Array<Json>(probabilities.length).fill(null)
  for (const [set, { role, view, acts }] of sets.entries()) {
    const before = after[set]! === 0 ? mind.open({ id: seat, role }, null) : kept[after[set]!]!
    const seen = (luck: Luck): Seen<unknown, Moves> => seenBy(protocol, seat, role, view, luck)
    const decide = (luck: Luck): Reply<Moves> => {
      const reply = mind.decide(seen(luck) as never, before)
      if (reply instanceof Promise) throw new Error(`${mind.name} does not answer at once, so it cannot be listed`)
      return reply
    }
    const ways: readonly { readonly p: number; readonly value: Reply<Moves> }[] =
      draws === undefined
        ? enumerate((luck) => decide(luck.of('mind', seat)))
        : Array.from({ length: draws }, (_, i) => ({
            p: 1 / draws,
            value: decide(luckOf(`draw ${i}`).of('mind', seat)),
          }))
    const replies = new Map<number, Reply<Moves>>()
    for (const { p, value } of ways) {
      const { index } = nearestAct(acts, value.act as unknown as Readonly<Record<string, Json>>)
      if (index < 0)
        throw new Error(`${mind.name} does ${JSON.stringify(value.act)}, which ${game.protocol} does not list there`)
      probabilities[first[set]! + index]! += p
      replies.set(index, value)
    }
    for (const [i, act] of acts.entries()) {
      const reply = replies.get(i) ?? { act: act as never }
      kept[first[set]! + i] = mind.keep ? mind.keep(before, seen(luckOf('kept')) as never, reply) : before
    }
  }
  return probabilities
}

const seenBy = (
  protocol: AnyProtocol,
  seat: string,
  role: string,
  view: unknown,
  luck: Luck,
): Seen<unknown, Moves> => ({
  seat,
  role,
  view,
  moves: protocol.moves,
  legal: protocol.legal(view),
  luck,
  question: null,
  problem: null,
  tries: 0,
  words: () => {
    const { about, brief, lines, now, ask } = protocol.words
    return {
      brief: [about, brief(view)].filter(Boolean).join('\n\n'),
      lines: lines(view),
      now: now(view),
      ask: Object.keys(protocol.legal(view))
        .map((move) => ask[move]!(view))
        .join('\n'),
    }
  },
})
