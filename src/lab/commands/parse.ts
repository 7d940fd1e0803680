import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '../command.ts'
import { Misuse } from '../misuse.ts'
import { mindContext, modelOptions } from './run.ts'

const textOf = (folder: string, name: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(folder, name)))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new Misuse(
      code === 'ENOENT'
        ? `${folder} has no ${name}; give the folder that holds it`
        : `${join(folder, name)} cannot be read as UTF-8: ${message}`,
    )
  }
}

export default {
  name: 'parse',
  about:
    'Read what a text does with a parser trained on labelled talk; test a parser, or a language model in its place, on talk of people.',
  words: ['[parser]'],
  options: {
    text: { type: 'string', multiple: true, hint: 'TEXT', about: 'a text to read' },
    before: { type: 'string', hint: 'TEXT', about: 'what the other said before it' },
    test: { type: 'string', hint: 'FOLDER', about: 'test it on the labelled talk in this folder, people held out' },
    with: { type: 'string', hint: 'MODEL', about: 'a language model that reads in its place, on the same talk' },
    n: {
      type: 'string',
      short: 'n',
      hint: 'N',
      about: 'test on so many utterances, drawn by luck (all; 200 with a model)',
    },
    seed: { type: 'string', hint: 'TEXT', about: 'where the luck of that draw comes from (1)' },
    ...modelOptions,
    json: { type: 'boolean', about: 'print JSON' },
  },
  examples: [
    ['suasion parse', 'the parsers there are, and how often each is right'],
    ['suasion parse persuader-acts --text "Every dollar feeds a child for a day."', 'what a sentence does'],
    ['suasion parse casino-strategies --test casino', 'its error on people held out'],
    [
      'suasion parse casino-strategies --test casino --with http://127.0.0.1:11434/v1#llama3.1',
      'a model on the same talk',
    ],
  ],
  run: async (given, desk) => {
    const { loadParser, parserNames } = await import('../parsers.ts')
    const [wanted] = given.words
    const out = (text: string, json: unknown): void =>
      void desk.output.write(given.flag('json') ? `${JSON.stringify(json, null, 2)}\n` : text)
    const { parserPage, evaluationPage } = await import('../parser-text.ts')
    if (wanted === undefined) {
      const all = await Promise.all(parserNames.map(loadParser))
      out(
        all.map(({ parser }) => parserPage(parser)).join('\n'),
        all.map(({ parser }) => parser.card),
      )
      return 0
    }
    const { parser, files, examples } = await loadParser(wanted)
    const texts = given.texts('text')
    const folder = given.text('test')
    if (texts.length && folder !== undefined) throw new Misuse('--text reads and --test tests; give one of them')
    if (texts.length) {
      const read = texts.map((text) => ({ text, ...parser.parse(text, given.text('before') ?? '') }))
      const line = ({ text, labels, scores, doubt }: (typeof read)[number]): string =>
        `${text}\n  ${doubt ?? labels.map((label) => `${label} ${scores[label]!.toFixed(2)}`).join(', ')}\n`
      out(read.map(line).join(''), read)
      return 0
    }
    if (folder === undefined) {
      out(parserPage(parser, true), parser.card)
      return 0
    }
    const model = given.text('with')
    const n = given.number('n') ?? (model === undefined ? undefined : 200)
    if (n !== undefined && n < 1) throw new Misuse(`--n is at least 1, not ${n}`)
    const [{ luckOf }, { reading, testParser }] = await Promise.all([
      import('../../core/index.ts'),
      import('../parser-test.ts'),
    ])
    const all = examples(Object.fromEntries(files.map((name) => [name, textOf(folder, name)])))
    const luck = luckOf(`parse ${parser.name}`).of(given.text('seed') ?? '1')
    const { context, parallel, close } = mindContext(given, desk)
    try {
      const { readMind } = await import('../cast.ts')
      const mind =
        model === undefined ? undefined : await readMind(model, { ...context, protocol: reading, part: 'reader' })
      const { own, other } = await testParser(parser, all, luck, {
        ...(n !== undefined && { n: Math.min(n, all.length) }),
        ...(mind && { mind }),
        ...(parallel !== undefined && { parallel }),
      })
      out(evaluationPage(parser.name, own, model ?? null, other), {
        parser: parser.name,
        own,
        ...(model !== undefined && { model, other }),
      })
    } finally {
      await close()
    }
    return 0
  },
} satisfies Command
