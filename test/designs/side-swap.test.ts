import { type Design, type Finished, luckOf, type Trial, trialKey } from 'suasion'
import { describe, expect, it } from 'vitest'
import { factorial } from '../../src/designs/factorial.ts'
import { sideSwap } from '../../src/designs/side-swap.ts'

const swap = { factor: 'first', levels: ['pro', 'contra'] } as const
const inner = factorial({ tone: ['warm', 'cold'] }, { perCell: 3, items: { rows: [{ id: 'a' }, { id: 'b' }] } })
const design: Design = sideSwap(inner, swap)
const luck = luckOf('study')
const finish = (trial: Trial): Finished => ({ trial, rows: [{ key: trialKey(trial) }], payoff: { x: 1 }, kept: {} })
const trials = design.next([], [], luck) as readonly Trial[]
const byKey = (list: readonly Finished[]) => [...list].sort((a, b) => (trialKey(a.trial) < trialKey(b.trial) ? -1 : 1))

describe('sideSwap', () => {
  it('runs each trial from both sides with the same pair and item', () => {
    expect(trials).toHaveLength(12)
    expect(design.size).toBe(12)
    expect(new Set(trials.map(trialKey)).size).toBe(12)
    for (const trial of trials) {
      const other = trials.filter(
        (each) => each.replicate === trial.replicate && each.condition.tone === trial.condition.tone,
      )
      expect(other.map(({ condition }) => condition.first).sort()).toEqual(['contra', 'pro'])
      expect(new Set(other.map(({ pair }) => pair)).size).toBe(1)
      expect(new Set(other.map(({ item }) => item)).size).toBe(1)
    }
  })

  it('after any trials finished gives exactly those that are missing', () => {
    for (let round = 0; round < 60; round++) {
      const state = trials.map((_, i) => luckOf(`subset ${round}`).of(i).pick(['open', 'running', 'finished']))
      const of = (name: string) => trials.filter((_, i) => state[i] === name)
      const next = design.next(byKey(of('finished').map(finish)), of('running'), luck)
      if (of('open').length === 0) expect(next).toBe(of('running').length ? 'wait' : [])
      else expect((next as readonly Trial[]).map(trialKey).sort()).toEqual(of('open').map(trialKey).sort())
    }
    expect(design.next(byKey(trials.map(finish)), [], luck)).toEqual([])
    expect(design.next(byKey(trials.slice(1).map(finish)), trials.slice(0, 1), luck)).toBe('wait')
  })

  it('shows an adaptive design a trial as finished once both sides are, with the rows of both', () => {
    const saw: string[] = []
    const one = (replicate: number): Trial => ({ condition: {}, replicate, pair: `${replicate}` })
    const adaptive: Design = {
      name: 'one after the other',
      factors: {},
      size: 2,
      resize: () => adaptive,
      next: (finished, running) => {
        saw.push(`${finished.map(({ rows }) => rows.length)}|${running.length}`)
        if (running.length > 0) return 'wait'
        return finished.length < 2 ? [one(finished.length)] : []
      },
    }
    const swapped: Design = sideSwap(adaptive, swap)
    const [pro, contra] = swapped.next([], [], luck) as readonly [Trial, Trial]
    expect(swapped.next([finish(pro)], [contra], luck)).toBe('wait')
    expect(swapped.next([finish(pro)], [], luck)).toEqual([contra])
    const second = swapped.next([finish(contra), finish(pro)], [], luck) as readonly Trial[]
    expect(second.map(({ replicate }) => replicate)).toEqual([1, 1])
    expect(saw).toEqual(['|0', '|1', '|1', '2|0'])
  })

  it('resizes by pairs', () => {
    expect(design.resize(8).size).toBe(8)
    expect(() => design.resize(7)).toThrow('their number is even, not 7')
    expect(() => design.resize(Number.NaN)).toThrow('not NaN')
    expect(() => design.resize(6)).toThrow('a multiple of 2')
  })

  it('refuses a factor the design has already, and levels that are not two', () => {
    expect(() => sideSwap(inner, { factor: 'tone', levels: ['a', 'b'] })).toThrow('has a factor tone already')
    expect(() => sideSwap(inner, { factor: 'first', levels: ['a', 'a'] })).toThrow('the level a twice')
    expect(() => sideSwap(inner, { factor: 'first', levels: ['a'] as never })).toThrow('two levels, one a side, not 1')
  })
})
