import { type AnyMind, compose, type Part, refold, scene } from 'suasion'
import { kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { describe, expect, it } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'

const remember: Part<number> = {
  name: 'remember',
  source: 'chosen',
  open: (carried) => carried ?? 0,
  think: (thought, kept) => ({ ...thought, notes: { ...thought.notes, remember: kept } }),
  keep: (kept) => kept + 1,
  close: (kept, payoff) => kept * 10 + (payoff ?? 0),
}
const believe: Part<readonly string[]> = {
  name: 'believe',
  source: 'Bayes 1763',
  open: (carried) => carried ?? [],
  think: (thought) => ({ ...thought, notes: { ...thought.notes, believe: thought.seen.view.card === 'king' } }),
  keep: (kept, { act, notes }) => [...kept, `${act!.move} ${notes['remember']} ${notes['believe']}`],
}
const plan: Part = {
  name: 'plan',
  source: 'chosen',
  think: (thought) => ({
    ...thought,
    act: { move: thought.notes['believe'] ? 'bet' : 'pass' },
    flags: [...thought.flags, 'planned'],
  }),
}
const later = (part: Part): Part => ({ ...part, think: async (thought, kept) => part.think(thought, kept) })
const parts = [remember, believe, plan] as readonly Part[]
const sit = (mind: AnyMind) => scene(kuhnPoker, { minds: { player: mind } })
const thinker = compose('thinker', parts)

describe('compose', () => {
  it('makes no promise where no part waits', () => {
    const played = play(sit(thinker), 'k')
    expect(played).not.toBeInstanceOf(Promise)
    expect((played as Played).close.flags).toContain('planned')
  })

  it('waits where a part does, first, in the middle or last, and comes to the same', async () => {
    const { episode, kept } = play(sit(thinker), 'k') as Played
    for (const slow of [0, 1, 2]) {
      const mind = compose(
        'thinker',
        parts.map((part, i) => (i === slow ? later(part) : part)),
      )
      const played = play(sit(mind), 'k')
      expect(played).toBeInstanceOf(Promise)
      expect(await played).toMatchObject({ episode, kept })
    }
  })

  it('lets each part read those before it, and keeps their notes in the log', () => {
    const { episode } = play(sit(thinker), 'k') as Played
    const acts = episode.flatMap((event) => (event.kind === 'act' ? [event] : []))
    for (const { act, note, flags } of acts) {
      expect(Object.keys(note as object)).toEqual(['remember', 'believe'])
      expect(act['move']).toBe((note as { believe: boolean }).believe ? 'bet' : 'pass')
      expect(flags).toEqual(['planned'])
    }
  })

  it('keeps a memory for each part, carries it on, and refolds it from the log', () => {
    const carry = { first: { remember: 5, believe: ['old'], plan: null } }
    const { episode, kept, close } = play(sit(thinker), { key: 'k', carry }) as Played
    const own = episode.filter((event) => event.kind === 'act' && event.seat === 'first').length
    const first = kept['first'] as { remember: number; believe: string[]; plan: null }
    expect(first.remember).toBe((5 + own) * 10 + close.payoff!['first']!)
    expect(first.believe).toHaveLength(1 + own)
    expect(first.believe[1]).toMatch(/^(pass|bet) 5 (true|false)$/)
    expect(first.plan).toBeNull()
    const table = refold(sit(thinker), JSON.parse(JSON.stringify(episode)))
    expect(table.kept['first']).toEqual({ remember: 5 + own, believe: first.believe, plan: null })
  })

  it('names its sources, and takes what it is told about its place', () => {
    expect(thinker.source).toBe('remember: chosen; believe: Bayes 1763; plan: chosen')
    expect([thinker.plays, thinker.cast]).toEqual(['*', 'formal'])
    const placed = compose('placed', parts, { plays: 'survey', roles: ['respondent'], cast: 'language-model' })
    expect(() => sit(placed)).toThrow('placed plays survey and cannot sit at kuhn-poker')
  })

  it('refuses two parts of one name, and a mind that does nothing', () => {
    expect(() => compose('twin', [plan, plan])).toThrow('twin has two parts called plan')
    const idle = compose('idle', [remember, believe] as readonly Part[])
    expect(() => play(sit(idle), 'k')).toThrow(
      'idle thought and did nothing: none of its parts (remember, believe) left an act',
    )
    expect(() => play(sit(compose('empty', [])), 'k')).toThrow('empty thought and did nothing')
  })

  it('passes on what a part throws, at once or later', async () => {
    const broken: Part = {
      name: 'broken',
      source: 'chosen',
      think: () => {
        throw new Error('no idea')
      },
    }
    expect(() => play(sit(compose('b', [broken])), 'k')).toThrow('no idea')
    await expect(play(sit(compose('b', [later(broken)])), 'k')).rejects.toThrow('no idea')
  })
})
