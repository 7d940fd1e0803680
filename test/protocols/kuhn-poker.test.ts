import { type Drawn, enumerate, luckOf, type MovesOf, type Seen, type StateOf, scene, type ViewOf } from 'suasion'
import { equilibrium, honest, kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { describe, expect, it } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'

type Kuhn = typeof kuhnPoker
type State = StateOf<Kuhn>
type Seat = 'first' | 'second'
type Node =
  | { readonly value: number }
  | { readonly chance: readonly { readonly p: number; readonly next: Node }[] }
  | { readonly seat: Seat; readonly known: string; readonly moves: Readonly<Record<string, Node>> }
/** Chances of the moves, by what a seat knows. */
type Plan = (known: string, moves: readonly string[]) => Readonly<Record<string, number>>

/** The game tree, made of the protocol's own rules and of every way its chance can fall: nothing here knows poker. */
const grow = (protocol: Kuhn): Node => {
  const branch = (act: Parameters<typeof enumerate<State>>[0], drawn: Drawn): Node => {
    const branches = enumerate(act, drawn)
    if (branches.length === 1) return node(branches[0]!.value, branches[0]!.drawn)
    return { chance: branches.map(({ p, value, drawn }) => ({ p, next: node(value, drawn) })) }
  }
  const node = (state: State, drawn: Drawn): Node => {
    const [seat] = protocol.turn(state).ask as readonly Seat[]
    if (!seat) return { value: protocol.payoff!(state).first! }
    const view = protocol.view(state, seat)
    const moves = Object.keys(protocol.legal(view)).map((move) => {
      const acts = [{ seat, act: { move } as never }]
      return [move, branch((luck) => protocol.resolve(state, acts, luck), drawn)]
    })
    return { seat, known: JSON.stringify(view), moves: Object.fromEntries(moves) }
  }
  const roles = protocol.seats({}, luckOf('seats'))
  return branch((luck) => protocol.start({}, roles, luck), new Map())
}

const tree = grow(kuhnPoker)

const worth = (node: Node, plans: Readonly<Record<Seat, Plan>>): number => {
  if ('value' in node) return node.value
  if ('chance' in node) return node.chance.reduce((sum, { p, next }) => sum + p * worth(next, plans), 0)
  const chances = plans[node.seat](node.known, Object.keys(node.moves))
  return Object.entries(node.moves).reduce((sum, [move, next]) => sum + (chances[move] ?? 0) * worth(next, plans), 0)
}

const knownTo = (seat: Seat, node: Node = tree, found = new Map<string, string[]>()): Map<string, string[]> => {
  if ('chance' in node) for (const { next } of node.chance) knownTo(seat, next, found)
  if (!('moves' in node)) return found
  if (node.seat === seat) found.set(node.known, Object.keys(node.moves))
  for (const next of Object.values(node.moves)) knownTo(seat, next, found)
  return found
}

/** The most the first player can get (or the least the second can leave), over every pure plan of that seat. */
const best = (seat: Seat, against: Plan): number => {
  const sets = [...knownTo(seat)]
  const plans = sets.reduce<ReadonlyMap<string, string>[]>(
    (all, [known, moves]) => all.flatMap((plan) => moves.map((move) => new Map([...plan, [known, move]]))),
    [new Map()],
  )
  const values = plans.map((pure) => {
    const own: Plan = (known) => ({ [pure.get(known)!]: 1 })
    return worth(tree, seat === 'first' ? { first: own, second: against } : { first: against, second: own })
  })
  return seat === 'first' ? Math.max(...values) : Math.min(...values)
}

type View = ViewOf<Kuhn>
/** What Kuhn (1950) gives: his alpha is the chance that the first player bets the jack. */
const kuhn =
  (alpha: number): Plan =>
  (known) => {
    const { seat, card, bets } = JSON.parse(known) as View
    const facing = bets.at(-1) === 'bet'
    const table = {
      first: { jack: facing ? 0 : alpha, queen: facing ? alpha + 1 / 3 : 0, king: facing ? 1 : 3 * alpha },
      second: { jack: facing ? 0 : 1 / 3, queen: facing ? 1 / 3 : 0, king: 1 },
    }
    return { bet: table[seat][card], pass: 1 - table[seat][card] }
  }

/** Counterfactual regret minimisation (Zinkevich et al. 2007) over what the seats know. */
const learned = (rounds: number): Plan => {
  const regrets = new Map<string, Record<string, number>>()
  const played = new Map<string, Record<string, number>>()
  const read = (from: typeof regrets, known: string, moves: readonly string[]) => {
    const kept = from.get(known)
    const total = moves.reduce((sum, move) => sum + Math.max(0, kept?.[move] ?? 0), 0)
    const share = (move: string) => (total > 0 ? Math.max(0, kept?.[move] ?? 0) / total : 1 / moves.length)
    return Object.fromEntries(moves.map((move) => [move, share(move)]))
  }
  const add = (to: typeof regrets, known: string, move: string, amount: number) => {
    const kept = to.get(known) ?? {}
    to.set(known, { ...kept, [move]: (kept[move] ?? 0) + amount })
  }
  const walk = (node: Node, first: number, second: number): number => {
    if ('value' in node) return node.value
    if ('chance' in node)
      return node.chance.reduce((sum, { p, next }) => sum + p * walk(next, first * p, second * p), 0)
    const { seat, known } = node
    const moves = Object.keys(node.moves)
    const chances = read(regrets, known, moves)
    const [mine, theirs, sign] = seat === 'first' ? [first, second, 1] : [second, first, -1]
    const values = moves.map((move) =>
      seat === 'first'
        ? walk(node.moves[move]!, first * chances[move]!, second)
        : walk(node.moves[move]!, first, second * chances[move]!),
    )
    const value = moves.reduce((sum, move, i) => sum + chances[move]! * values[i]!, 0)
    for (const [i, move] of moves.entries()) {
      add(regrets, known, move, theirs * sign * (values[i]! - value))
      add(played, known, move, mine * chances[move]!)
    }
    return value
  }
  for (let round = 0; round < rounds; round++) walk(tree, 1, 1)
  return (known, moves) => read(played, known, moves)
}

describe('kuhn poker', () => {
  it('is worth -1/18 to the first player, found from the rules and their luck alone', () => {
    expect([...knownTo('first')]).toHaveLength(6)
    expect([...knownTo('second')]).toHaveLength(6)
    for (const alpha of [0, 0.1, 1 / 3]) {
      const plan = kuhn(alpha)
      expect(worth(tree, { first: plan, second: plan })).toBeCloseTo(-1 / 18, 12)
      // No plan of either side does better against it, so it is an equilibrium and this the value of the game.
      expect(best('first', plan)).toBeCloseTo(-1 / 18, 12)
      expect(best('second', plan)).toBeCloseTo(-1 / 18, 12)
    }
    expect(best('second', kuhn(0.5))).toBeLessThan(-1 / 18 - 1e-3)
  })

  it('is solved by learning from regret', () => {
    const plan = learned(3000)
    expect(worth(tree, { first: plan, second: plan })).toBeCloseTo(-1 / 18, 2)
    expect(best('first', plan) - best('second', plan)).toBeLessThan(0.02)
  })

  it('has an equilibrium mind that plays the chances of the equilibrium', () => {
    const mind = equilibrium({ alpha: 0.2 })
    for (const [known, moves] of [...knownTo('first'), ...knownTo('second')]) {
      const view = JSON.parse(known) as View
      let bets = 0
      for (let i = 0; i < 4000; i++) {
        const seen = { view, luck: luckOf(`${known}/${i}`).of('mind'), legal: kuhnPoker.legal(view), question: null }
        const { act } = mind.decide(seen as Seen<View, MovesOf<Kuhn>>, null) as { act: { move: string } }
        if (act.move === 'bet') bets++
      }
      const p = kuhn(0.2)(known, moves)['bet']!
      expect(Math.abs(bets / 4000 - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / 4000))
    }
    expect(() => equilibrium({ alpha: 0.4 })).toThrow('alpha must be from 0 to 1/3, not 0.4')
    expect(() => equilibrium({ alpha: Number.NaN })).toThrow('alpha')
  })

  it('pays nothing until it ends, then what one wins the other loses', () => {
    const played = scene(kuhnPoker, { minds: { first: equilibrium(), second: honest() } })
    const payoffs = Array.from({ length: 200 }, (_, i) => (play(played, `hand ${i}`) as Played).close.payoff!)
    for (const { first, second } of payoffs) {
      expect(first! + second!).toBe(0)
      expect([1, 2]).toContain(Math.abs(first!))
    }
    const start = kuhnPoker.start({}, { first: 'player', second: 'player' }, luckOf('start'))
    expect(kuhnPoker.payoff!(start)).toEqual({ first: 0, second: 0 })
  })

  it('redraws only the card a seat cannot see', () => {
    const state = kuhnPoker.start({}, { first: 'player', second: 'player' }, luckOf('deal'))
    const others = new Set<string>()
    for (let i = 0; i < 50; i++) {
      const again = kuhnPoker.resample!(state, 'first', luckOf('again').of(i))
      expect(kuhnPoker.view(again, 'first')).toEqual(kuhnPoker.view(state, 'first'))
      expect(again.cards.second).not.toBe(again.cards.first)
      others.add(again.cards.second)
    }
    expect(others.size).toBe(2)
  })
})
