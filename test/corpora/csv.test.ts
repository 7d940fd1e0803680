import { type Episode, openingOf, refold } from 'suasion'
import { csv } from 'suasion/corpora'
import { conversation } from 'suasion/protocols/conversation'
import { describe, expect, test } from 'vitest'
import { emptyScene } from '../../src/core/index.ts'

const head = 'conversation,speaker,text'
const read = (text: string, name = 'talks.csv') => csv.read({ [name]: text })
const said = (episode: Episode): string[] =>
  episode.flatMap((event) => (event.kind === 'act' ? [`${event.seat}: ${event.act['text']}`] : []))

describe('a table of conversations', () => {
  test('becomes episodes that the rules play again, with seats for names', () => {
    const { told, problems } = read(`${head}\na,Ann Lee,Hello\na,Bob,Hi there\nb,Cy,Alone\na,Ann Lee,Bye\n`)
    expect(problems).toEqual([])
    expect(told.map(({ key }) => key)).toEqual(['a', 'b'])
    expect(said(told[0]!.episode)).toEqual(['speaker1: Hello', 'speaker2: Hi there', 'speaker1: Bye'])
    expect(JSON.stringify(told)).not.toMatch(/Ann|Lee|Bob|Cy/)
    const opening = openingOf(told[0]!.episode)
    expect(Object.values(opening.seats).map(({ cast }) => cast)).toEqual(['people', 'people'])
    expect(told[0]!.episode.at(-1)).toMatchObject({ kind: 'close', turns: 3, flags: [] })
    expect(refold(emptyScene(conversation, opening), told[0]!.episode).turn).toBe(3)
  })

  test('is ordered by its turns where it has them, and by its rows where not', () => {
    const turns = read(`${head},turn\na,p,second,10\na,q,first,2\na,p,third,11\n`)
    expect(said(turns.told[0]!.episode)).toEqual(['speaker1: first', 'speaker2: second', 'speaker2: third'])
    const rows = read(`${head}\na,p,second\na,q,first\n`)
    expect(said(rows.told[0]!.episode)).toEqual(['speaker1: second', 'speaker2: first'])
  })

  test('takes NA and NaN among numbers as missing, and among words as words; says of semicolons what to do', () => {
    const { told } = read(`${head},age,place\na,p,x,30,NA\na,q,y,NA,Oslo\nb,p,x,NaN,Rome\nb,q,x,31,Rome\n`)
    expect(told.map(({ facts }) => facts.map(({ age, place }) => [age, place]))).toEqual([
      [
        [30, 'NA'],
        [null, 'Oslo'],
      ],
      [
        [null, 'Rome'],
        [31, 'Rome'],
      ],
    ])
    expect(() => read('conversation;speaker;text\na;p;x\n')).toThrow('save it with commas, or as .tsv with tabs')
  })

  test('gives each further column to what it never varies within', () => {
    const { told } = read(
      `${head},topic,role,age,mood,time,agreed,seat\na,p,x,tea,host,30,good,9:00,True,1\na,q,y,tea,guest,,bad,,False,1\na,p,z,tea,host,30,bad,9:02,True,1\nb,p,x,ale,host,41,good,9:00,False,2\n`,
    )
    expect(told[0]!.facts).toEqual([
      { topic: 'tea', fact_seat: 1 },
      { seat: 'speaker1', role: 'host', age: 30, agreed: true },
      { seat: 'speaker2', role: 'guest', age: null, agreed: false },
    ])
    const notes = told[0]!.episode.flatMap((event) => (event.kind === 'act' ? [event.note] : []))
    expect(notes).toEqual([
      { time: '9:00', facts: { mood: 'good' } },
      { facts: { mood: 'bad' } },
      { time: '9:02', facts: { mood: 'bad' } },
    ])
  })

  test('reads quoted lines, tabs and a byte order mark', () => {
    const quoted = read(`\uFEFF${head}\na,p,"one, two\nand ""three"""\n`)
    expect(said(quoted.told[0]!.episode)).toEqual(['speaker1: one, two\nand "three"'])
    expect(said(read('conversation\tspeaker\ttext\na\tp\tone, two\n', 'talks.tsv').told[0]!.episode)).toEqual([
      'speaker1: one, two',
    ])
  })

  test('leaves out what cannot be put in order, and keeps what lacks something, counted', () => {
    const { told, problems } = read(
      `${head},turn\na,p,one,1\na,,two,2\na,q,  ,3\nb,p,one,x\nc,p,one,1\nc,q,two,1\n,p,lost,1\nd,p,,1\n`,
    )
    expect(told.map(({ key }) => key)).toEqual(['a'])
    expect(said(told[0]!.episode)).toEqual(['speaker1: one'])
    expect(problems).toEqual([
      { record: 'talks.csv:8', what: 'a row without a conversation', kept: false },
      { record: 'a', what: 'contributions without a speaker', kept: true },
      { record: 'a', what: 'contributions without text', kept: true },
      { record: 'b', what: 'a turn that is no number', kept: false },
      { record: 'c', what: 'two contributions with the same turn', kept: false },
      { record: 'd', what: 'nothing was said', kept: false },
    ])
  })

  test('a conversation in two files is left out, since its order cannot be known', () => {
    const { told, problems } = csv.read({ 'a.csv': `${head}\nx,p,one\ny,p,one\n`, 'b.csv': `${head}\nx,q,two\n` })
    expect(told.map(({ key }) => key)).toEqual(['y'])
    expect(problems).toEqual([{ record: 'x', what: 'a conversation that stands in two files', kept: false }])
  })

  test.each([
    [
      'conversation;speaker;text\na;b;c\n',
      /talks.csv lacks the columns conversation, speaker, text; it has conversation;speaker;text/,
    ],
    ['conversation,text\na,b\n', /lacks the column speaker/],
    [`${head}\n`, /talks.csv has no rows/],
    [`${head},text\na,b,c,d\n`, /the column text stands there twice/],
    [`${head}\na,b,"cut off`, /talks.csv is not a whole table: .*quote/i],
    [`${head}\na,b\n`, /talks.csv is not a whole table: .*length/i],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })

  test('a very long text and many speakers are taken as they are', () => {
    const long = 'word '.repeat(20_000)
    const rows = Array.from({ length: 300 }, (_, i) => `a,p${i},${i === 5 ? long : 'hi'}`)
    const { told, problems } = read(`${head}\n${rows.join('\n')}\n`)
    expect(problems).toEqual([])
    expect(Object.keys(openingOf(told[0]!.episode).seats)).toHaveLength(300)
    const crowd = read(`${head}\n${Array.from({ length: 1001 }, (_, i) => `a,p${i},hi`).join('\n')}\n`)
    expect(crowd.problems).toEqual([{ record: 'a', what: 'more than 1000 speakers', kept: false }])
  })
})
