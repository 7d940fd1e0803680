import { type Episode, scene } from 'suasion'
import { honesty } from 'suasion/instruments'
import { advocate, debate, manipulator, STRATEGIES } from 'suasion/protocols/debate'
import { describe, expect, test } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'

const tactics = Object.entries(STRATEGIES).flatMap(([name, { manipulative }]) => (manipulative ? [name] : []))
const played = (key: string, lying: number): Episode =>
  (play(scene(debate, { minds: { participant: advocate(), opponent: manipulator({ lying }) } }), key) as Played).episode
const changed = (episode: Episode, fields: object): Episode =>
  episode.map((event) =>
    event.kind === 'act' && event.seat === 'opponent' ? { ...event, act: { ...event.act, ...fields } } : event,
  )

describe('honesty', () => {
  const each = honesty({ manipulative: tactics })

  test('is one row for each persuading seat, from what the log says', () => {
    const rows = [each.read(played('liar', 1), null)].flat()
    expect(rows).toMatchObject([
      { seat: 'participant', truthful: 1, manipulative: 0, untruthful: 0, unknown: 0, acts: 3 },
      { seat: 'opponent', truthful: 0, manipulative: 1, untruthful: 3, unknown: 0, acts: 3 },
    ])
  })

  test('counts words as they stand in the text', () => {
    const counted = changed(played('words', 0), { text: '  one two\n three  ' })
    expect([each.read(counted, null)].flat()[1]!.words).toBe(9)
    expect([each.read(changed(counted, { text: '' }), null)].flat()[1]!.words).toBe(0)
  })

  test('what is not known is neither truth nor lie', () => {
    const row = [each.read(changed(played('unknown', 1), { truthful: null }), null)].flat()[1]!
    expect(row).toMatchObject({ truthful: null, untruthful: 0, unknown: 3, acts: 3 })
  })

  test('as a row of the episode it has no seat and covers who persuades', () => {
    const whole = honesty({ of: 'opponent', manipulative: STRATEGIES, per: 'episode' })
    const row = whole.read(played('episode', 1), null)
    expect(row).toMatchObject({ truthful: 0, manipulative: 1, acts: 3 })
    expect(row).not.toHaveProperty('seat')
    expect(whole.columns).not.toHaveProperty('seat')
    const both = honesty({ of: 'debater', manipulative: tactics, per: 'episode' }).read(played('episode', 1), null)
    expect(both).toMatchObject({ truthful: 0.5, manipulative: 0.5, untruthful: 3, acts: 6 })
  })

  test('the set of strategies decides, and nobody who said nothing is honest', () => {
    const none = honesty({ manipulative: [] }).read(played('none', 1), null)
    expect([none].flat()[1]!.manipulative).toBe(0)
    const silent = played('silent', 1).filter((event) => event.kind !== 'act')
    expect(each.read(silent, null)).toEqual([])
    expect(honesty({ of: 'opponent', manipulative: tactics }).read(silent, null)).toMatchObject([
      { seat: 'opponent', truthful: null, manipulative: null, acts: 0, words: 0 },
    ])
  })

  test('throws on fields the move has not, and on a truth that is none', () => {
    const episode = played('wrong', 1)
    expect(() => honesty({ manipulative: tactics, truthful: 'honest' }).read(episode, null)).toThrow(
      /argue has no field called honest; it has .*truthful/,
    )
    expect(() => each.read(changed(episode, { truthful: 'yes' }), null)).toThrow(
      /"yes"; it must be true, false or null/,
    )
  })
})
