import {
  type AnyMind,
  type AnyProtocol,
  type AnyStudy,
  type Design,
  type Episode,
  type Instrument,
  type Json,
  policy,
  protocol,
  rules,
  scene,
  study,
  type Trial,
  trialKey,
} from 'suasion'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkDesign, checkInstrument, checkMind, checkNamed, checkStudy, type Finding } from '../../src/lab/check.ts'
import { play } from '../../src/lab/driver.ts'
import { random } from '../../src/minds/random.ts'

/** A speaker makes an offer in words of some warmth, three times; a listener answers each. */
const offers = protocol(
  rules({
    name: 'offers',
    version: 1,
    params: z.object({}),
    moves: {
      offer: z.object({ price: z.int().min(0).max(10), warm: z.boolean(), text: z.string().max(30) }),
      answer: z.object({ yes: z.boolean(), bid: z.number().min(0).max(10) }),
    },
    roles: { speaker: ['offer'], listener: ['answer'] },
    seats: () => ({ ann: 'speaker', bob: 'listener' }) as const,
    start: () => ({ said: [] as { price: number; warm: boolean; text: string }[], bids: [] as number[] }),
    turn: ({ said, bids }) => ({ ask: bids.length === 3 ? [] : said.length > bids.length ? ['bob'] : ['ann'] }),
    view: (state) => state,
    legal: ({ said, bids }) => (said.length > bids.length ? { answer: {} } : { offer: {} }),
    resolve: ({ said, bids }, acts) => {
      const { act } = acts[0]!
      return act.move === 'offer'
        ? { said: [...said, { price: act.price, warm: act.warm, text: act.text }], bids }
        : { said, bids: [...bids, act.bid] }
    },
    payoff: ({ bids }) => ({ ann: bids.reduce((a, b) => a + b, 0), bob: 0 }),
  }),
  {
    about: 'Offers.',
    brief: () => '',
    lines: ({ said }) => said.map(({ text }) => ({ by: 'ann', text })),
    now: () => '',
    ask: { offer: () => 'Offer.', answer: () => 'Answer.' },
  },
)
type View = { readonly said: readonly { readonly price: number; readonly warm: boolean; readonly text: string }[] }
const listener = (bid: (view: View) => number, options: object = {}): AnyMind =>
  policy(
    offers,
    ['listener'],
    'listener',
    { answer: ({ view }) => ({ yes: true, bid: bid(view) }) },
    { source: 'chosen', hears: ['price'], ...options },
  )
const byPrice = ({ said }: View): number => said.at(-1)!.price / 2
const words = (found: readonly Finding[]): string => found.map(({ rule, problem }) => `${rule}: ${problem}`).join('\n')
const mind = async (tested: AnyMind, options = {}): Promise<string> =>
  words(await checkMind(offers as unknown as AnyProtocol, tested, options))

test('a mind that does and hears what it says gives no finding', async () => {
  expect(await mind(listener(byPrice))).toBe('')
  expect(await mind(listener(() => 3, { hears: [] }))).toBe('')
  expect(await mind(random())).toBe('')
})

test('what a mind hears and does not say is found, also where it shows only in a probe', async () => {
  expect(await mind(listener((view) => byPrice(view) + (view.said[0]!.warm ? 1 : 0)))).toMatch(
    /^hears: it hears warm and does not say so: at turn \d, act\.bid is \S+ or \S+ where ann has warm (true|false) for (true|false) at turn 0/,
  )
  const probed = listener(byPrice, {
    answers: { mood: ({ view }: { view: View }) => view.said.at(-1)?.text.length ?? 0 },
  })
  expect(await mind(probed)).toMatch(
    /hears: it hears text and does not say so: asked after turn \d, mood\.value is \d+ or \d+/,
  )
})

test('what a mind says it hears and does not is found, and a field that is not there', async () => {
  expect(await mind(listener(() => 3))).toMatch(
    /hears: it says it hears price and does not: whatever of that others can do otherwise over 20 seeds/,
  )
  expect(await mind(listener(byPrice, { hears: ['price', 'tone'] }))).toMatch(
    /hears: it says it hears tone, and the fields of the moves are move, price, warm, text, yes, bid/,
  )
})

test('refused acts, chance of its own, lost memory and a missing rule are found', async () => {
  expect(await mind(listener(({ said }) => said.at(-1)!.price * 2))).toMatch(
    /faults: as listener, seed \d+, turn \d: its act is refused: .*Too big/s,
  )
  expect(
    await mind({
      ...listener(byPrice),
      decide: () => ({ act: { move: 'answer', yes: true, bid: Math.random() } as never }),
    }),
  ).toMatch(/same key, same log: .*played twice: log\[\d\]\.act\.bid is/)
  expect(await mind(listener(byPrice, { keep: () => ({ mean: Number.NaN }) }))).toMatch(
    /memory is plain data: .*kept\.mean is NaN/,
  )
  const vain = listener(byPrice, { open: () => ({ n: [] }), keep: ({ n }: { n: number[] }) => ({ n, at: n.push(1) }) })
  expect(await mind(vain)).toMatch(
    /plays: as listener, seed 0: TypeError Cannot add property 0, object is not extensible/,
  )
  expect(await mind(policy(offers, ['listener'], 'mute', {} as never, { source: 'chosen' }))).toMatch(
    /mute has no rule for "answer"/,
  )
  expect(await mind({ ...listener(byPrice), roles: ['judge'] })).toBe(
    'roles: it takes judge, and the roles are speaker,listener',
  )
  expect(await mind({ ...listener(byPrice), source: ' ', cast: 'fitted' })).toMatch(
    /source: it names no source.*\nfit: its cast is fitted, and it has no fit/,
  )
  expect(await mind({ ...listener(byPrice), decide: async () => ({ act: {} as never }) })).toMatch(
    /listener waits; the kit plays minds that answer at once/,
  )
})

const episodes = [1, 2, 3].map((i) => {
  const { episode } = play(scene(offers, { minds: { speaker: random(), listener: random() } }), `k${i}`) as {
    episode: Episode
  }
  return { episode }
})
const bids = (episode: Episode): number[] =>
  episode.flatMap((event) =>
    event.kind === 'act' && event.act['move'] === 'answer' ? [event.act['bid'] as number] : [],
  )
const mean = (xs: readonly number[]): number | null => (xs.length ? xs.reduce((a, b) => a + b, 0) / xs.length : null)
const bidding: Instrument<{ bid: number | null }> = {
  name: 'bidding',
  columns: { bid: 'the mean bid' },
  read: (episode) => ({ bid: mean(bids(episode)) }),
}
const instrument = async (changed: object): Promise<string> =>
  words(await checkInstrument({ ...bidding, ...changed } as Instrument, episodes))

test('an instrument is held to its columns, to plain data, and to episodes in which nothing happened', async () => {
  expect(await instrument({})).toBe('')
  expect(await instrument({ columns: { bid: 'the mean bid', n: 'how many' } })).toMatch(
    /columns: it declares n, and reads bid/,
  )
  expect(await instrument({ columns: {} })).toMatch(/columns: it reads bid, and declares/)
  expect(await instrument({ columns: { bid: '' } })).toMatch(/columns: the column bid has no meaning/)
  expect(
    await instrument({ read: (e: Episode) => ({ bid: bids(e).reduce((a, b) => a + b, 0) / bids(e).length }) }),
  ).toMatch(/nothing happened: of an episode cut before its first turn, row\.bid is NaN; right would be null/)
  expect(await instrument({ read: (e: Episode) => ({ bid: bids(e)[0]!.valueOf() }) })).toMatch(
    /nothing happened: .*it throws TypeError/,
  )
  expect(
    await instrument({
      read: (e: Episode) => {
        if (bids(e).length === 0) throw new Error('nobody bid')
        return { bid: bids(e)[0] }
      },
    }),
  ).toBe('')
  expect(await instrument({ read: () => ({ bid: Math.random() }) })).toMatch(
    /reads the same: episode 0, read twice: row\[0\]\.bid/,
  )
  expect(await instrument({ read: (e: Event[]) => ({ bid: (e as unknown as Json[]).reverse().length }) })).toMatch(
    /reads: episode 0: TypeError Cannot assign to read only/,
  )
})

const trials = (n: number): Trial[] =>
  Array.from({ length: n }, (_, i) => ({ condition: { arm: i % 2 ? 'b' : 'a' }, replicate: i, pair: `${i >> 1}` }))
const plain = (n = 8, changed: Partial<Design> = {}): Design => ({
  name: 'plain',
  factors: { arm: ['a', 'b'] },
  size: n,
  resize: (size) => {
    if (!(Number.isInteger(size) && size > 0 && size % 2 === 0)) throw new Error('plain has an even number of trials')
    return plain(size)
  },
  next: (finished, running) => {
    const known = new Set([...finished.map(({ trial }) => trial), ...running].map(trialKey))
    return trials(n).filter((trial) => !known.has(trialKey(trial)))
  },
  ...changed,
})
const design = async (changed: Partial<Design>): Promise<string> => words(await checkDesign(plain(8, changed)))

test('a design is held to its size, its levels, its balance, and to going on after a stop', async () => {
  expect(await design({})).toBe('')
  expect(await design({ size: 9 })).toMatch(/size: it has 8 trials, and says 9/)
  expect(await design({ factors: { arm: ['a'] } })).toMatch(/levels: arm is "b", and the factors are \{"arm":\["a"\]\}/)
  const lame: Design['next'] = (finished, running) => (finished.length + running.length ? [] : trials(8))
  expect(await design({ next: lame })).toMatch(
    /resumes: stopped and resumed with half of what was running lost, it runs other trials/,
  )
  expect(await design({ next: (finished) => (finished.length < 8 ? trials(8) : []) })).toMatch(
    /no trial twice: arm=a,#0 comes again when it is (finished|running)/,
  )
  const skewed: Design['next'] = (finished) =>
    trials(16)
      .filter(({ condition }, i) => i < 4 || condition['arm'] === 'a')
      .slice(finished.length, 8)
  expect(await design({ next: skewed })).toMatch(
    /balance: the cell \{"arm":"b"\} has 2 trials, and \{"arm":"a"\} has 6/,
  )
  expect(await design({ next: () => 'wait' })).toMatch(/ends: it waits when nothing is running, after 0 trials/)
  expect(await design({ resize: (n) => plain(n) })).toMatch(/resize: it takes 0 trials/)
  expect(
    await design({
      next: (_f, _r, luck) =>
        trials(8)
          .slice(0, luck.of('n').pick([8]))
          .map((t) => ({ ...t, pair: `${Math.random()}` })),
    }),
  ).toMatch(/same trials: asked twice/)
})

const published = {
  value: 2.5,
  claim: 'instrument',
  source: 'chosen',
  origin: 'exact',
  population: 'nobody',
  scale: 'difference',
  margin: 0.5,
} as const
const sound = {
  name: 'bids',
  title: 'Bids',
  cite: 'chosen',
  question: 'How high?',
  estimand: 'the mean bid',
  design: plain(),
  cast: { buyer: listener(byPrice) },
  scene: (_: unknown, { buyer }: { buyer: AnyMind }) =>
    scene(offers, { minds: { speaker: random(), listener: buyer } }),
  instruments: [bidding],
  published: { mean: published },
  estimates: (rows: readonly { bid: number | null }[]) => ({
    mean: { value: mean(rows.map(({ bid }) => bid!))!, n: rows.length, estimator: 'mean' },
  }),
  limits: ['nobody bids'],
}
const studied = async (changed: object): Promise<string> =>
  words(await checkStudy(study({ ...sound, ...changed } as never) as AnyStudy))

test('a study is held to its numbers, its estimates, its time and its parts', async () => {
  expect(await studied({})).toBe('')
  expect(await studied({ published: { mean: { ...published, source: '', interval: [3, 4] } } })).toMatch(
    /published: "mean" has no source.*\n.*outside its own interval 3 to 4/,
  )
  expect(await studied({ estimates: () => ({ other: null }) })).toMatch(
    /estimates: it publishes mean, and estimates other/,
  )
  expect(await studied({ estimates: () => ({ mean: { value: 0 / 0, n: 1, estimator: 'mean' } }) })).toMatch(
    /estimates: "mean"\.value is NaN; right would be null/,
  )
  expect(await studied({ estimates: () => ({ mean: { value: 3, interval: [1, 2], n: 0, estimator: '' } }) })).toMatch(
    /outside its interval 1 to 2\n.*made of n = 0\n.*does not say how/,
  )
  expect(await studied({ limits: [], cite: '' })).toMatch(/its cite is empty\nstudy: it names no limits/)
  expect(await studied({ cast: { buyer: { ...listener(byPrice), cast: 'people' } } })).toMatch(
    /its own buyer is people; right would be a formal mind/,
  )
  expect(await studied({ cast: { buyer: listener(() => 99) } })).toMatch(
    /runs: of 8 trials with its own cast 0 are valid/,
  )
  expect(await studied({ instruments: [{ ...bidding, columns: { bid: '' } }] })).toMatch(
    /columns: bidding: the column bid has no meaning/,
  )
  expect(await studied({ design: plain(8, { size: 9 }) })).toMatch(/size: design plain: it has 8 trials, and says 9/)
  const slow = listener((view) => {
    for (const end = performance.now() + 20; performance.now() < end; );
    return byPrice(view)
  })
  const found = await checkStudy(study({ ...sound, cast: { buyer: slow } } as never) as AnyStudy, { seconds: 0.2 })
  expect(words(found)).toMatch(/time: 8 trials took 0\.\d s of processor time; right would be at most 0\.2/)
})

test('one of the catalogue is checked by the beginning of its name, and a wrong name is refused', async () => {
  expect(await checkNamed('kuhn', { seeds: 20 })).toEqual([])
  await expect(checkNamed('chess')).rejects.toThrow(
    /there is no protocol or study called chess; there are .*kuhn-poker/,
  )
})
