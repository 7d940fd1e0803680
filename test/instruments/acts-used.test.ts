import { protocol, rules, scene } from 'suasion'
import { actsUsed } from 'suasion/instruments'
import { donorGame, evolving } from 'suasion/protocols/donor-game'
import { kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Played, play } from '../../src/lab/driver.ts'

const toy = protocol(
  rules({
    name: 'two-tones',
    version: 1,
    params: z.object({}),
    moves: {
      say: z.object({ tone: z.enum(['warm', 'cold']), loud: z.boolean(), text: z.string() }),
      leave: z.object({}),
    },
    roles: { speaker: ['say', 'leave'] },
    seats: () => ({ one: 'speaker', two: 'speaker' }) as const,
    start: () => ({ turns: 0 }),
    turn: ({ turns }) => ({ ask: turns < 4 ? ['one'] : [] }),
    view: (state) => state,
    legal: () => ({ say: {}, leave: {} }),
    resolve: ({ turns }) => ({ turns: turns + 1 }),
  }),
  { about: 'x', brief: () => '', lines: () => [], now: () => '', ask: { say: () => '', leave: () => '' } },
)

describe('actsUsed', () => {
  it('counts moves and the values of named fields, by seat', () => {
    const acts = [
      { move: 'say', tone: 'warm', loud: true, text: 'a' },
      { move: 'say', tone: 'cold', loud: false, text: 'b' },
      { move: 'say', tone: 'warm', loud: false, text: 'c' },
      { move: 'leave' },
    ]
    const mind = {
      name: 'script',
      plays: 'two-tones' as const,
      cast: 'formal' as const,
      source: 'chosen',
      open: () => null,
      decide: ({ view }: { view: { turns: number } }) => ({ act: acts[view.turns] as never }),
    }
    const { episode } = play(scene(toy, { minds: { speaker: mind } }), 'toy') as Played
    const instrument = actsUsed(toy, { fields: { say: ['tone', 'loud'] } })
    const [one, two] = instrument.read(episode, null) as readonly Record<string, unknown>[]
    expect(one).toEqual({
      seat: 'one',
      acts: 4,
      say_count: 3,
      say_share: 0.75,
      leave_count: 1,
      leave_share: 0.25,
      say_tone_warm_count: 2,
      say_tone_warm_share: expect.closeTo(2 / 3, 12),
      say_tone_cold_count: 1,
      say_tone_cold_share: expect.closeTo(1 / 3, 12),
      say_loud_true_count: 1,
      say_loud_true_share: expect.closeTo(1 / 3, 12),
      say_loud_false_count: 2,
      say_loud_false_share: expect.closeTo(2 / 3, 12),
    })
    expect(two).toMatchObject({ seat: 'two', acts: 0, say_count: 0, say_share: null, say_tone_warm_share: null })
    expect(Object.keys(one!).sort()).toEqual(Object.keys(instrument.columns).sort())
  })

  it('agrees with the log of a game', () => {
    const stage = scene(donorGame, { params: { punishment: true }, minds: { player: evolving({ pthr: 0.5 }) } })
    const { episode } = play(stage, 'acts') as Played
    const rows = actsUsed(donorGame).read(episode, null)
    const total = [rows].flat().reduce((sum, row) => sum + row.punish_count + row.donate_count, 0)
    expect(total).toBe(144)
    expect([rows].flat()[0]).toMatchObject({ acts: 12, refuse_count: 0, plead_share: 0 })
    expect([rows].flat().some((row) => row.punish_count > 0)).toBe(true)
  })

  it('refuses what it cannot count', () => {
    expect(() => actsUsed(toy, { fields: { say: ['text'] } })).toThrow('say.text has no list of values')
    expect(() => actsUsed(toy, { fields: { say: ['mood'] } } as never)).toThrow(
      'no field called mood; it has tone, loud, text',
    )
    expect(() => actsUsed(toy, { fields: { shout: [] } } as never)).toThrow('no move called shout; it has say, leave')
    const { episode } = play(scene(donorGame, { minds: { player: evolving() } }), 'other') as Played
    expect(() => actsUsed(kuhnPoker).read(episode, null)).toThrow(
      'counts the acts of kuhn-poker, and this log is of donor-game',
    )
  })
})
