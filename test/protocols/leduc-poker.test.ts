import { luckOf, type StateOf, scene } from 'suasion'
import { bluffer, caller, leducPoker, tight } from 'suasion/protocols/leduc-poker'
import { compile, exploitability, uniformStrategy } from 'suasion/solvers'
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

  it('punishes a tight player, who is bluffed, and a caller, who is not', () => {
    const mean = (a: ReturnType<typeof tight>, b: ReturnType<typeof tight>): number => {
      const staged = scene(leducPoker, { minds: { first: a, second: b } })
      const wins = Array.from({ length: 3000 }, (_, i) => (play(staged, `hand ${i}`) as Played).close.payoff!['first']!)
      return wins.reduce((sum, x) => sum + x, 0) / wins.length
    }
    expect(mean(tight(), caller())).toBeGreaterThan(0.1)
    expect(mean(bluffer({ rate: 1 }), tight())).toBeGreaterThan(mean(bluffer({ rate: 0 }), tight()))
    expect(() => bluffer({ rate: 1.5 })).toThrow('rate must be from 0 to 1, not 1.5')
    expect(() => bluffer({ rate: Number.NaN })).toThrow('rate')
  })

  it('refuses parameters that are none', () => {
    const minds = { player: tight() }
    expect(() => scene(leducPoker, { params: { raises: 9 }, minds })).toThrow('parameter raises is wrong')
    expect(() => scene(leducPoker, { params: { ante: Number.NaN }, minds })).toThrow('parameter ante is wrong')
  })
})
