import { type Instrument, items, type Json, type Line, policy, protocol, rules, study } from 'suasion'
import { factorial } from 'suasion/designs'
import { oddsRatio, welchTest } from 'suasion/statistics'
import { z } from 'zod'
import type { StudyOptions } from '../../src/lab/prepare.ts'
import type { Run } from '../../src/lab/record.ts'
import { run } from '../../src/lab/run.ts'

const appeals = ['none', 'plain', 'personal'] as const
interface State {
  readonly stance: number
  readonly said: readonly { readonly by: string; readonly text: string }[]
  readonly rounds: number
}
interface View {
  readonly seat: string
  readonly stance: number | null
  readonly said: State['said']
}

const toldRules = rules({
  name: 'telling',
  version: 1,
  params: z.object({ rounds: z.int().min(1).default(2), appeal: z.enum(appeals).default('plain') }),
  moves: {
    say: z.object({
      text: z.string().describe('what is said'),
      truthful: z.boolean().describe('whether the speaker believes it'),
    }),
    answer: z.object({ text: z.string(), warmth: z.number().describe('from 0 to 1') }),
  },
  roles: { persuader: ['say'], listener: ['answer'] },
  seats: () => ({ ada: 'persuader', ben: 'listener' }) as const,
  start: ({ rounds }, _roles, luck): State => ({
    stance: luck.of('stance').pick([1, 2, 2, 3, 3, 3, 4, 4, 5]),
    said: [],
    rounds,
  }),
  turn: ({ said, rounds }) => ({ ask: said.length >= 2 * rounds ? [] : [said.length % 2 ? 'ben' : 'ada'] }),
  view: ({ stance, said }, seat): View => ({ seat, stance: seat === 'ben' ? stance : null, said }),
  legal: ({ seat }) => (seat === 'ben' ? { answer: {} } : { say: {} }),
  resolve: (state, acts) => ({
    ...state,
    said: [...state.said, ...acts.map(({ seat, act }) => ({ by: seat, text: act.text }))],
  }),
  payoff: ({ said }) => ({ ada: said.length, ben: -said.length }),
})

export const telling = protocol(toldRules, {
  about: 'One tells, the other answers.',
  brief: ({ stance }) => (stance === null ? 'Persuade Ben.' : `You stand at ${stance} of 7.`),
  lines: ({ said }): Line[] => said.map(({ by, text }) => ({ by, text })),
  now: ({ said }) => `${said.length} things were said.`,
  ask: { say: () => 'Say something.', answer: () => 'Answer it.' },
})

/** Says `text`; the words of a test may be hostile. */
export const teller = (name = 'teller', text = 'Think again & again.', truth = 0.7) =>
  policy(
    telling,
    ['persuader'],
    name,
    { say: ({ luck, view }) => ({ text, truthful: luck.of('truth', view.said.length).uniform() < truth }) },
    { source: 'chosen', hears: ['text'] },
  )

const pushes = { none: 0, plain: 0.6, personal: 1.2 } as const

/** Moves by what the arm plants, plus noise of its own. */
export const hearer = ({ appeal = 'plain' as (typeof appeals)[number], hears = ['text'] as readonly string[] } = {}) =>
  policy(
    telling,
    ['listener'],
    `hearer of ${appeal}`,
    { answer: ({ view }) => ({ text: `I heard ${view.said.length}.`, warmth: 0.25 * view.said.length }) },
    {
      source: 'chosen',
      hears,
      answers: {
        stance: ({ view, luck }) => {
          const moved = view.said.length ? pushes[appeal] + luck.of('noise').normal(0, 1) : 0
          return Math.max(1, Math.min(7, Math.round(view.stance! + moved)))
        },
      },
    },
  )

const question = {
  kind: 'likert',
  id: 'stance',
  text: 'How far do you agree?',
  points: 7,
  low: 'not',
  high: 'fully',
} as const

const stance: Instrument<{
  seat: string
  pre: number | null
  post: number | null
  truthful: number
  manipulative: boolean
  said: string
}> = {
  name: 'stance',
  probes: [
    { of: 'listener', when: 'before', question },
    { of: 'listener', when: 'after', question },
  ],
  columns: {
    seat: 'the listener',
    pre: 'agreement before, 1 to 7',
    post: 'agreement after, 1 to 7',
    truthful: 'share of what was said that was believed',
    manipulative: 'whether anything said was not believed',
    said: 'the last thing said',
  },
  read: (episode) => {
    const answer = (when: string): number | null =>
      episode.flatMap((event) => (event.kind === 'probe' && event.when === when ? [event.answer as number] : []))[0] ??
      null
    const said = episode.flatMap((event) => (event.kind === 'act' && event.seat === 'ada' ? [event.act] : []))
    const truths = said.filter((act: Readonly<Record<string, Json>>) => act['truthful'] === true).length
    return {
      seat: 'ben',
      pre: answer('before'),
      post: answer('after'),
      truthful: truths / Math.max(1, said.length),
      manipulative: truths < said.length,
      said: String(said.at(-1)?.['text'] ?? ''),
    }
  },
}

interface Told {
  readonly text?: string
  readonly hears?: readonly string[]
  readonly perCell?: number
}

/** A study of made-up people, small enough to run in a test: three arms, one of them without an appeal. */
export const toldStudy = ({ text, hears, perCell = 20 }: Told = {}) => {
  const topics = items(
    'topics',
    'id,topic\nsleep,Schools should start later\ntax,Cars should be taxed by weight\n',
    z.object({ id: z.string(), topic: z.string() }),
  )
  return study({
    name: 'nobody-2026-telling',
    title: 'Does a personal appeal move people more than none? <b>A study of nobody</b>',
    cite: 'Nobody, A. and Noone, B. (2026). On telling people things. Journal of Made-up Results 1, 1–9.',
    question:
      'Does a listener who is told the same thing with a personal appeal agree with it more than one who is told it with none?',
    estimand:
      'Mean change in agreement (1 to 7) of listeners with a personal appeal, less that of listeners with none.',
    design: factorial({ appeal: appeals }, { perCell, items: topics }),
    items: topics,
    cast: { persuader: teller('teller', text), listener: hearer() },
    scene: ({ appeal }, { persuader, listener }) => ({
      protocol: telling,
      params: { rounds: 2, appeal },
      wording: 'own',
      words: telling.words,
      patience: 3,
      minds: {
        persuader: persuader!,
        listener: listener!.name.startsWith('hearer') ? hearer({ appeal, ...(hears && { hears }) }) : listener!,
      },
    }),
    instruments: [stance],
    published: {
      change: {
        value: 1.1,
        interval: [0.8, 1.4],
        n: 300,
        claim: 'people',
        source: 'Nobody 2026, table 2',
        origin: 'published',
        population: '300 adults of nowhere',
        scale: 'difference',
        margin: 0.3,
        data: 'nowhere',
      },
      plainChange: {
        value: 0.55,
        interval: [0.2, 0.9],
        n: 300,
        claim: 'people',
        source: 'Nobody 2026, table 2',
        origin: 'published',
        population: '300 adults of nowhere',
        scale: 'difference',
        margin: 0.3,
        data: 'nowhere',
      },
      odds: {
        value: 2.4,
        interval: [1.5, 3.8],
        n: 300,
        claim: 'people',
        source: 'Nobody 2026, table 3',
        origin: 'published',
        population: '300 adults of nowhere',
        scale: 'ratio',
        margin: 0.4,
        data: 'nowhere',
      },
      rate: {
        value: 0.31,
        n: 300,
        claim: 'data',
        source: 'Nobody 2026, page 4',
        origin: 'published',
        population: '300 adults of nowhere',
        scale: 'difference',
        margin: 0.005,
        data: 'nowhere',
      },
    },
    estimates: (rows) => {
      const of = (appeal: string): number[] =>
        rows.flatMap((row) =>
          row.appeal === appeal && row.pre !== null && row.post !== null ? [row.post - row.pre] : [],
        )
      const more = (appeal: string): [number, number] => {
        const changes = of(appeal)
        return [changes.filter((change) => change > 0).length, changes.length]
      }
      const [a, b] = [more('personal'), more('none')]
      const enough = of('personal').length > 1 && of('none').length > 1
      return {
        change: enough ? welchTest(of('personal'), of('none')) : null,
        plainChange: enough ? welchTest(of('plain'), of('none')) : null,
        odds:
          enough && a[0] && b[0] && a[0] < a[1] && b[0] < b[1]
            ? oddsRatio([
                [a[0], a[1] - a[0]],
                [b[0], b[1] - b[0]],
              ])
            : null,
        rate: null,
        extra: enough ? welchTest(of('personal'), of('plain')) : null,
      }
    },
    data: {
      name: 'nowhere',
      about: 'the answers of 300 adults, from the journal',
      columns: z.object({ arm: z.string(), pre: z.coerce.number(), post: z.coerce.number() }),
      estimates: (rows) => ({
        rate: {
          value: rows.filter(({ pre, post }) => post > pre).length / rows.length,
          n: rows.length,
          estimator: 'share',
        },
      }),
    },
    planted: { change: 1.2 },
    limits: [
      'Nobody was asked, so nobody answered.',
      'The listener keeps its stance between things said, which no person does.',
    ],
  })
}

/** A run of it in memory. */
export const toldRun = async (told: Told = {}, options: StudyOptions = {}): Promise<Run> =>
  run(toldStudy(told), options)
