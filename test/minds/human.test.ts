import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type AnyProtocol, type Episode, type Legal, type Probe, protocol, type Question, rules, scene } from 'suasion'
import { catalogue } from 'suasion/protocols/kuhn-poker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { play } from '../../src/lab/driver.ts'
import entry, { human, openDesk, PersonLeft } from '../../src/minds/human.ts'
import { drive } from './fixtures/drive.ts'

const sit = (typed: readonly string[], { open = false } = {}) => {
  const input = new PassThrough()
  const output = new PassThrough()
  let shown = ''
  output.on('data', (chunk) => {
    shown += chunk
  })
  input.write(typed.map((line) => `${line}\n`).join(''))
  if (!open) input.end()
  const desk = openDesk(input, output)
  return { desk, input, output, shown: () => shown }
}

/** One seat that is asked for fields of every kind, as often as given. */
const one = (
  fields: z.ZodObject,
  { legal = {}, asks = 1, expressive }: { legal?: object; asks?: number; expressive?: readonly string[] } = {},
) =>
  protocol(
    rules({
      name: 'form',
      version: 1,
      params: z.object({}),
      moves: { fill: fields },
      roles: { clerk: ['fill'] },
      seats: () => ({ ann: 'clerk' }) as const,
      start: () => ({ n: 0 }),
      turn: ({ n }) => ({ ask: n < asks ? ['ann'] : [] }),
      view: (state) => state,
      legal: () => ({ fill: legal }) as Legal<{ fill: z.ZodObject }>,
      resolve: ({ n }) => ({ n: n + 1 }),
    }),
    {
      about: 'A form.',
      brief: () => 'Fill it in.',
      lines: ({ n }) => Array.from({ length: n + 1 }, (_, i) => ({ by: null, text: `Page ${i + 1}.` })),
      now: ({ n }) => `Now page ${n + 1}.`,
      ask: { fill: () => 'What do you write?' },
    },
    expressive ? ({ expressive: { fill: expressive }, parse: () => ({ tone: 'kind' }) } as object) : {},
  ) as unknown as AnyProtocol

const fill = async (fields: z.ZodObject, typed: readonly string[], options: Parameters<typeof one>[1] = {}) => {
  const { desk, shown } = sit(typed)
  const form = one(fields, options)
  const { episode } = await play(scene(form, { minds: { clerk: human(desk, { expressive: form.expressive }) } }), 'k')
  const acts = episode.flatMap((event) => (event.kind === 'act' ? [event] : []))
  return { shown: shown(), acts: acts.map(({ act: { move: _, ...act } }) => act), events: acts, episode }
}

test('each kind of field is asked in its own way, and wrong input is explained and asked again', async () => {
  const fields = z.object({
    side: z.enum(['for', 'against']),
    price: z.number().min(0).max(10),
    count: z.int().min(1).max(3),
    sure: z.boolean(),
    text: z.string().min(2).max(5),
    maybe: z.number().min(0).max(1).nullable(),
    list: z.array(z.int().min(1).max(9)).min(1).max(2),
    deep: z.object({ x: z.literal('x'), y: z.boolean() }),
  })
  const typed = [
    ...['3', 'maybe', 'AGAINST'],
    ...['', 'cheap', '11', 'NaN', 'Infinity', '2,5'],
    ...['2.5', '0', '1e99', '2'],
    ...['perhaps', 'yes'],
    ...['a', 'too long', 'fine'],
    ...['n'],
    ...['12', '7', 'y', '8'],
    ...['n'],
  ]
  const { acts, shown } = await fill(fields, typed)
  expect(acts).toEqual([
    {
      side: 'against',
      price: 2.5,
      count: 2,
      sure: true,
      text: 'fine',
      maybe: null,
      list: [7, 8],
      deep: { x: 'x', y: false },
    },
  ])
  for (const words of [
    'side:\n  1. for\n  2. against\n1 to 2> ',
    '"3" is none of them; type a number from 1 to 2, or the words',
    'price (number 0 to 10)> ',
    '"cheap" is no number; type a number 0 to 10',
    '11 is out of bounds; type a number 0 to 10',
    '"Infinity" is no number',
    '2.5 is not whole; type a whole number 1 to 3',
    '"perhaps" is neither y nor n',
    'text (2 to 5 characters)> ',
    'at least 2 characters; that were 1',
    'at most 5 characters; that were 8',
    'maybe: is there one? y/n',
    'list, 1 of 2',
  ])
    expect(shown).toContain(words)
})

test('limits narrow what is asked: one option is no question, and bounds are those of the moment', async () => {
  const fields = z.object({ room: z.string(), price: z.number().min(0), level: z.int() })
  const legal = { room: { only: ['hall'] }, price: { max: 4 }, level: { only: [0, 5, 10] } }
  const { acts, shown } = await fill(fields, ['5', '4', '3', '5'], { legal })
  expect(acts).toEqual([{ room: 'hall', price: 4, level: 5 }])
  expect(shown).toContain('price (number 0 to 4)')
  expect(shown).not.toContain('hall')
})

test('expressive fields are a parser’s to set, and nobody is asked for them', async () => {
  const fields = z.object({ text: z.string().min(1), tone: z.enum(['kind', 'harsh']) })
  const { acts, shown, events } = await fill(fields, ['hello'], { expressive: ['tone'] })
  expect(acts).toEqual([{ text: 'hello', tone: 'kind' }])
  expect(shown).not.toContain('tone')
  expect(events[0]!.note).toEqual({ unasked: ['tone'] })
})

test('the brief is shown once, and then only the new lines', async () => {
  const { shown } = await fill(z.object({ ok: z.boolean() }), ['y', 'n', 'y'], { asks: 3 })
  const times = (text: string) => shown.split(text).length - 1
  expect([
    times('Fill it in.'),
    times('Page 1.'),
    times('Page 2.'),
    times('Page 3.'),
    times('What do you write?'),
  ]).toEqual([1, 1, 1, 1, 3])
  expect(shown).toContain('You are ann (clerk).')
})

test('every kind of question has its form', async () => {
  const questions: [Question, string[], unknown][] = [
    [{ kind: 'likert', id: 'a', text: 'Agree?', points: 5, low: 'no', high: 'yes' }, ['6', '5'], 5],
    [{ kind: 'slider', id: 'b', text: 'How much?', min: 0, max: 1 }, ['0.25'], 0.25],
    [{ kind: 'choice', id: 'c', text: 'Which?', options: ['tea', 'milk'] }, ['2'], 'milk'],
    [{ kind: 'rank', id: 'd', text: 'Order.', options: ['tea', 'milk', 'rum'] }, ['3', '2'], ['rum', 'milk', 'tea']],
    [{ kind: 'matrix', id: 'e', text: 'Rate.', rows: ['tea', 'milk'], points: 5 }, ['1', '9', '5'], [1, 5]],
    [{ kind: 'text', id: 'f', text: 'Why?', max: 9 }, ['because I like it', 'because'], 'because'],
  ]
  for (const [question, typed, answer] of questions) {
    const { desk, shown } = sit([...typed, 'y'])
    const probes: Probe[] = [{ of: 'clerk', when: 'before', question }]
    const staged = scene(one(z.object({ ok: z.boolean() })), { minds: { clerk: human(desk) } })
    const { episode } = await play(staged, 'k', { probes })
    expect(episode[1]).toMatchObject({ kind: 'probe', question: question.id, answer })
    expect(shown()).toContain(question.text)
    if (question.kind === 'matrix') expect(shown()).toContain('Your answer, milk (1, 2, 3, 4, 5)> ')
  }
})

test('a closed input means that the person left, whatever was being asked', async () => {
  for (const typed of [[], ['y']]) {
    const { desk } = sit(typed)
    const staged = scene(one(z.object({ ok: z.boolean(), n: z.int() })), { minds: { clerk: human(desk) } })
    const left = await Promise.resolve(play(staged, 'k')).catch((error) => error)
    expect(left).toBeInstanceOf(PersonLeft)
    expect(left).toMatchObject({ absent: 'left', message: 'ann: the person left: the input was closed' })
  }
  const { desk, input } = sit([], { open: true })
  const waiting = Promise.resolve(play(scene(one(z.object({ n: z.int() })), { minds: { clerk: human(desk) } }), 'k'))
  setTimeout(() => input.end(), 20)
  await expect(waiting).rejects.toThrow('the person left')
})

test('two people at one desk hand it over, and each is told whose turn it is', async () => {
  const { desk, shown } = sit(['pass', '', '2', '', '1'])
  const person = human(desk)
  const { episode } = await play(scene(catalogue.protocol, { minds: { player: person } }), 'k')
  expect(episode.flatMap((event) => (event.kind === 'act' ? [event.act['move']] : []))).toEqual(['pass', 'bet', 'pass'])
  expect(shown().match(/Hand the terminal to (\w+)\. \1: press Enter/g)).toEqual([
    'Hand the terminal to second. second: press Enter',
    'Hand the terminal to first. first: press Enter',
  ])
  expect(shown().match(/You are (first|second) \(player\)\./g)).toHaveLength(3)
  expect(shown().match(/second: \(bet\)/g)).toHaveLength(1)
  expect(shown().match(/(first|you): \(passed\)/g)).toHaveLength(2)
})

test('asks of one turn wait for one another', async () => {
  const both = {
    ...one(z.object({ ok: z.boolean() })),
    seats: () => ({ ann: 'clerk', bob: 'clerk' }),
    turn: ({ n }: { n: number }) => ({ ask: n < 1 ? ['ann', 'bob'] : [] }),
  } as AnyProtocol
  const { desk, shown } = sit(['y', '', 'n'])
  const { episode } = await play(scene(both, { minds: { clerk: human(desk) } }), 'k')
  expect(episode.flatMap((event) => (event.kind === 'act' ? [event.act['ok']] : []))).toEqual([true, false])
  expect(shown().indexOf('You are ann')).toBeLessThan(shown().indexOf('Hand the terminal to bob'))
})

test('the command line gives all people of a run one desk', async () => {
  const { input, output } = sit(['1', '', '1'])
  const closers: (() => unknown)[] = []
  const context = {
    shared: new Map(),
    protocol: catalogue.protocol,
    part: 'player',
    input,
    output,
    onClose: (close: () => unknown) => closers.push(close),
  } as never
  const [first, second] = [await entry.make('human', context), await entry.make('human', context)]
  const { episode } = (await play(scene(catalogue.protocol, { minds: { first, second } }), 'k')) as { episode: Episode }
  expect(episode.at(-1)).toMatchObject({ kind: 'close', turns: 2 })
  expect(closers).toHaveLength(1)
  for (const close of closers) close()
})

const hasPty = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0
const folder = mkdtempSync(join(tmpdir(), 'suasion-terminal-'))
const program = join(folder, 'play.mjs')
beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('./fixtures/play-at-terminal.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@suasion/source'],
    loader: { '.csv': 'text' },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
    logLevel: 'silent',
  })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.skipIf(!hasPty)(
  'a person plays poker to its end in a pseudo-terminal, a mistake included (skipped where util-linux script is missing)',
  async () => {
    let mistaken = false
    const shown = await drive('script', ['-qec', `${process.execPath} ${program} kuhn`, '/dev/null'], (since) => {
      if (since.includes('looking')) return '\r'
      if (mistaken) return 'pass\r'
      mistaken = true
      return '7\r'
    })
    expect(shown).toContain('"7" is none of them; type a number from 1 to 2, or the words')
    expect(shown).toContain('You are first (player).')
    expect(shown).toContain('\x1b[2J')
    expect(shown).toMatch(/END \{"kind":"close","turns":2,/)
  },
)

test.skipIf(!hasPty)('a person debates to the end in a pseudo-terminal, and is asked for no labels', async () => {
  const shown = await drive(
    'script',
    ['-qec', `${process.execPath} ${program} debate`, '/dev/null'],
    () => 'This is what I think of it, and why.\r',
  )
  expect(shown).not.toContain('strategy')
  expect(shown).toMatch(/END \{"kind":"close","turns":\d+,/)
  expect(shown).not.toContain('"invalid act"')
})

test.skipIf(!hasPty)('ctrl-D in a pseudo-terminal means that the person left', async () => {
  const shown = await drive('script', ['-qec', `${process.execPath} ${program} kuhn`, '/dev/null'], () => '\x04')
  expect(shown).toContain('ERROR PersonLeft first: the person left: the input was closed')
})

test.skipIf(!hasPty)('ctrl-C in a pseudo-terminal stops the process, as anywhere', async () => {
  const shown = await drive('script', ['-qec', `${process.execPath} ${program} kuhn`, '/dev/null'], () => '\x03')
  expect(shown).toContain('You are first (player).')
  expect(shown).not.toMatch(/END|ERROR/)
})

test('a person plays through pipes too', async () => {
  const shown = await drive(process.execPath, [program, 'kuhn'], (since) =>
    since.includes('looking') ? '\n' : 'bet\n',
  )
  expect(shown).toMatch(/END \{"kind":"close","turns":2,/)
})
