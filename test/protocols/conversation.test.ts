import { closingOf, type Episode, luckOf, scene, type Told, tell } from 'suasion'
import { catalogue, conversation, echo, remarker, toldTalk } from 'suasion/protocols/conversation'
import { describe, expect, test } from 'vitest'
import { play } from '../../src/lab/driver.ts'
import { unusable } from '../../src/lab/record.ts'

const played = (params: object, minds: Record<string, ReturnType<typeof echo | typeof remarker>>, key = 'a') => {
  const made = play(scene(conversation, { params, minds } as never), key)
  if (made instanceof Promise) throw new Error('formal minds answer at once')
  return made
}
const said = (episode: Episode) =>
  episode.flatMap((event) => (event.kind === 'act' && event.act['move'] === 'say' ? [event.seat] : []))

describe('free talk', () => {
  test('in rounds everybody is asked in turn, and it is over when nobody has more to say', () => {
    const { episode, close } = played({ speakers: 3, length: 50 }, { speaker: remarker({ remarks: 2 }) })
    expect(said(episode)).toEqual(['speaker1', 'speaker2', 'speaker3', 'speaker1', 'speaker2', 'speaker3'])
    expect(close.turns).toBe(9)
  })

  test('with any order whoever wants to speaks, and its length ends it', () => {
    const orders = new Set(
      ['a', 'b', 'c', 'd'].map((key) =>
        said(
          played({ speakers: 3, order: 'any', length: 7 }, { speaker: remarker({ remarks: 7 }) }, key).episode,
        ).join(),
      ),
    )
    expect(orders.size).toBeGreaterThan(1)
    for (const order of orders) expect(order.split(',')).toHaveLength(7)
  })

  test('an echo takes up what was said last, and needs somebody who speaks', () => {
    const { episode } = played({ length: 4 }, { speaker1: remarker(), speaker2: echo() })
    const texts = episode.flatMap((event) => (event.kind === 'act' ? [String(event.act['text'])] : []))
    expect(texts[1]).toBe(`You say "${texts[0]!.replace(/[.,]/g, '').split(' ').slice(-4).join(' ')}". Go on.`)
    const nobody = played({ length: 4 }, { speaker: echo() })
    expect(said(nobody.episode)).toEqual([])
    expect(nobody.close.flags).toEqual([])
  })

  test('who leaves is not asked again, and the others go on', () => {
    const leaves = [
      { seat: 'speaker1', act: { move: 'say', text: 'hello' } },
      { seat: 'speaker2', absent: 'left' as const },
      { seat: 'speaker1', act: { move: 'silent' } },
    ]
    const told = tell(conversation, 'k', { order: 'round' }, leaves)
    if (!('episode' in told)) throw new Error(told.problem)
    expect(closingOf(told.episode).flags).toEqual(['somebody left', 'somebody never spoke'])
    expect(unusable(closingOf(told.episode).flags)).toEqual([])
  })

  test('a deed that the rules do not allow is a problem with its place, and no episode', () => {
    const say = (seat: string) => ({ seat, act: { move: 'say', text: 'x' } })
    expect(tell(conversation, 'k', { order: 'round', length: 2 }, [say('speaker2')])).toEqual({
      at: 0,
      problem: 'speaker2 acts out of turn',
    })
    expect(tell(conversation, 'k', { length: 1 }, [say('speaker1'), say('speaker2')])).toEqual({
      at: 1,
      problem: 'speaker2 acts after the end',
    })
    expect(tell(conversation, 'k', { length: 2 }, [say('speaker1')])).toEqual({
      at: 1,
      problem: 'it breaks off before its end',
    })
    expect(
      tell(conversation, 'k', { longest: 1 }, [{ seat: 'speaker1', act: { move: 'say', text: 'xx' } }]),
    ).toMatchObject({ at: 0, problem: 'text must be at most 1 characters, not 2' })
  })

  test('a mind says what cannot be set of it', () => {
    expect(() => remarker({ remarks: 0 })).toThrow(/remarks is a whole number from 1/)
  })
})

/** Talk whose replies follow a planted line: log(1 + words) is level + slope x what was heard + noise. */
const planted = (slope: number, n = 80, level = 1): Told[] => {
  const luck = luckOf('planted')
  return Array.from({ length: n }, (_, c) => {
    let last = Math.log1p(3 + Math.floor(luck.of('start', c).uniform() * 40))
    const spoken = Array.from({ length: 16 }, (_, t) => {
      const log = level + slope * last + 0.3 * luck.of('noise', c, t).normal()
      const words = Math.max(1, Math.round(Math.expm1(log)))
      last = Math.log1p(words)
      return { speaker: t % 2 ? 'b' : 'a', text: Array.from({ length: words }, () => 'x').join(' ') }
    })
    return toldTalk(`c${c}`, spoken, () => []) as Told
  })
}

describe('a talker fitted from conversations', () => {
  const [fitter] = catalogue.fitters
  const { fit: learnFrom } = fitter!
  const learn = (told: readonly Told[]) => learnFrom(told, 'planted', luckOf('fit'))

  test('recovers a planted accommodation, beats its baselines, and is calibrated', () => {
    const { parameters, fit: card, report, draws } = learn(planted(0.5))
    const { slope, spread } = parameters as { slope: number; spread: number }
    expect(Math.abs(slope - 0.5)).toBeLessThan(0.06)
    expect(Math.abs(spread - 0.3)).toBeLessThan(0.05)
    expect(Object.values(card.skill).every((skill) => skill > 0.1)).toBe(true)
    expect(card.people).toBe(160)
    expect(draws).toHaveLength(100)
    const [, , low, high] = report.find(({ title }) => title.startsWith('Accommodation'))!.rows[0] as number[]
    expect(low).toBeLessThan(slope)
    expect(high).toBeGreaterThan(slope)
    expect(high! - low!).toBeLessThan(0.15)
    for (const [, forecast, observed] of report.at(-1)!.rows as number[][])
      expect(Math.abs(forecast! / observed! - 1)).toBeLessThan(0.15)
  })

  test('finds no skill where there is nothing to learn', () => {
    const skill = learn(planted(0, 80, 2.5)).fit.skill['the mean length, squared error of log(1 + words)']!
    expect(skill).toBeLessThan(0.01)
  })

  test('is the same again with the same luck, and takes part as a fitted mind', () => {
    const fitted = learn(planted(0.5))
    expect(JSON.stringify(learn(planted(0.5)))).toBe(JSON.stringify(fitted))
    const mind = fitter!.mind(JSON.parse(JSON.stringify(fitted)))
    expect(mind).toMatchObject({ cast: 'fitted', plays: 'conversation', hears: ['text'] })
    const { episode, close } = played({ length: 6 }, { speaker1: remarker(), speaker2: mind as never })
    expect(said(episode)).toHaveLength(6)
    expect(close.flags).toEqual([])
    const talkative = played(
      { length: 4, longest: 20_000 },
      {
        speaker1: mind as never,
        speaker2: { ...remarker(), decide: () => ({ act: { move: 'say', text: 'x '.repeat(5000) } }) } as never,
      },
    )
    expect(talkative.close.flags).toEqual(['out of support'])
  })

  test('says why it cannot be fitted', () => {
    expect(() => learn([])).toThrow(/planted holds no conversation/)
    const alone = Array.from(
      { length: 9 },
      (_, i) => toldTalk(`c${i}`, [{ speaker: 'a', text: 'hi' }], () => []) as Told,
    )
    expect(() => learn(alone)).toThrow(/0 conversations in which somebody answers somebody else, and 5 are the least/)
    const same = Array.from(
      { length: 9 },
      (_, i) =>
        toldTalk(
          `c${i}`,
          [
            { speaker: 'a', text: 'hi' },
            { speaker: 'b', text: 'ho' },
            { speaker: 'a', text: 'hu' },
          ],
          () => [],
        ) as Told,
    )
    expect(() => learn(same)).toThrow(/does not vary, so nothing can be learnt/)
  })
})
