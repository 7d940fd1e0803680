import { scene } from 'suasion'
import { scripted } from 'suasion/minds'
import {
  adaptive,
  adaptiveChat,
  CONTROLLER_NAMES,
  CONTROLLERS,
  cosine,
  DIMENSIONS,
  frontierOf,
  replayed,
  type Standard,
  type Style,
  standardised,
  styleFrontier,
  styleOf,
  wanderer,
} from 'suasion/protocols/adaptive-chat'
import { describe, expect, test } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'

const at = (...x: readonly number[]): Standard => [...x, ...Array.from({ length: 8 - x.length }, () => 0)]

describe('the policies of a style', () => {
  test('move as they say', () => {
    const bot = at(1)
    const user = at(0, 2)
    expect(replayed([user], 'static')[0]!.bot).toEqual(at())
    expect(CONTROLLERS.uncapped(bot, user)).toEqual(user)
    expect(CONTROLLERS.ema(bot, user)).toEqual(at(0.5, 1))
    const capped = CONTROLLERS.cap(bot, user)
    expect(Math.hypot(...capped.map((each, i) => each - bot[i]!))).toBeCloseTo(0.25, 12)
    expect(CONTROLLERS.cap(bot, at(1.1))).toEqual(at(1.1))
    expect(CONTROLLERS['dead-band'](bot, at(5, 0.1))).toEqual(bot)
    expect(CONTROLLERS['dead-band'](bot, user)).toEqual(user)
    // Half way is farther than the cap, so that both step alike, as the paper's equal rows say.
    expect(CONTROLLERS.hybrid(bot, user)).toEqual(capped)
    expect(CONTROLLERS.hybrid(bot, at(1.2))).toEqual(at(1.1))
    expect(Math.hypot(...CONTROLLERS['hybrid with radius'](bot, user))).toBeCloseTo(0.75, 12)
    expect(CONTROLLERS['hybrid with cache'](bot, at(9, 0.1))).toEqual(bot)
    expect(CONTROLLERS['hybrid with cache'](bot, user)).toEqual(capped)
  })

  test('are measured by cosine; a style without direction is like itself alone', () => {
    expect(cosine(at(1), at(2))).toBe(1)
    expect(cosine(at(1), at(0, 1))).toBe(0)
    expect(cosine(at(), at())).toBe(1)
    expect(cosine(at(), at(1))).toBe(0)
    const turns = [
      { user: at(1), bot: at(1) },
      { user: at(1), bot: at(0, 1) },
      { user: at(0, 1), bot: at(0, 1) },
    ]
    expect(frontierOf(turns, at(1))).toEqual({ synchrony: 2 / 3, stability: 2 / 3, coherence: 1 / 3, flips: 1 / 2 })
    expect(() => frontierOf([])).toThrow('at least one turn')
    for (const name of CONTROLLER_NAMES) expect(replayed([at(3), at(0, 3)], name)).toHaveLength(2)
  })
})

describe('the style of a text', () => {
  test('counts marks, words a sentence, syllables and function words', () => {
    const style = styleOf('I love it! Do you like the walk?')
    expect(style.informality).toBeCloseTo(1 + 2 / 8, 12)
    expect(style.sentenceLength).toBe(4)
    expect(style.functionWords).toBeCloseTo(6 / 8, 12)
    expect(styleOf('!!!')).toMatchObject({ sentenceLength: 0, functionWords: 0, readingEase: 0 })
    expect(styleOf('Je ne sais pas.').functionWords).toBeLessThan(0.3)
  })

  test('comes back from the text that a formal mind makes of it', () => {
    const stage = scene(adaptiveChat, { params: { turns: 6 }, minds: { user: wanderer(), bot: adaptive() } })
    const pairs = Array.from({ length: 12 }, (_, i) => (play(stage, `text ${i}`) as Played).episode)
      .flat()
      .flatMap((event) => (event.kind === 'act' ? [event.act] : []))
      .map((act) => ({ meant: act as unknown as Style, read: styleOf(String(act['text'])) }))
    const correlation = (of: (style: Style) => number): number => {
      const [x, y] = [pairs.map(({ meant }) => of(meant)), pairs.map(({ read }) => of(read))]
      const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length
      const [mx, my] = [mean(x), mean(y)]
      const dot = (a: number[], ma: number, b: number[], mb: number) =>
        a.reduce((sum, each, i) => sum + (each - ma) * (b[i]! - mb), 0)
      return dot(x, mx, y, my) / Math.sqrt(dot(x, mx, x, mx) * dot(y, my, y, my))
    }
    expect(correlation(({ sentenceLength }) => sentenceLength)).toBeGreaterThan(0.95)
    expect(correlation(({ functionWords }) => functionWords)).toBeGreaterThan(0.3)
    expect(correlation(({ readingEase }) => readingEase)).toBeGreaterThan(0.4)
  })

  test('of a model or a person is read from its text, whatever it declares', () => {
    const style = Object.fromEntries(DIMENSIONS.map((name) => [name, 0])) as unknown as Style
    const { speaks: _, ...person } = scripted(() => ({ move: 'say', text: 'You know it! I do!', ...style }))
    const { episode } = play(
      scene(adaptiveChat, { params: { turns: 1 }, minds: { user: person, bot: person } }),
      'read',
    ) as Played
    const [first] = episode.flatMap((event) => (event.kind === 'act' ? [event] : []))
    expect(first!.act['informality']).toBeCloseTo(1 + 2 / 5, 12)
    expect(first!.declared).toMatchObject({ informality: 0 })
    expect(styleFrontier().read(episode, null)).toMatchObject({ turns: 1, synchrony: expect.closeTo(1, 12) })
  })
})

test('a static bot says the same style whatever it hears, an uncapped one the style it heard', () => {
  const read = (name: (typeof CONTROLLER_NAMES)[number]) =>
    styleFrontier().read(
      (
        play(
          scene(adaptiveChat, { params: { turns: 8 }, minds: { user: wanderer(), bot: adaptive({ policy: name }) } }),
          'same',
        ) as Played
      ).episode,
      null,
    )
  expect(read('static')).toMatchObject({ turns: 8, stability: 1, coherence: 1, flips: 0 })
  expect((read('uncapped') as { synchrony: number }).synchrony).toBeGreaterThan(0.99)
  expect(() => adaptive({ policy: 'loose' as never })).toThrow('there is no style policy loose')
  expect(() => wanderer({ memory: 1 })).toThrow('a memory from 0 to below 1')
  expect(standardised(styleOf('Good day.'))).toHaveLength(8)
})
