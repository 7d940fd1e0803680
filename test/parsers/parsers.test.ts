import { existsSync, readFileSync } from 'node:fs'
import { type Example, luckOf } from 'suasion'
import { labelled, sentencesOf } from 'suasion/instruments'
import { random } from 'suasion/minds'
import {
  bestOptions,
  casinoStrategies,
  casinoTalk,
  charityTalk,
  crossValidated,
  evaluate,
  featuresOf,
  foldsOf,
  labelsOf,
  linearParser,
  persuadeeActs,
  persuaderActs,
  pruned,
  readWeights,
  trainLinear,
  writeWeights,
} from 'suasion/parsers'
import { sharesCorrected } from 'suasion/statistics'
import { describe, expect, test } from 'vitest'
import * as catalogue from '../../src/catalogue.ts'
import { testParser } from '../../src/lab/parser-test.ts'
import { readerLine, taughtHere } from '../../src/lab/report/readers.ts'

const data = new URL('../../../shared/data/', import.meta.url)
const present = existsSync(data)
const read = (path: string): string => readFileSync(new URL(path, data), 'utf8')

/** Talk with a plain rule: whoever says "please" asks, whoever says "thanks" thanks, others chat. */
const plain = (n: number, seed = 'plain'): Example[] =>
  Array.from({ length: n }, (_, i) => {
    const luck = luckOf(seed).of('utterance', i)
    const label = luck.of('label').pick(['ask', 'thank', 'chat'])
    const filler = luck
      .of('filler')
      .draw(['the', 'lake', 'water', 'food', 'warm', 'camp', 'tent', 'road', 'fire'], 4)
      .join(' ')
    const text = label === 'ask' ? `please give ${filler}` : label === 'thank' ? `thanks for ${filler}` : filler
    return { group: String(i % 30), text, before: '', labels: [label] }
  })

describe('a linear parser', () => {
  test('learns a rule from labelled talk, and is tested on conversations it never saw', () => {
    const tested = crossValidated(plain(300), luckOf('rule'))
    expect(tested.accuracy).toBeGreaterThan(0.97)
    expect(tested).toMatchObject({ tested: 300, groups: 30 })
    expect(tested.baseline).toBeLessThan(0.45)
    const mixed = plain(300).map((each, i) => ({
      ...each,
      labels: [luckOf('noise').of(i).pick(['ask', 'thank', 'chat'])],
    }))
    // Labels dealt out at random cannot be learnt: what is held out shows it.
    expect(crossValidated(mixed, luckOf('noise')).accuracy).toBeLessThan(0.45)
  })

  test('chooses how to train within the people it is taught by', () => {
    const among = [{ passes: 1, rate: 1e-9 }, { rate: 0.05 }]
    expect(bestOptions(plain(300), luckOf('ways'), among)).toBe(among[1])
    expect(bestOptions(plain(300), luckOf('ways'), [among[0]!])).toBe(among[0])
    expect(() => bestOptions(plain(300), luckOf('ways'), [])).toThrow('among one or more')
    const chosen = crossValidated(plain(300), luckOf('rule'), { among })
    expect(chosen.accuracy).toBe(crossValidated(plain(300), luckOf('rule'), among[1]).accuracy)
    expect(crossValidated(plain(300), luckOf('rule'), among[0]).accuracy).toBeLessThan(0.45)
  })

  test('holds out whole conversations', () => {
    const examples = plain(90)
    const fold = foldsOf(examples, 5, luckOf('folds'))
    for (const group of new Set(examples.map((each) => each.group)))
      expect(new Set(fold.filter((_, i) => examples[i]!.group === group)).size).toBe(1)
    expect(() => foldsOf(examples.slice(0, 3), 5, luckOf('few'))).toThrow('5 folds need 5 conversations')
  })

  test('is the same after it was written and read', () => {
    const weights = pruned(trainLinear(plain(120), luckOf('written')), 0.1)
    const written = writeWeights(weights)
    expect(readWeights(written).labels).toEqual(weights.labels)
    const parser = linearParser('plain', 'plain', casinoStrategies.card, written)
    for (const { text, labels } of plain(40, 'fresh')) expect(parser.parse(text).labels[0]).toBe(labels[0])
    expect(labelsOf(['a', 'b'], [-1, 2])).toEqual(['b'])
    expect(labelsOf(['a', 'b'], [-2, -1])).toEqual(['b'])
    expect(() => readWeights('a,b\n1,2\nword,1')).toThrow('cut off after line 3')
    expect(() => readWeights('a,b\n1,x\n')).toThrow('no weights of a parser')
    expect(() => readWeights('a,b\n1,2\nword,1,2,3\n')).toThrow('damaged at line 3')
    expect(() => trainLinear([], luckOf('none'))).toThrow('two labels or more')
    expect(() => evaluate([], [], [])).toThrow('no utterances')
  })

  test('will not read what it never met', () => {
    for (const parser of [persuaderActs, persuadeeActs, casinoStrategies]) {
      expect(parser.parse('Wie viel würdest du denn heute spenden wollen?')).toMatchObject({ labels: [] })
      expect(parser.parse('Wie viel würdest du denn heute spenden wollen?').doubt).toContain('trained on English')
      expect(parser.parse('... !!')).toMatchObject({ labels: [], doubt: 'there are no words in it' })
      expect(parser.parse('')).toMatchObject({ labels: [] })
      expect(parser.parse('x'.repeat(100_000)).doubt).not.toBeNull()
    }
    expect(persuaderActs.parse('Would you like to donate 50 cents to Save the Children?').labels).toContain(
      'proposition-of-donation',
    )
    expect(casinoStrategies.parse('I need water because my family is very thirsty.').labels[0]).toBe('self-need')
    expect(featuresOf('I have $5.', 'Yes')).toEqual(
      expect.arrayContaining(['i', '#money', 'have #money', '<yes', '^i']),
    )
  })

  test('is found by the catalogue with a card that adds up', async () => {
    for (const [name, load] of Object.entries(catalogue.parsers)) {
      const { parser } = ((await load()) as { default: { parser: typeof persuaderActs } }).default
      expect(parser.name).toBe(name)
      const { labels, tested, accuracy, baseline } = parser.card
      expect(Object.keys(labels)).toEqual([...parser.labels])
      for (const { hits, misses, falseAlarms, rejections } of Object.values(labels))
        expect(hits + misses + falseAlarms + rejections).toBe(tested)
      expect(accuracy).toBeGreaterThan(2 * baseline - 0.01)
      expect(readerLine(parser.card)).toContain('people held out')
      const run = (corpus: string | null) => ({ manifest: { corpus: corpus && { name: corpus } } }) as never
      expect(taughtHere(parser.card, run(parser.card.corpus!))).toContain(`some of these people taught ${name}`)
      expect([taughtHere(parser.card, run('csv')), taughtHere(parser.card, run(null))]).toEqual([null, null])
    }
  })
})

describe('labelled talk', () => {
  test('is refused where it is of another kind or cut off', () => {
    expect(() => casinoTalk('[{"dialogue_id": 1, "annot', 'train.json')).toThrow('train.json is no JSON, or cut off')
    expect(() => casinoTalk('[{"id": 1}]', 'train.json')).toThrow('train.json is no file of CaSiNo: 0.dialogue_id')
    expect(() => charityTalk('a,b\n1,2', 'annotated.csv', 'persuader')).toThrow(
      'annotated.csv lacks the columns dialogue',
    )
  })

  test.skipIf(!present)('of CaSiNo and PersuasionForGood is what the papers count (skipped where it is absent)', () => {
    const casino = ['train', 'valid', 'test'].flatMap((part) => casinoTalk(read(`casino/${part}.json`), `${part}.json`))
    expect([casino.length, new Set(casino.map(({ group }) => group)).size]).toEqual([4615, 396])
    const sides = (['persuader', 'persuadee'] as const).map((side) =>
      charityTalk(read('persuasion-for-good/annotated.csv'), 'annotated.csv', side),
    )
    expect(sides.map(({ length }) => length)).toEqual([6017, 4847])
    expect(sides[1]!.find(({ before }) => before !== '')!.before).toContain('How are you')
  })

  test.skipIf(!present)('gives the shipped error of a parser again, and another reader stands beside it', async () => {
    const casino = ['train', 'valid', 'test'].flatMap((part) => casinoTalk(read(`casino/${part}.json`), `${part}.json`))
    const luck = luckOf('parser casino-strategies')
    const { own, other } = await testParser(casinoStrategies, casino, luck, { n: 60, mind: random() })
    expect(own.tested).toBe(60)
    expect(own.accuracy).toBeGreaterThan(0.45)
    expect(other!.accuracy).toBeLessThan(own.accuracy)
    expect(other!.unread).toBe(0)
  })
})

describe('shares that a fallible reader found', () => {
  const reader = { hits: 80, misses: 20, falseAlarms: 30, rejections: 270 }

  test('are corrected for its error, with its uncertainty in the interval', () => {
    // Sensitivity .8, specificity .9: (.31 + .9 - 1) / .7.
    const found = sharesCorrected(31, 100, reader)!
    expect(found.value).toBeCloseTo(0.3, 12)
    const sure = sharesCorrected(31, 100, { hits: 8e6, misses: 2e6, falseAlarms: 3e6, rejections: 27e6 })!
    const width = ({ interval }: { interval?: readonly [number, number] }) => interval![1] - interval![0]
    expect(width(found)).toBeGreaterThan(width(sure))
    expect(sharesCorrected(0, 50, reader)).toMatchObject({ value: 0 })
    expect(sharesCorrected(5, 10, { hits: 1, misses: 9, falseAlarms: 1, rejections: 9 })).toBeNull()
    expect(sharesCorrected(5, 10, { hits: 0, misses: 0, falseAlarms: 1, rejections: 9 })).toBeNull()
    expect(() => sharesCorrected(11, 10, reader)).toThrow('11 of 10')
    expect(() => sharesCorrected(Number.NaN, 10, reader)).toThrow('found is NaN')
  })

  test('cover the truth as often as they say', () => {
    let covered = 0
    const runs = 1500
    const binomial = (n: number, p: number, ...at: (string | number)[]) => {
      const luck = luckOf('coverage').of(...at)
      return Array.from({ length: n }, (_, i) => luck.of(i).uniform() < p).filter(Boolean).length
    }
    for (let run = 0; run < runs; run++) {
      const hits = binomial(120, 0.7, run, 'se')
      const rejections = binomial(300, 0.92, run, 'sp')
      const n = 150
      const found = binomial(n, 0.25 * 0.7 + 0.75 * 0.08, run, 'found')
      const { interval } = sharesCorrected(found, n, {
        hits,
        misses: 120 - hits,
        falseAlarms: 300 - rejections,
        rejections,
      })!
      if (interval![0] <= 0.25 && 0.25 <= interval![1]) covered++
    }
    // 95% within four standard errors of a simulation of this size.
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / runs))
  })
})

test('the instrument that labels talk takes a text apart into sentences', () => {
  expect(sentencesOf('Hi! How are you?\nI am fine...  ')).toEqual(['Hi!', 'How are you?', 'I am fine...'])
  expect(() => labelled({ parser: persuaderActs, per: 'word' as never })).toThrow('per sentence or per message')
})
