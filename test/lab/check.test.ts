import type { AnyProtocol } from 'suasion'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkProtocol } from '../../src/lab/check/protocol.ts'
import { fair, made, moves, resample, type State, told } from './fixtures/card-guess.ts'

const problems = async (broken: AnyProtocol, seeds = 12): Promise<string> =>
  (await checkProtocol(broken, { seeds })).map(({ rule, problem }) => `${rule}: ${problem}`).join('\n')

test('a sound protocol gives no finding', async () => {
  expect(await checkProtocol(made({}))).toEqual([])
})

const cases: readonly [string, AnyProtocol, RegExp][] = [
  [
    'a view that shows the other card',
    made({ view: (state, seat) => ({ ...fair.view(state, seat), sum: state.cards.ann + state.cards.bob }) }),
    /leaks: turn \d: (ann|bob) notices what it cannot know was redrawn: view\.sum is \d+ or \d+/,
  ],
  [
    'a game that hides something and cannot redraw it',
    made({}, {}, {}),
    /leaks: (ann|bob) sees the same where state\.\S+ is \d or \d, so something is hidden, and there is no resample/,
  ],
  [
    'a resample that redraws nothing',
    made({}, {}, { resample: (s: State) => s }),
    /leaks: resample never redraws anything, and/,
  ],
  [
    'who is asked depends on what a seat cannot know',
    made({ turn: ({ round, cards }) => ({ ask: round >= 3 ? [] : cards.bob > 3 ? ['ann', 'bob'] : ['bob'] }) }),
    /leaks: turn \d: ann notices what it cannot know was redrawn: turn\.ask/,
  ],
  [
    'a line for one seat told to another',
    made({}, { lines: ({ said }) => said.map(({ by, text }) => ({ by, to: ['ann'], text })) }),
    /leaks: turn \d, bob: line 0 was said to ann, and bob is told it/,
  ],
  [
    'rules that change their state',
    made({
      resolve: (state, acts, luck) => {
        ;(state.said as unknown[]).push({ by: 'ann', text: 'x' })
        return fair.resolve(state, acts, luck)
      },
    }),
    /state unchanged: resolve changes what it is given \(.*\); right would be a copy/,
  ],
  [
    'a view that sorts in place',
    made({
      view: (state, seat) => ({ ...fair.view(state, seat), said: (state.said as State['said'][number][]).reverse() }),
    }),
    /state unchanged: view changes what it is given/,
  ],
  [
    'rules with chance of their own',
    made({
      resolve: (s, acts, luck) => ({
        ...fair.resolve(s, acts, luck),
        cards: { ann: Math.floor(Math.random() * 1e9), bob: 1 },
      }),
    }),
    /same key, same log: .*played twice: log\[\d+\]\.payoff\.ann is \d+ or \d+/,
  ],
  [
    'a draw that says nothing of what it decides',
    made({ resolve: (s, acts, luck) => ({ ...fair.resolve(s, acts, luck), wind: luck.pick([0, 1]) }) }),
    /plays: seed 0: a draw must say what it decides/,
  ],
  [
    'a draw that is the same in every round',
    made({ resolve: (s, acts, luck) => ({ ...fair.resolve(s, acts, luck), wind: luck.of('wind').pick([0, 1]) }) }),
    /luck is addressed: resolve draws at luck\.of\("wind"\) in turns 1 and 2 .*; right would be the round in the address/,
  ],
  [
    'a payoff that is not a number',
    made({ payoff: ({ cards }) => ({ ann: cards.ann / 0, bob: 0 }) }),
    /log is plain data: card-guess\/0: log\[6\]\.payoff\.ann is Infinity, which JSON cannot hold/,
  ],
  [
    'a state that JSON would change',
    made({ resolve: (s, acts, luck) => ({ ...fair.resolve(s, acts, luck), wind: Number.NaN }) }),
    /state is plain data: after resolve, state\.wind is NaN, which JSON cannot hold/,
  ],
  [
    'a game without an end',
    made({ turn: () => ({ ask: ['ann'] }) }),
    /ends: card-guess\/0: it has not ended after 3000 turns/,
  ],
  [
    'a move that is never open',
    made({ legal: () => ({ wait: {} }) }),
    /every move occurs: guess never occurred over 12 seeds/,
  ],
  [
    'a seat that is asked and can do nothing',
    made({ legal: () => ({}) }),
    /asks: turn 0, ann: is asked and has no open move/,
  ],
  [
    'a move that the role cannot make',
    made({ roles: { player: ['wait'] } as never }),
    /asks: turn 0, ann: the move guess is open, and roles says player never makes it/,
  ],
  [
    'a limit on a field that is not there',
    made({ legal: () => ({ guess: { cart: { max: 3 } }, wait: {} }) as never }),
    /asks: turn 0, ann: guess has a limit on cart, and its fields are card,text/,
  ],
  [
    'a limit that is wider than the schema',
    made({ legal: () => ({ guess: { card: { max: 60 } }, wait: {} }) }),
    /asks: .*an act drawn from the form is refused: .*Too big/,
  ],
  [
    'an endless limit',
    made({ legal: () => ({ guess: { card: { max: Number.POSITIVE_INFINITY } }, wait: {} }) }),
    /asks: turn 0, ann: legal\.guess\.card\.max is Infinity/,
  ],
  [
    'a move that has no JSON Schema',
    made({ moves: { ...moves, guess: z.object({ card: z.int(), text: z.string(), when: z.date() }) } as never }),
    /Date cannot be represented/,
  ],
  [
    'words with a hole',
    made({}, { now: ({ said }) => `Last: ${said.at(-1)?.text}.` }),
    /words: turn 0, ann: now says undefined: "Last: undefined\."/,
  ],
  [
    'words with an object',
    made({}, { brief: (view) => `You see ${view.said[0] ?? {}}.` }),
    /words: turn 0, ann: brief says \[object Object\]/,
  ],
  [
    'words that throw',
    made({}, { ask: { ...told.ask, wait: ({ said }) => said[0]!.text } }),
    /words: turn 0, ann: ask\.wait throws: Cannot read properties of undefined/,
  ],
  [
    'lines that are shortened',
    made({}, { lines: ({ said }) => said.slice(-2).map(({ by, text }) => ({ by, text })) }),
    /words: turn \d, ann: line \d was ".*" and is now ".*"; right would be lines that are only added to/,
  ],
  [
    'a brief that changes',
    made({}, { brief: ({ round }) => `Round ${round}.` }),
    /words: turn 1, ann: the brief was "Round 0\." and is now "Round 1\."; right would be a constant one/,
  ],
  [
    'a line by somebody who is not there',
    made({}, { lines: ({ said }) => said.map(({ text }) => ({ by: 'eve', text })) }),
    /words: turn 1, ann: line 0 names eve, and the seats are ann,bob/,
  ],
  [
    'rules that cannot bear an absence',
    made({
      absent: () => {
        throw new TypeError('Cannot read properties of null')
      },
    }),
    /plays: seed 0: TypeError Cannot read properties of null/,
  ],
  [
    'an absence that goes on for ever',
    made({
      turn: ({ round }) => ({ ask: round < 3 || round > 90 ? ['ann'] : [] }),
      absent: (s) => ({ ...s, round: 99 }),
    }),
    /absence: card-guess\/\d+: with seats left at random turns it has not ended/,
  ],
  [
    'a parameter that breaks at its bound',
    made({
      params: z.object({ rounds: z.int().min(0).max(5).default(3) }) as never,
      start: (params, roles, luck) => {
        const first = [1, 2, 3, 4, 5][params.rounds - 1]
        return { ...fair.start(params, roles, luck), wind: first!.valueOf() }
      },
    }),
    /parameters: rounds = 0: TypeError Cannot read properties of undefined/,
  ],
  [
    'rules that remember outside their state',
    (() => {
      let asked = 0
      return made({ legal: () => (asked++ % 7 === 0 ? { wait: {} } : { guess: {}, wait: {} }) })
    })(),
    /same key, same log/,
  ],
]
for (const [name, broken, words] of cases)
  test(`the kit reports ${name}`, async () => {
    expect(await problems(broken)).toMatch(words)
  })

test('a refusal in words that name the parameter is right', async () => {
  const careful = made({
    params: z.object({ rounds: z.int().min(0).max(5).default(3) }) as never,
    start: (params, roles, luck) => {
      if (params.rounds === 0) throw new Error('card-guess: rounds must be at least 1 where there are cards')
      return fair.start(params, roles, luck)
    },
  })
  expect(await checkProtocol(careful)).toEqual([])
})

test('what a kernel check finds is reported, and so is what it throws', async () => {
  const found = await checkProtocol(made({}), { seeds: 2, kernelCheck: () => ['step 3: 0.5 and the rules say 0.25'] })
  expect(found.map(({ rule, problem }) => `${rule}: ${problem}`)).toContain(
    'kernel: step 3: 0.5 and the rules say 0.25',
  )
  const thrown = await checkProtocol(made({}), {
    seeds: 2,
    kernelCheck: () => {
      throw new Error('no buffers')
    },
  })
  expect(thrown.map(({ problem }) => problem)).toContain('kernelCheck: no buffers')
})

test('expressive fields that nobody reads are refused before they reach the kit', () => {
  expect(() => made({}, {}, { resample, expressive: { guess: ['card'] } })).toThrow(/expressive fields, and no parse/)
})
