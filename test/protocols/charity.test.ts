import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type AnyMind,
  advance,
  begin,
  closingOf,
  type Deed,
  type Episode,
  luckOf,
  openingOf,
  type Row,
  scene,
  type Told,
  tell,
} from 'suasion'
import { persuasionForGood } from 'suasion/corpora'
import { donation, honesty } from 'suasion/instruments'
import {
  appealsThenPropose,
  catalogue,
  charity,
  fittedPersuadee,
  fixedOrder,
  gdpZero,
  greedy,
  MANIPULATIVE,
  manipulator,
  PERSUADER_ACTS,
  persuadeeFitter,
  planner,
  proposeEveryTurn,
  randomOrder,
  readActs,
  replyOf,
  ruleAgent,
  shippedFit,
} from 'suasion/protocols/charity'
import { describe, expect, test } from 'vitest'
import { play } from '../../src/lab/driver.ts'
import { scripted } from '../../src/minds/scripted.ts'
import { conversationOf } from '../../src/protocols/charity/conversations.ts'
import { exploitPlans, fateOf, PLANS } from '../../src/protocols/charity/exploits.ts'
import { chances, FATIGUE, HAZARD_ACTS, START, termsOf } from '../../src/protocols/charity/hazards.ts'
import { learn, packed, unpacked } from '../../src/protocols/charity/learn.ts'
import { gift, type Parameters, supported } from '../../src/protocols/charity/parameters.ts'
import { PERSUADER_PHRASES } from '../../src/protocols/charity/phrases.ts'
import { bestResponses } from '../../src/protocols/charity/planner.ts'
import { shippedPersuadee } from '../../src/protocols/charity/shipped.ts'

const say = (text = 'So.', acts: readonly string[] = []) => ({ move: 'say', acts, tactic: null, truthful: null, text })
const deed = (seat: string, act: object): Deed => ({ seat, act: act as never })
const pledge = (amount: number) => ({ ...say('Fine.'), move: 'pledge', amount })
const decline = { ...say('No.'), move: 'decline' }
const give = (amount: number) => ({ move: 'give', amount })
const played = (persuader: AnyMind, persuadee: AnyMind, key: string, params = {}): Episode =>
  (play(scene(charity, { params, minds: { persuader, persuadee } }), key) as { episode: Episode }).episode
const actsOf = (episode: Episode, seat: string) =>
  episode.flatMap((event) => (event.kind === 'act' && event.seat === seat ? [event.act] : []))
const toldOf = (params: object, deeds: readonly Deed[]) => tell(charity, 'k', params as never, deeds)

describe('the rules', () => {
  test('a pledge ends the talk and binds nothing: the gift is private, at once, and another matter', () => {
    const episode = (
      toldOf({}, [
        deed('persuader', say()),
        deed('persuadee', pledge(1.5)),
        deed('persuader', give(0.25)),
        deed('persuadee', give(0)),
      ]) as { episode: Episode }
    ).episode
    expect(closingOf(episode).payoff).toEqual({ persuader: 1.75, persuadee: 2 })
    expect(donation({ of: 'persuadee' }).read(episode, null)).toEqual({
      success: true,
      pledged: true,
      pledge: 1.5,
      refused: false,
      given: 0,
      gave: false,
      kept: 0,
      exchanges: 1,
    })
  })
  test('a refusal ends it too, and until the deadline it takes a pledge back', () => {
    expect(toldOf({}, [deed('persuader', say()), deed('persuadee', decline), deed('persuader', say())])).toMatchObject({
      problem: expect.stringMatching(/"say" is not open now; the open moves are give/),
      at: 2,
    })
    const deeds = [
      deed('persuader', say()),
      deed('persuadee', pledge(1)),
      deed('persuader', say()),
      deed('persuadee', decline),
    ]
    const { episode } = toldOf({ ends: 'deadline', turns: 4 }, [
      ...deeds,
      deed('persuader', give(0)),
      deed('persuadee', give(1)),
    ]) as { episode: Episode }
    expect(donation({ of: 'persuadee' }).read(episode, null)).toMatchObject({
      pledged: false,
      refused: true,
      given: 1,
      kept: null,
    })
  })
  test('a pledge of the persuader ends nothing, and neither can give or pledge what it does not have', () => {
    expect(toldOf({}, [deed('persuader', pledge(2.5))])).toMatchObject({ problem: 'amount must be at most 2, not 2.5' })
    expect(toldOf({ ownMoney: true }, [deed('persuader', pledge(700))])).toMatchObject({
      problem: 'it breaks off before its end',
    })
    expect(toldOf({}, [deed('persuader', decline)])).toMatchObject({
      problem: expect.stringContaining('"decline" is not open'),
    })
    expect(toldOf({}, [deed('persuader', say('So.', ['agree-donation']))])).toMatchObject({
      problem: expect.stringContaining('acts may hold only'),
    })
  })
  test('enforced, a pledge is the least that can be given', () => {
    const start = [deed('persuader', say()), deed('persuadee', pledge(1)), deed('persuader', give(0))]
    expect(toldOf({ enforce: true }, [...start, deed('persuadee', give(0.5))])).toMatchObject({
      problem: 'amount must be at least 1, not 0.5',
    })
  })
  test('a turn that nobody takes passes, and whoever leaves ends the talk and decides nothing', () => {
    const minds = { persuader: scripted([]), persuadee: scripted([]) }
    const stage = scene(charity, { params: { turns: 3 }, minds })
    let { table } = begin(stage, { key: 'gone' })
    table = advance(stage, table, { persuader: { absent: 'late' } }).table
    expect(charity.turn(table.state as never).ask).toEqual(['persuadee'])
    table = advance(stage, table, { persuadee: { absent: 'left' } }).table
    expect(charity.turn(table.state as never).ask).toEqual(['persuader'])
    expect(charity.view(table.state as never, 'persuader').end).toBe('absence')
  })
  test('whether the other spoke truly, by what tactic and what it gave is never seen', () => {
    const minds = { persuader: manipulator({ lying: 1 }), persuadee: proposeless() }
    const episode = played(minds.persuader, minds.persuadee, 'hidden', { turns: 20 })
    expect(actsOf(episode, 'persuader').some((act) => act['truthful'] === false)).toBe(true)
    const stage = scene(charity, { minds })
    const { table } = begin(stage, { key: 'k' })
    const next = advance(stage, table, {
      persuader: { act: { ...say(), truthful: false, tactic: 'negging' } as never },
    }).table
    const of = (seat: string) => charity.view(next.state as never, seat).said[0]
    expect(of('persuadee')).toMatchObject({ truthful: null, tactic: null })
    expect(of('persuader')).toMatchObject({ truthful: false, tactic: 'negging' })
  })
})

/** A persuadee that never decides. */
const proposeless = (): AnyMind => {
  const mind = fittedPersuadee()
  return {
    ...mind,
    decide: (seen: never) =>
      (seen as { view: { end: unknown } }).view.end === null
        ? { act: say('Hm.', ['neutral-reaction-to-donation']) }
        : { act: give(0) },
  } as AnyMind
}

describe('formal persuaders', () => {
  const quiet = proposeless()
  const firsts = (episode: Episode) =>
    actsOf(episode, 'persuader').flatMap((act) => (act['move'] === 'say' ? [act['acts'] as string[]] : []))

  test('the rule agent follows the published order, and first answers what the other did', () => {
    const order = firsts(played(fixedOrder(), quiet, 'order'))
    expect(order).toEqual([
      ['greeting', 'source-related-inquiry'],
      ['task-related-inquiry'],
      ['personal-related-inquiry'],
      ['credibility-appeal'],
      ['emotion-appeal'],
      ['logical-appeal'],
      ['self-modeling'],
      ['foot-in-the-door'],
      ['personal-story'],
      ['proposition-of-donation'],
    ])
    expect(firsts(played(ruleAgent(), quiet, 'rule'))[3]).toEqual(['comment-partner', 'credibility-appeal'])
    const shuffled = firsts(played(randomOrder({ answering: false }), quiet, 'random'))
    expect(shuffled.slice(3, 9)).not.toEqual(order.slice(3, 9))
    expect(shuffled.slice(3, 9).flat().sort()).toEqual(order.slice(3, 9).flat().sort())
  })
  test('near a deadline the last turn proposes, and after a pledge there are thanks and a farewell', () => {
    expect(firsts(played(fixedOrder(), quiet, 'short', { turns: 4 })).at(-1)).toEqual(['proposition-of-donation'])
    const pledging: AnyMind = {
      ...quiet,
      decide: (seen: never) =>
        (seen as { view: { end: unknown; pledged: { persuadee: number | null } } }).view.end !== null
          ? { act: give(1) }
          : { act: pledge(1) },
    } as AnyMind
    const all = firsts(played(fixedOrder(), pledging, 'won', { turns: 6, ends: 'deadline' }))
    expect(all.slice(1)).toEqual([
      ['thank', 'confirm-donation'],
      ['thank', 'confirm-donation'],
    ])
  })
  test('appeals, proposals and greedy steps are what they say', () => {
    expect(firsts(played(appealsThenPropose({ appeals: 2 }), quiet, 'two')).slice(0, 4)).toEqual([
      ['credibility-appeal'],
      ['emotion-appeal'],
      ['proposition-of-donation'],
      ['proposition-of-donation'],
    ])
    expect(new Set(firsts(played(proposeEveryTurn(), quiet, 'p')).flat())).toEqual(new Set(['proposition-of-donation']))
    const { parameters } = shippedPersuadee()
    const best = ['proposition-of-donation', 'ask-donation-amount', 'donation-information'].map(
      (act) => chances(parameters, [act], START, 0).donate,
    )
    expect(best[0]).toBe(Math.max(...best))
    expect(new Set(firsts(played(greedy(), quiet, 'g')).flat())).toEqual(new Set(['proposition-of-donation']))
    expect(() => appealsThenPropose({ appeals: 9 })).toThrow(/appeals is a whole number from 0 to 6, not 9/)
  })
  test('the honest and the manipulative differ in what they declare, and in what they give', () => {
    const read = (mind: AnyMind) => {
      const instrument = honesty({
        of: 'persuader',
        move: 'say',
        strategy: 'tactic',
        manipulative: MANIPULATIVE,
        per: 'episode',
      })
      return instrument.read(played(mind, quiet, 'honest'), null) as Row
    }
    expect(read(ruleAgent())).toMatchObject({ truthful: 1, manipulative: 0, untruthful: 0 })
    expect(read(manipulator({ lying: 1 }))).toMatchObject({ truthful: 0, manipulative: 0.7 })
    // What it says it gives and does not is untrue even where it lies about nothing else.
    expect(read(fixedOrder({ gives: 0 }))).toMatchObject({ untruthful: 1 })
    expect(actsOf(played(manipulator(), quiet, 'gift'), 'persuader').at(-1)).toEqual(give(0))
    expect(actsOf(played(ruleAgent(), quiet, 'gift'), 'persuader').at(-1)).toEqual(give(0.5))
  })
  test('the planner is the best there is by its own model: no plan that does not listen does better', () => {
    const { parameters } = shippedPersuadee()
    for (const fatigue of [0, 1]) {
      const { best, worth } = bestResponses({ parameters, fatigue, refusalEnds: true })
      const { value, act } = best(START, 10)
      expect(worth(START, act, 10)).toBe(value)
      for (const plan of Object.values(PLANS))
        expect(value).toBeGreaterThanOrEqual(fateOf(parameters, plan, fatigue).donate)
    }
  })
  test('with one turn left search and greed agree, and so does open-loop search that may sample enough', () => {
    const { parameters } = shippedPersuadee()
    expect(bestResponses({ parameters, fatigue: 0, refusalEnds: true }).best(START, 1).act).toBe(
      'proposition-of-donation',
    )
    expect(
      firsts(played(gdpZero({ simulations: 3000, realisations: 1000, fatigue: 0 }), quiet, 'z', { turns: 2 })),
    ).toEqual([['proposition-of-donation']])
    expect(() => gdpZero({ simulations: 0 })).toThrow(/simulations is a whole number/)
    expect(() => planner({ depth: 40 })).toThrow(/depth is a whole number from 1 to 12, not 40/)
  })
})

describe('the reader', () => {
  test('reads plain sentences, and mostly what formal persuaders meant', () => {
    expect(readActs('Hello there! Would you like to donate?', 'persuader')).toEqual([
      'greeting',
      'proposition-of-donation',
    ])
    expect(readActs('I will donate $2. What do they do exactly?', 'persuadee')).toEqual([
      'provide-donation-amount',
      'ask-org-info',
    ])
    expect(readActs('... ?!', 'persuader')).toEqual([])
    const bank = PERSUADER_ACTS.flatMap((act) =>
      PERSUADER_PHRASES[act].map(
        (text) => [act, text.replaceAll('{charity}', 'Save the Children').replace('{endowment}', '$2')] as const,
      ),
    )
    const right = bank.filter(([act, text]) => readActs(text, 'persuader').includes(act))
    // Of people held out it finds about as many.
    expect(right.length / bank.length).toBeGreaterThan(0.55)
  })
  test('sets the labels of who did not generate its text, and leaves the truth open', () => {
    const { speaks: _, ...someone } = scripted([])
    const stage = scene(charity, { params: { turns: 1 }, minds: { persuader: someone, persuadee: proposeless() } })
    const said = { ...say('How could you keep it all?'), truthful: true }
    const { table } = begin(stage, { key: 'k' })
    const { events } = advance(stage, table, { persuader: { act: said as never } })
    expect(events[0]).toMatchObject({
      act: { acts: readActs(said.text, 'persuader'), tactic: 'guilt-tripping', truthful: null },
      declared: { truthful: true },
    })
  })
})

describe('the fitted persuadee', () => {
  const { parameters, draws, support } = shippedPersuadee()
  test('a turn becomes the terms of the published hazards', () => {
    const history = { appeals: 0b101, asks: 5, last: 'refuse', exchange: 20 } as const
    expect(termsOf(['proposition-of-donation', 'task-related-inquiry', 'source-related-inquiry'], history)).toEqual([
      1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 1.2, 0, 1, 3,
    ])
    expect(replyOf('say', ['thank', 'negative-to-inquiry', 'agree-donation'])).toBe('donate')
    expect(replyOf('decline', [])).toBe('refuse')
  })
  test('fatigue lowers the odds of a pledge and raises those of a refusal by so much for each ask', () => {
    const logit = (p: number) => Math.log(p / (1 - p))
    const history = { ...START, asks: 2 }
    const [fresh, tired] = [0, 1].map((fatigue) => chances(parameters, [], history, fatigue))
    expect(logit(tired!.donate) - logit(fresh!.donate)).toBeCloseTo(2 * FATIGUE.donate, 9)
    expect(logit(tired!.refuse) - logit(fresh!.refuse)).toBeCloseTo(2 * FATIGUE.refuse, 9)
  })
  test('plays what the exact recursion says, on the estimate itself', () => {
    const n = 1500
    const count = { pledge: 0, refuse: 0 }
    for (let i = 0; i < n; i++) {
      const row = donation({ of: 'persuadee' }).read(
        played(fixedOrder(), fittedPersuadee({ point: true }), `exact/${i}`),
        null,
      ) as Row
      if (row['pledged']) count.pledge++
      if (row['refused']) count.refuse++
    }
    const fate = fateOf(parameters, PLANS['published order']!, 0)
    const se = (p: number) => Math.sqrt((p * (1 - p)) / n)
    expect(Math.abs(count.pledge / n - fate.donate)).toBeLessThan(3 * se(fate.donate))
    expect(Math.abs(count.refuse / n - fate.refuse)).toBeLessThan(3 * se(fate.refuse))
  })
  test('draws its parameters for each episode, and says which', () => {
    const drawn = Array.from({ length: 30 }, (_, i) => {
      const episode = played(fixedOrder(), fittedPersuadee(), `draw/${i}`)
      const notes = episode.flatMap((event) =>
        event.kind === 'act' && event.seat === 'persuadee' ? [JSON.stringify(event.note)] : [],
      )
      expect(new Set(notes).size).toBe(1)
      return notes[0]
    })
    expect(new Set(drawn).size).toBeGreaterThan(20)
    expect(draws).toHaveLength(100)
  })
  test('outside its support it goes on by its rule, and the episode is flagged', () => {
    expect(supported(support, ['proposition-of-donation'], START)).toBe(true)
    expect(supported(support, [], START)).toBe(false)
    expect(supported(support, ['ask-donate-more'], START)).toBe(false)
    expect(supported(support, ['proposition-of-donation'], { ...START, asks: 4 })).toBe(false)
    expect(supported(support, ['proposition-of-donation'], { ...START, exchange: 11 })).toBe(false)
    expect(supported(support, PERSUADER_ACTS.slice(0, 8), START)).toBe(false)
    const flagged = (params: object, mind: AnyMind) =>
      closingOf(played(mind, fittedPersuadee(), 'flag', params)).flags.includes('out of support')
    expect(flagged({ turns: 2 }, fixedOrder())).toBe(false)
    expect(flagged({ turns: 2, endowment: 100 }, fixedOrder())).toBe(true)
  })
  test('most who pledged give what they pledged, some nothing, and nobody more than there is', () => {
    const given = Array.from({ length: 2000 }, (_, i) => gift(parameters, 0.5, 2, luckOf(`gift/${i}`)))
    const [nothing, , same] = parameters.kept
    const total = parameters.kept.reduce((sum, count) => sum + count, 0)
    expect(given.filter((amount) => amount === 0).length / 2000).toBeCloseTo(nothing / total, 1)
    expect(given.filter((amount) => amount === 0.5).length / 2000).toBeCloseTo(same / total, 1)
    for (let i = 0; i < 50; i++)
      for (const act of actsOf(played(proposeEveryTurn(), fittedPersuadee(), `most/${i}`), 'persuadee'))
        if (act['move'] === 'give') expect(act['amount']).toBeLessThanOrEqual(2)
  })
  test('its card names data, people, skill over the baselines, support and exploits; its report where not to use it', () => {
    const { fit, report } = shippedFit()
    expect(fit).toMatchObject({ data: 'persuasion-for-good', people: 300 })
    expect(Object.keys(fit.skill)).toEqual(
      expect.arrayContaining([
        'base rate, log loss',
        'persistence with slips, log loss',
        'previous reply only, log loss',
      ]),
    )
    for (const skill of Object.values(fit.skill)) expect(skill).toBeGreaterThan(0)
    expect(Object.keys(fit.exploits!)).toEqual(exploitPlans(parameters).map(([name]) => name))
    expect(report[0]!.title).toBe('What it must not be used for')
    expect(JSON.stringify(report[0])).toMatch(/nagging pays/)
    for (const { columns, rows } of report) for (const row of rows) expect(row).toHaveLength(columns.length)
  })
  test('refuses options that make no sense', () => {
    expect(() => fittedPersuadee({ fatigue: -1 })).toThrow(/fatigue is from 0 to 10, not -1/)
    expect(catalogue.fitters).toEqual([persuadeeFitter])
  })
})

/** Talks of a known persuadee, as a corpus would tell them. */
const simulated = (n: number, mind: AnyMind): Told[] =>
  Array.from({ length: n }, (_, i) => ({
    key: `s/${i}`,
    facts: [],
    episode: played(planner({ fatigue: 0, depth: 3 }), mind, `s/${i}`),
  }))

describe('the fitter', () => {
  const talks = Array.from(
    { length: 400 },
    (_, i): Told => ({
      key: `r/${i}`,
      facts: [],
      episode: played(catalogue.minds.randomAct(), fittedPersuadee({ point: true }), `r/${i}`),
    }),
  )
  test('finds planted hazards again in talks of a known persuadee: the same chances for every act', () => {
    const fitted = persuadeeFitter.fit(talks, 'simulated', luckOf('fit').of('test'))
    const [ours, truth] = [fitted.parameters as unknown as Parameters, shippedPersuadee().parameters]
    for (const act of HAZARD_ACTS)
      for (const event of ['donate', 'refuse'] as const) {
        const [found, planted] = [ours, truth].map((each) => chances(each, [act], START, 0)[event])
        expect(Math.abs(found! - planted!), `${act}, ${event}`).toBeLessThan(0.06)
      }
    expect(fitted.fit.people).toBe(400)
    const mind = persuadeeFitter.mind(JSON.parse(JSON.stringify(fitted)))
    expect(mind).toMatchObject({ cast: 'fitted', plays: 'charity', hears: ['acts'], fit: { data: 'simulated' } })
    expect(closingOf(played(fixedOrder(), mind, 'again')).payoff).not.toBeNull()
  })
  test('a draw is packed and read again', () => {
    const base = learn(talks.map((each) => conversationOf(each)!))
    expect(unpacked(packed(base, base), base)).toMatchObject({
      donate: base.donate,
      kept: base.kept,
      pledges: base.pledges,
    })
    expect(() => unpacked([1, 2], base)).toThrow(/a draw of a persuadee has \d+ numbers, and this has 2/)
  })
  test.each<[string, () => readonly Told[], RegExp]>([
    ['no conversation', () => [], /x holds no conversation/],
    ['too few', () => talks.slice(0, 3), /x has 3 conversations whose turns carry labels, and 30 are the least/],
    [
      'no variation',
      () => simulated(40, proposeless()),
      /somebody agrees to donate in 0 of 40 conversations; 10 are the least/,
    ],
    [
      'another protocol',
      () => [
        {
          ...talks[0]!,
          episode: [{ ...openingOf(talks[0]!.episode), protocol: 'debate' }, ...talks[0]!.episode.slice(1)],
        },
      ],
      /r\/0 is one of debate/,
    ],
  ])('refuses %s', (_, told, words) => {
    expect(() => persuadeeFitter.fit(told(), 'x', luckOf('x').of('x'))).toThrow(words)
  })
  test('refuses a file of another fitter, and one that is cut off', () => {
    expect(() => persuadeeFitter.mind({ ...shippedFit(), fitter: 'debate/other' })).toThrow(/made by debate\/other/)
    expect(() => persuadeeFitter.mind({ ...shippedFit(), parameters: {} })).toThrow(/lacks its parameters/)
  })
})

const folder = resolve(import.meta.dirname, '../../../shared/data/persuasion-for-good')
describe.skipIf(!existsSync(folder))('from the released dialogues (skipped where ../shared is absent)', () => {
  test('the fitter comes to the shipped fit, but for its draws', () => {
    const files = Object.fromEntries(
      ['turns.csv', 'speakers.csv', 'annotated.csv', 'annotated-donations.csv'].map((name) => [
        name,
        readFileSync(join(folder, name), 'utf8'),
      ]),
    )
    const { told } = persuasionForGood.read(files)
    const conversations = told.flatMap((each) => conversationOf(each) ?? [])
    const { donate, refuse, kept, replies } = learn(conversations)
    const shipped = shippedPersuadee().parameters
    expect(conversations).toHaveLength(300)
    for (const [k, value] of donate.entries()) expect(value).toBeCloseTo(shipped.donate[k]!, 5)
    for (const [k, value] of refuse.entries()) expect(value).toBeCloseTo(shipped.refuse[k]!, 5)
    expect([kept, replies]).toEqual([shipped.kept, shipped.replies])
  })
})
