import {
  type AnyMind,
  advance,
  asked,
  askQuestion,
  begin,
  canonical,
  finish,
  luckOf,
  type Moves,
  protocol,
  type Question,
  rules,
  scene,
  type Table,
  turnOf,
} from 'suasion'
import { equilibrium, honest, kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

interface State {
  readonly rounds: number
  readonly sums: readonly number[]
  readonly missed: readonly string[]
}
interface View {
  readonly seat: string
  readonly sums: readonly number[]
}

/** Two seats name a number at once, for some rounds. */
const numbers = (absent: boolean) =>
  rules({
    name: 'numbers',
    version: 1,
    params: z.object({ rounds: z.int().min(1).default(2) }),
    moves: { name: z.object({ number: z.number() }) },
    roles: { player: ['name'] },
    seats: () => ({ ann: 'player', bob: 'player' }) as const,
    start: ({ rounds }): State => ({ rounds, sums: [], missed: [] }),
    turn: ({ rounds, sums, missed }) => ({ ask: sums.length + missed.length < rounds ? ['ann', 'bob'] : [] }),
    view: ({ sums }, seat): View => ({ seat, sums }),
    legal: () => ({ name: { number: { min: 0, max: 10 } } }),
    resolve: (state, acts) => ({ ...state, sums: [...state.sums, acts.reduce((sum, { act }) => sum + act.number, 0)] }),
    ...(absent && {
      absent: (state: State, seat, why) => ({ ...state, missed: [...state.missed, `${seat} ${why}`] }),
    }),
  })
const words = {
  about: 'Name numbers.',
  brief: () => '',
  lines: () => [],
  now: () => '',
  ask: { name: () => 'Name a number.' },
}
const counting: AnyMind = {
  name: 'counting',
  plays: '*',
  cast: 'formal',
  source: 'chosen',
  open: (seat, carried: number | null) => (carried ?? 0) + (seat.id === 'ann' ? 1 : 2),
  decide: (_seen, kept: number) => ({ act: { move: 'name', number: kept } }),
  keep: (kept: number) => kept + 1,
  close: (kept: number) => kept * 100,
}
const sit = (absent = false, patience = 3) =>
  scene(protocol(numbers(absent), words), { minds: { player: counting }, patience })
const name = (number: unknown) => ({ act: { move: 'name', number } as never })
const sums = (table: Table) => (table.state as { sums: number[] }).sums

describe('a table', () => {
  it('opens with what the log needs to play it again, and what minds carry', () => {
    const { table, events } = begin(sit(), { key: 'k', luck: 'l', carry: { bob: 40 } })
    expect(events).toEqual([
      {
        kind: 'open',
        format: 1,
        key: 'k',
        luck: 'l',
        protocol: 'numbers',
        version: 1,
        params: { rounds: 2 },
        wording: 'own',
        seats: {
          ann: { role: 'player', mind: 'counting', cast: 'formal' },
          bob: { role: 'player', mind: 'counting', cast: 'formal' },
        },
        carry: { bob: 40 },
      },
    ])
    expect(table.kept).toEqual({ ann: 1, bob: 42 })
    expect(begin(sit(), { key: 'k' }).table.luck).toBe('k')
  })

  it('holds the answers of some until all have answered, in either order', () => {
    const at = sit()
    const { table } = begin(at, { key: 'k' })
    const half = advance(at, table, { bob: name(3) })
    expect(half.events).toEqual([])
    expect(half.table.turn).toBe(0)
    expect(asked(at, half.table).map(({ seat }) => seat)).toEqual(['ann'])
    const whole = advance(at, half.table, { ann: name(4) })
    expect(whole.events.map((event) => event.kind === 'act' && event.seat)).toEqual(['ann', 'bob'])
    expect(whole.table).toEqual(advance(at, table, { bob: name(3), ann: name(4) }).table)
    expect(sums(whole.table)).toEqual([7])
    expect(whole.table.kept).toEqual({ ann: 2, bob: 3 })
  })

  it('is plain data at every moment: stored and read back, it goes on as before', () => {
    const at = sit()
    let table = begin(at, { key: 'k' }).table
    let stored = table
    for (const replies of [{ ann: name(1) }, { bob: name(99) }, { bob: name(2) }, { bob: name(3), ann: name(4) }]) {
      table = advance(at, table, replies).table
      stored = JSON.parse(canonical(advance(at, stored, replies).table))
      expect(stored).toEqual(table)
    }
    expect(sums(table)).toEqual([3, 7])
  })

  it('changes nothing it was given', () => {
    const at = sit()
    const { table } = begin(at, { key: 'k' })
    const before = canonical(table)
    advance(at, table, { ann: name(1), bob: name(2) })
    advance(at, table, { ann: name('bad') })
    expect(canonical(table)).toBe(before)
  })

  it('asks again after a bad answer, saying what was wrong, and keeps nothing of it', () => {
    const at = sit()
    const first = advance(at, begin(at, { key: 'k' }).table, { ann: name(11), bob: name(1) })
    expect(first.events).toEqual([
      { kind: 'fault', turn: 0, seat: 'ann', tries: 1, problem: 'number must be at most 10, not 11' },
    ])
    const [again] = asked(at, first.table)
    expect([again!.seat, again!.tries, again!.problem]).toEqual(['ann', 1, 'number must be at most 10, not 11'])
    expect(again!.words().ask).toBe(
      'Name a number.\nYour last answer could not be used: number must be at most 10, not 11',
    )
    expect(first.table.kept).toEqual({ ann: 1, bob: 3 })
    const mended = advance(at, first.table, { ann: name(5) }).table
    expect([sums(mended), mended.problems, mended.tries, mended.pending]).toEqual([[6], {}, {}, {}])
  })

  it('counts a seat whose tries are exhausted as absent, and the rules answer', () => {
    const at = sit(true, 2)
    let table = begin(at, { key: 'k' }).table
    table = advance(at, table, { ann: name(1), bob: name(-1) }).table
    const { table: after, events } = advance(at, table, { bob: name(Number.NaN) })
    expect(events.map(({ kind }) => kind)).toEqual(['fault', 'act', 'absent'])
    expect((after.state as { missed: string[] }).missed).toEqual(['bob invalid'])
    expect(sums(after)).toEqual([1])
  })

  it('ends, broken, where the rules have no answer to an absence', () => {
    const at = sit()
    const { table, events } = advance(at, begin(at, { key: 'k' }).table, {
      ann: name(1),
      bob: { absent: 'left', reason: 'closed the page' },
    })
    expect(events.at(-1)).toEqual({ kind: 'absent', turn: 0, seat: 'bob', why: 'left', reason: 'closed the page' })
    expect(table.broken).toBe('bob left')
    expect(turnOf(at, table).ask).toEqual([])
    expect(asked(at, table)).toEqual([])
    expect(sums(table)).toEqual([])
    expect(finish(at, table, ['absent']).event.flags).toEqual(['absent', 'ended early: bob left'])
  })

  it('refuses an answer nobody asked for', () => {
    const at = sit()
    const { table } = begin(at, { key: 'k' })
    expect(() => advance(at, table, { eve: name(1) })).toThrow('eve is not asked at turn 0 of k; ann, bob is')
    const half = advance(at, table, { ann: name(1) }).table
    expect(() => advance(at, half, { ann: name(2) })).toThrow('ann is not asked at turn 0 of k; bob is')
    const left = advance(at, table, { ann: { absent: 'left' }, bob: name(1) }).table
    expect(() => advance(at, left, { ann: name(1) })).toThrow('nobody is')
  })

  it('gives each mind what it would bring to its next episode', () => {
    const at = sit()
    const { table } = begin(at, { key: 'k' })
    expect(finish(at, table)).toEqual({
      event: { kind: 'close', turns: 0, payoff: null, flags: [] },
      kept: { ann: 100, bob: 200 },
    })
  })

  it('gives each seat luck of its own, the same however often it is asked', () => {
    const at = scene(kuhnPoker, { minds: { first: equilibrium(), second: honest() } })
    const { table } = begin(at, { key: 'k', luck: 'shared' })
    const [seen] = asked(at, table)
    const draw = seen!.luck.of('bet', 0).uniform()
    expect(
      asked(at, begin(at, { key: 'other', luck: 'shared' }).table)[0]!
        .luck.of('bet', 0)
        .uniform(),
    ).toBe(draw)
    expect(luckOf('shared').of('mind', 'second').of('bet', 0).uniform()).not.toBe(draw)
  })

  it('puts a question without changing anything', () => {
    const at = scene(kuhnPoker, { minds: { player: honest() } })
    const { table } = begin(at, { key: 'k' })
    const before = canonical(table)
    const question: Question = { kind: 'choice', id: 'q', text: 'Will you win?', options: ['yes', 'no'] }
    const seen = askQuestion(at, table, 'second', luckOf('k'), question)
    expect(seen.words().ask).toBe('Will you win? Choose one: yes; no.')
    expect(seen.legal as Readonly<Record<keyof Moves, unknown>>).toEqual({ choose: { value: { only: ['yes', 'no'] } } })
    expect(seen.view).toEqual(kuhnPoker.view(table.state as never, 'second'))
    expect(canonical(table)).toBe(before)
  })
})
