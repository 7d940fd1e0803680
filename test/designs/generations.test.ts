import { type Finished, type Json, luckOf, type Trial, trialKey } from 'suasion'
import { type GenerationsOptions, generations, lineageMeans, type Member, topShare } from 'suasion/designs'
import { describe, expect, it } from 'vitest'

type F = { readonly arm: readonly string[] }
const luck = luckOf('test').of('design')
const seats = ['a', 'b', 'c', 'd']

/** An episode in which everyone's payoff is its memory, and founders' memories are their place. */
const finish = (trial: Trial, base = 0): Finished => {
  const kept = Object.fromEntries(seats.map((seat, i) => [seat, trial.carry?.[seat] ?? base + i]))
  return { trial, rows: [], payoff: kept as Record<string, number>, kept }
}
const options = (more: Partial<GenerationsOptions<F>> = {}): GenerationsOptions<F> => ({
  factors: { arm: ['x', 'y'] },
  generations: 3,
  lineages: 2,
  select: topShare(),
  inherit: (survivors, at) => (at.luck.of('parent').pick(survivors).kept as number) + 100,
  ...more,
})

/** Plays a design to its end, finishing what runs in an order of its own. */
const playOut = (design: ReturnType<typeof generations<F>>, order: 'first' | 'last' | 'all'): Finished[] => {
  let finished: Finished[] = []
  let running: Trial[] = []
  for (;;) {
    const sorted = [...finished].sort((p, q) => (trialKey(p.trial) < trialKey(q.trial) ? -1 : 1))
    const next = design.next(sorted as never, running as never, luck)
    if (next !== 'wait') running = [...running, ...next]
    if (running.length === 0) return sorted
    const ended = order === 'all' ? running : [order === 'first' ? running[0]! : running.at(-1)!]
    running = running.filter((trial) => !ended.includes(trial))
    finished = [...finished, ...ended.map((trial) => finish(trial))]
  }
}

describe('generations', () => {
  it('plays every generation of every lineage in every cell once', () => {
    const design = generations(options())
    const done = playOut(design, 'all')
    expect(design.size).toBe(12)
    expect(done).toHaveLength(12)
    expect(new Set(done.map(({ trial }) => trialKey(trial))).size).toBe(12)
    expect(design.factors.generation).toEqual([1, 2, 3])
    expect(
      done.filter(({ trial }) => trial.carry === undefined).every(({ trial }) => trial.condition['generation'] === 1),
    ).toBe(true)
  })

  it('carries the better half on, and fills up with newcomers', () => {
    const done = playOut(generations(options()), 'all')
    for (const { trial } of done) {
      const values = Object.values(trial.carry ?? {}).sort((p, q) => (p as number) - (q as number)) as number[]
      if (trial.condition['generation'] === 2) {
        expect(values.slice(0, 2)).toEqual([2, 3])
        for (const value of values.slice(2)) expect([102, 103]).toContain(value)
      }
      if (trial.condition['generation'] === 3) expect(values[0]).toBeGreaterThanOrEqual(102)
    }
  })

  it('gives the same lineages whatever the order of completion', () => {
    const [first, ...others] = (['all', 'first', 'last'] as const).map((order) =>
      playOut(generations(options()), order),
    )
    for (const other of others) expect(other).toEqual(first)
  })

  it('gives arms the same luck, and lineages and generations different luck', () => {
    const done = playOut(generations(options()), 'all')
    const of = (arm: string) =>
      done.filter(({ trial }) => trial.condition['arm'] === arm).map(({ trial }) => [trial.pair, trial.carry])
    expect(of('x')).toEqual(of('y'))
    expect(new Set(done.map(({ trial }) => trial.pair)).size).toBe(6)
  })

  it('goes on from what is finished, and waits for what runs', () => {
    const design = generations(options({ lineages: 1, factors: { arm: ['x'] } }))
    const [trial] = design.next([], [], luck) as unknown as Trial[]
    expect(design.next([], [trial] as never, luck)).toBe('wait')
    const [second] = design.next([finish(trial!)] as never, [], luck) as unknown as Trial[]
    expect(second!.condition).toEqual({ arm: 'x', generation: 2 })
    const all = playOut(design as never, 'first')
    expect(design.next(all as never, [], luck)).toEqual([])
    expect(design.next(all.slice(0, 2) as never, [], luck)).toHaveLength(1)
  })

  it('lets one population live in several episodes, and waits for all of them', () => {
    const seen: Member[][] = []
    const select = (members: readonly Member[]) => {
      seen.push([...members])
      return members.slice(0, 3)
    }
    const design = generations(options({ groups: 2, lineages: 1, generations: 2, factors: { arm: ['x'] }, select }))
    const started = design.next([], [], luck) as unknown as Trial[]
    expect(started.map(({ replicate }) => replicate)).toEqual([0, 1])
    expect(design.next([finish(started[0]!)] as never, [started[1]] as never, luck)).toBe('wait')
    const next = design.next([finish(started[0]!), finish(started[1]!, 10)] as never, [], luck) as unknown as Trial[]
    expect(seen[0]!.map(({ group, seat }) => `${group}${seat}`)).toEqual([
      '0a',
      '0b',
      '0c',
      '0d',
      '1a',
      '1b',
      '1c',
      '1d',
    ])
    const carried = next.flatMap(({ carry }) => Object.values(carry!)) as number[]
    expect(carried).toHaveLength(8)
    expect(carried.filter((value) => value < 100).sort()).toEqual([0, 1, 2])
  })

  it('passes any JSON on: strategies may be text', () => {
    const design = generations(
      options({
        lineages: 1,
        generations: 2,
        factors: { arm: ['x'] },
        inherit: (survivors) => `I read ${JSON.stringify(survivors.map(({ kept }) => kept))}`,
      }),
    )
    const [trial] = design.next([], [], luck) as unknown as Trial[]
    const texts = {
      ...finish(trial!),
      kept: Object.fromEntries(seats.map((seat) => [seat, `Give half, says ${seat}.`])) as Record<string, Json>,
    }
    const [next] = design.next([texts] as never, [], luck) as unknown as Trial[]
    const carried = Object.values(next!.carry!) as string[]
    expect(carried.filter((text) => text.startsWith('Give half'))).toHaveLength(2)
    expect(carried.filter((text) => text.startsWith('I read ["Give half'))).toHaveLength(2)
  })

  it('finds the mean of each generation of each lineage, up to a gap', () => {
    const row = (replicate: number, generation: number, given: number | null) => ({ replicate, generation, given })
    const rows = [
      row(1, 1, 4),
      row(0, 2, 1),
      row(0, 1, 2),
      row(0, 1, 6),
      row(1, 3, 9),
      row(1, 2, null),
      row(2, 1, null),
    ]
    expect(lineageMeans(rows, 'given')).toEqual([[4, 1], [4], []])
    expect(lineageMeans(rows, 'given', {}, 2)).toEqual([[4, 1, 9], []])
    expect(lineageMeans(rows, 'given', { generation: 1 })).toEqual([[4], [4], []])
    expect(lineageMeans([] as typeof rows, 'given')).toEqual([])
  })

  it('resizes in generations or lineages, and says what it can have', () => {
    expect(generations(options()).resize(40).factors.generation).toHaveLength(10)
    const wide = generations(options({ resizes: 'lineages' })).resize(30)
    expect([wide.size, wide.factors.generation.length]).toEqual([30, 3])
    expect(() => generations(options()).resize(10)).toThrow('4, 8, 12')
    expect(() => generations(options()).resize(0)).toThrow('not 0')
  })

  it('refuses misuse by name', () => {
    expect(() => generations(options({ lineages: 0 }))).toThrow('lineages must be a whole number from 1, not 0')
    expect(() => generations(options({ generations: Number.NaN }))).toThrow('generations must be')
    expect(() => generations({ ...options(), factors: { generation: [1] } } as never)).toThrow('generation is its own')
    expect(() => playOut(generations(options({ select: () => [] })), 'all')).toThrow('it returned 0')
    const twice = (members: readonly Member[]) => [members[0]!, members[0]!]
    expect(() => playOut(generations(options({ select: twice })), 'all')).toThrow('each once')
  })
})

describe('topShare', () => {
  const members = [3, 1, 2, 2].map(
    (payoff, i): Member => ({ seat: seats[i]!, group: 0, payoff, row: { other: -payoff }, kept: null }),
  )
  const passage = { luck: luckOf('top').of('x'), condition: { score: 'other' } }

  it('takes the best by payoff, or by another score', () => {
    expect(topShare({ share: 0.25 })(members, passage).map(({ seat }) => seat)).toEqual(['a'])
    expect(
      topShare({ share: 0.25, by: ({ row }, { score }) => row[score as string] as number })(members, passage)[0]!.seat,
    ).toBe('b')
  })

  it('draws between equals', () => {
    const drawn = Array.from(
      { length: 200 },
      (_, i) => topShare()(members, { ...passage, luck: luckOf('top').of(i) })[1]!.seat,
    )
    const c = drawn.filter((seat) => seat === 'c').length
    expect(c).toBeGreaterThan(60)
    expect(c).toBeLessThan(140)
  })

  it('refuses members without a score', () => {
    expect(() => topShare()([{ ...members[0]!, payoff: null }], passage)).toThrow('a has no score')
    expect(() => topShare({ share: 0 })(members, passage)).toThrow('share must be above 0')
  })
})
