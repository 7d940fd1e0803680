import { luckOf, type StateOf, scene, type ViewOf } from 'suasion'
import { bluffer, caller, leducPoker, tight } from 'suasion/protocols/leduc-poker'
import {
  bestResponse,
  cfr,
  compile,
  expectedPayoffs,
  exploitability,
  type TreeStrategy,
  uniformStrategy,
} from 'suasion/solvers'
import { describe, expect, it } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'

type State = StateOf<typeof leducPoker>
type Move = 'fold' | 'call' | 'raise'
const roles = { first: 'player', second: 'player' }

const deal = (first: State['cards']['first'], second: State['cards']['second'], params = {}): State => ({
  ...leducPoker.start(leducPoker.params.parse(params), roles, luckOf('any')),
  cards: { first, second },
})

/** Plays moves in turn, the public card being as given. */
const bet = (start: State, board: State['board'], ...moves: Move[]): State =>
  moves.reduce((state, move) => {
    const seat = leducPoker.turn(state).ask[0]!
    const view = leducPoker.view(state, seat)
    expect(Object.keys(leducPoker.legal(view)), moves.join()).toContain(move)
    const next = leducPoker.resolve(state, [{ seat, act: { move } }], luckOf('board'))
    return next.board && !state.board ? { ...next, board } : next
  }, start)

describe('leduc poker', () => {
  it('has 936 information sets and the tree that OpenSpiel counts, its six deals of one card joined in one', () => {
    const { counts, players, sum } = compile(leducPoker)
    expect(counts.sets).toBe(936)
    // OpenSpiel's 9,457 nodes have a chance node for each first card, before the second is dealt.
    expect(counts).toMatchObject({ nodes: 9457 - 6, endings: 5520, chances: 151 })
    expect(players.map(({ sets }) => sets.length)).toEqual([468, 468])
    expect(sum).toBe(0)
  })

  it('can be exploited by 2.3736 where every act is as likely, as published', () => {
    const game = compile(leducPoker)
    expect(exploitability(game, uniformStrategy(game))).toBeCloseTo(2.373611111, 8)
  })

  it('pays what stands in the pot to a fold, a pair, or the higher rank', () => {
    const start = deal('king of spades', 'queen of hearts')
    expect(leducPoker.payoff!(start)).toEqual({ first: 0, second: 0 })
    const pays = (board: State['board'], ...moves: Move[]) => {
      const end = bet(start, board, ...moves)
      expect(leducPoker.turn(end).ask).toEqual([])
      return leducPoker.payoff!(end)['first' as never] as unknown as number
    }
    expect(pays(null, 'raise', 'fold')).toBe(1)
    expect(pays(null, 'raise', 'raise', 'fold')).toBe(-3)
    expect(pays(null, 'call', 'raise', 'raise', 'fold')).toBe(3)
    expect(pays('jack of hearts', 'call', 'call', 'call', 'call')).toBe(1)
    expect(pays('queen of spades', 'call', 'call', 'call', 'call')).toBe(-1)
    expect(pays('king of hearts', 'raise', 'raise', 'call', 'raise', 'raise', 'call')).toBe(13)
    expect(pays('queen of spades', 'raise', 'call', 'raise', 'raise', 'fold')).toBe(-7)
    const even = bet(deal('jack of spades', 'jack of hearts'), 'king of hearts', 'raise', 'call', 'call', 'call')
    expect(leducPoker.payoff!(even)).toEqual({ first: 0, second: 0 })
  })

  it('opens a fold only against a raise, and a raise only so often', () => {
    const open = (state: State) => Object.keys(leducPoker.legal(leducPoker.view(state, leducPoker.turn(state).ask[0]!)))
    const start = deal('king of spades', 'queen of hearts')
    expect(open(start)).toEqual(['call', 'raise'])
    expect(open(bet(start, null, 'raise'))).toEqual(['fold', 'call', 'raise'])
    expect(open(bet(start, null, 'raise', 'raise'))).toEqual(['fold', 'call'])
    expect(open(deal('king of spades', 'queen of hearts', { raises: 0 }))).toEqual(['call'])
    const second = bet(start, 'jack of spades', 'raise', 'raise', 'call')
    expect([second.board, open(second), leducPoker.turn(second).ask]).toEqual([
      'jack of spades',
      ['call', 'raise'],
      ['first'],
    ])
  })

  it('redraws only what a seat cannot see', () => {
    const state = bet(deal('king of spades', 'queen of hearts'), 'jack of spades', 'call', 'call')
    const seen = new Set<string>()
    for (let i = 0; i < 100; i++) {
      const again = leducPoker.resample!(state, 'second', luckOf('again').of(i))
      expect(leducPoker.view(again, 'second')).toEqual(leducPoker.view(state, 'second'))
      seen.add(again.cards.first)
    }
    expect([...seen].sort()).toEqual(['jack of hearts', 'king of hearts', 'king of spades', 'queen of spades'])
  })

  it('is told in words', () => {
    const state = bet(deal('king of spades', 'queen of hearts'), 'jack of spades', 'call', 'raise', 'call', 'raise')
    const view = leducPoker.view(state, 'second')
    const { words } = leducPoker
    expect(words.brief(view)).toContain('Your card is the queen of hearts')
    expect(words.lines(view).map(({ text }) => text)).toEqual([
      '(checked)',
      '(raised)',
      '(called)',
      'The open card is the jack of spades.',
      '(raised)',
    ])
    expect(words.now(view)).toBe('There are 10 coins in the pot, 3 of them yours. It costs 4 coins to stay in.')
    expect(words.ask.raise(view)).toBe('Raise by 4 coins.')
  })

  it('has a tight mind that can be bluffed, and a caller that cannot', () => {
    const game = compile(leducPoker)
    const playedBy = (mind: ReturnType<typeof tight>): TreeStrategy =>
      game.players.map(({ sets, first }) => {
        const probabilities = new Float64Array(first.at(-1)!)
        probabilities[0] = 1
        for (const [set, { view, acts }] of sets.entries()) {
          const seen = { view, legal: leducPoker.legal(view as never), luck: luckOf('mind').of('seat'), question: null }
          const { act } = mind.decide(seen as never, null) as { act: { move: string } }
          probabilities[first[set]! + acts.findIndex(({ move }) => move === act.move)] = 1
        }
        return probabilities
      })
    const balanced = cfr(game, { iterations: 300, variant: 'cfr+' }).strategy
    const value = expectedPayoffs(game, balanced)['second']!
    const bluffs = (mind: ReturnType<typeof tight>) => {
      const best = bestResponse(game, 'second', playedBy(mind))
      const { sets, first } = game.players[1]!
      const weak = sets.flatMap(({ view, acts }, set) => {
        const { card, board, rounds } = view as unknown as ViewOf<typeof leducPoker>
        const raise = acts.findIndex(({ move }) => move === 'raise')
        const idle = card.startsWith('jack') && board !== null && !board.startsWith('jack') && rounds[1]!.length === 1
        return idle && raise >= 0 ? [best.probabilities[first[set]! + raise]!] : []
      })
      return { gain: best.value - value, weak: weak.reduce((sum, p) => sum + p, 0) }
    }
    const [nervous, calm] = [bluffs(tight()), bluffs(caller())]
    expect(nervous.gain).toBeGreaterThan(0.1)
    expect(calm.gain).toBeGreaterThan(0.1)
    expect(nervous.weak).toBeGreaterThan(0)
    expect(calm.weak).toBe(0)
  })

  it('has a bluffer that raises a jack at its rate', () => {
    const raises = (rate: number): number => {
      const staged = scene(leducPoker, { minds: { first: bluffer({ rate }), second: caller() } })
      const hands = Array.from({ length: 1500 }, (_, i) => (play(staged, `hand ${i}`) as Played).episode)
      const firsts = hands.map((events) => events.find((event) => event.kind === 'act')!)
      return firsts.filter(({ act }) => act['move'] === 'raise').length / firsts.length
    }
    // A king, one card in three, is always raised.
    for (const rate of [0, 0.3, 1]) expect(Math.abs(raises(rate) - (1 / 3 + (2 / 3) * rate))).toBeLessThan(0.05)
    expect(() => bluffer({ rate: 1.5 })).toThrow('rate must be from 0 to 1, not 1.5')
    expect(() => bluffer({ rate: Number.NaN })).toThrow('rate')
  })

  it('refuses parameters that are none', () => {
    const minds = { player: tight() }
    expect(() => scene(leducPoker, { params: { raises: 9 }, minds })).toThrow('parameter raises is wrong')
    expect(() => scene(leducPoker, { params: { ante: Number.NaN }, minds })).toThrow('parameter ante is wrong')
  })
})
