import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Instrument, openingOf } from 'suasion'
import { csv } from 'suasion/corpora'
import { participation, stance } from 'suasion/instruments'
import { persuadeeActs } from 'suasion/parsers'
import { sharesCorrected } from 'suasion/statistics'
import { beforeAll, describe, expect, test } from 'vitest'
import { readCorpus } from '../../src/lab/corpora.ts'
import { importCorpus } from '../../src/lab/import.ts'
import { correctedShares } from '../../src/lab/measure/corrected.ts'
import { readInstrument } from '../../src/lab/measure/instruments.ts'
import { columnSummaries, measure } from '../../src/lab/measure/measured.ts'
import { rowsWhere } from '../../src/lab/measure/where.ts'
import { openRun } from '../../src/lab/open.ts'
import type { Run } from '../../src/lab/record.ts'
import { protocolOf } from '../../src/lab/report/transcripts.ts'
import { run } from '../../src/lab/run.ts'
import { built, scratch, suasion } from './command-line.ts'
import { pokerStudy } from './fixture.ts'
import { writeTalks } from './talks.ts'

const talks = async (): Promise<Run> => {
  const folder = scratch()
  const path = writeTalks(folder)
  await importCorpus(csv, readCorpus(csv, path), { path, folder: join(folder, 'r') })
  return openRun(join(folder, 'r'))
}
const named = (text: string, of: Run) => readInstrument(text, of, protocolOf(of, of.stored[0]!))

describe('talk that a parser reads', () => {
  test('is counted by label, and shares are corrected for the reader', async () => {
    const made = await talks()
    const instrument = await named('labelled(parser=persuadee)', made)
    const { rows } = measure(made, [instrument])
    expect(rows.length).toBe(24)
    const texts = rows.reduce((sum, row) => sum + Number(row['texts']), 0)
    const thanks = rows.reduce((sum, row) => sum + Number(row['read thank']), 0)
    const shares = correctedShares([instrument], rows)
    const thank = shares.find(({ label }) => label === 'thank')!
    expect(thank.read).toBeCloseTo(thanks / texts, 12)
    expect(thank.corrected).toEqual(sharesCorrected(thanks, texts, persuadeeActs.card.labels['thank']!))
    expect(correctedShares([participation()], rows)).toEqual([])
    await expect(named('labelled(parser=nobody)', made)).rejects.toThrow('there is no parser called nobody')
    await expect(named('labelled', made)).rejects.toThrow('What can be set of labelled')
    await expect(named('labelled(parser=persuadee-acts,per=word)', made)).rejects.toThrow('per')
  })
})

describe('an instrument on a run', () => {
  test('reads the logs again, with conditions and facts', async () => {
    const made = await talks()
    const { rows, read, reasons } = measure(made, [participation()])
    expect([rows.length, read, reasons]).toEqual([24, 12, {}])
    expect(rows).toEqual(made.rows)
    const [first] = rows
    const said = made.stored[0]!.episode.flatMap((event) =>
      event.kind === 'act' && event.seat === first!['seat'] ? [String(event.act['text'])] : [],
    )
    expect(first!['words']).toBe(said.join(' ').split(' ').length)
    expect(first!['topic']).toBe('ale')
  })

  test('that asks what nobody was asked is refused, with the reason', async () => {
    const made = await talks()
    expect(() => measure(made, [stance({ of: 'listener' })])).toThrow(
      /stance asks listener, and the roles and seats of this run are speaker, speaker1, speaker2/,
    )
    expect(() => measure(made, [stance({ of: 'speaker' })])).toThrow(
      /nobody in this run was asked that: what people were not asked cannot be read afterwards/,
    )
    const judged: Instrument = { name: 'judged', columns: {}, judge: () => null as never, read: () => ({}) }
    expect(() => measure(made, [judged])).toThrow(/judged asks a judge, and this run holds no judgement of it/)
  })

  test('that throws on some episodes loses those, counted, and on all is refused', async () => {
    const made = await talks()
    const picky: Instrument = {
      name: 'picky',
      columns: { odd: 'x' },
      read: (episode) => {
        if (Number(openingOf(episode).key.split(' ')[1]) % 2) throw new Error('odd talks are not for me')
        return { odd: 1 }
      },
    }
    expect(measure(made, [picky])).toMatchObject({ episodes: 12, read: 6, reasons: { 'odd talks are not for me': 6 } })
    const never: Instrument = {
      ...picky,
      read: () => {
        throw new Error('no')
      },
    }
    expect(() => measure(made, [never])).toThrow(/picky cannot read this run: no \(12 episodes\)/)
    const lost: Instrument = { ...picky, read: () => ({ odd: Number.NaN }) }
    expect(() => measure(made, [lost])).toThrow(/talk 0: odd is NaN; an instrument reads null/)
  })

  test('of a played run leaves out what is unusable, and reads its probes', async () => {
    const made = await run(pokerStudy(4))
    const broken = made.stored.map((each, i) =>
      i
        ? each
        : {
            ...each,
            episode: each.episode.map((event) => (event.kind === 'close' ? { ...event, flags: ['refusal'] } : event)),
          },
    )
    const { rows, reasons } = measure({ ...made, stored: broken }, [await named('payoffs', made)])
    expect(reasons).toEqual({ refusal: 1 })
    expect(rows).toHaveLength(6)
    const none = made.stored.map((each) => ({ ...each, episode: broken[0]!.episode }))
    expect(() => measure({ ...made, stored: none }, [participation()])).toThrow(
      /nothing to measure: no episode of this run is usable/,
    )
  })
})

describe('an instrument by its name', () => {
  let made: Run
  beforeAll(async () => {
    made = await talks()
  })

  test('is one the study reads, one of the catalogue with options, or the default export of a file', async () => {
    expect(await named('participation', made)).toBe(made.study.instruments[0])
    expect((await named('participation(field=text)', made)).columns['words']).toBe('words in them')
    expect((await named('acts-used(fields={})', made)).columns).toHaveProperty('silent_count')
    const path = join(scratch(), 'own.ts')
    writeFileSync(path, "export default () => ({ name: 'own', columns: { a: 'one' }, read: () => ({ a: 1 }) })\n")
    expect((await named(path, made)).name).toBe('own')
    writeFileSync(path, 'export default 4\n')
    await expect(named(path, made)).rejects.toThrow(/has no instrument as its default export/)
  })

  test.each([
    ['stance', /stance: .*\n.*of[\s\S]*What can be set of stance: of \(the role or seat/],
    ['stance(of=speaker, point=5)', /Unrecognized key: "point"/],
    ['stance(speaker)', /the options of stance takes name=value, not "speaker"/],
    ['bargaining', /needs functions that know the rules of conversation.*export default bargaining/],
    ['stanec(of=x)', /no instrument called stanec; did you mean stance\?/],
    ['acts-used(fields={"shout":["x"]})', /has no move called shout; it has say, silent/],
    ['promises(promise=say, deed=say.text)', /write MOVE.FIELD/],
  ])('%s is refused in words', async (text, message) => {
    await expect(named(text, made)).rejects.toThrow(message)
  })
})

describe('rows', () => {
  const rows = [
    { trial: 'a', pair: 'a', item: null, replicate: 0, x: 1, who: 'ann', ok: true },
    { trial: 'a', pair: 'a', item: null, replicate: 0, x: 3, who: 'bob', ok: false },
    { trial: 'b', pair: 'b', item: null, replicate: 1, x: null, who: 'ann', ok: true },
  ]
  test.each([
    [['x>1'], [1]],
    [['x>=1', 'who=ann'], [0]],
    [['who!=ann'], [1]],
    [['ok=true'], [0, 2]],
    [['x='], [2]],
    [['x!='], [0, 1]],
    [['x < 2'], [0]],
  ])('where %j', (conditions, left) => {
    expect(rowsWhere(rows, conditions)).toEqual(left.map((i) => rows[i]))
  })

  test('conditions that mean nothing are refused', () => {
    expect(() => rowsWhere(rows, ['who'])).toThrow(/--where takes COLUMN=VALUE/)
    expect(() => rowsWhere(rows, ['whom=ann'])).toThrow(/no column called whom; did you mean who\?/)
    expect(() => rowsWhere(rows, ['x<ann'])).toThrow(/< compares with a number, not "ann"/)
  })

  test('are summed up by column: means over episodes, truths as shares, texts by their values', () => {
    const [x, who, ok] = columnSummaries(rows, () => null, ['x', 'who', 'ok'])
    expect(x).toMatchObject({ n: 2, missing: 1, range: [1, 3], sd: Math.SQRT2 })
    expect(x!.mean).toMatchObject({ value: 2, n: 1 })
    expect(who).toMatchObject({
      mean: null,
      values: [
        ['ann', 2],
        ['bob', 1],
      ],
    })
    expect(ok!.mean!.value).toBe(0.75)
  })
})

describe.skipIf(!built)('suasion measure', () => {
  test('prints each column, writes the rows, and gives them as JSON', async () => {
    const folder = scratch()
    writeTalks(folder)
    await suasion(folder, 'import', 'csv', 'talks.csv', '--out', 'r')
    const text = await suasion(
      folder,
      'measure',
      'r',
      '--where',
      'role=host',
      '--where',
      'words>20',
      '--out',
      'rows.csv',
    )
    expect(text.code).toBe(0)
    expect(text.out).toMatch(/12 episodes, 12 read\n\d+ rows? of 24, where role=host and words>20/)
    const rows = readFileSync(join(folder, 'rows.csv'), 'utf8').trim().split('\n')
    expect(rows[0]).toMatch(/^trial,pair,item,replicate,.*seat,contributions,words,/)
    const { out } = await suasion(folder, 'measure', 'r', '--where', 'role=host', '--where', 'words>20', '--json')
    const document = JSON.parse(out)
    expect(document.rows).toHaveLength(rows.length - 1)
    expect(document.rows.every((row: { role: string; words: number }) => row.role === 'host' && row.words > 20)).toBe(
      true,
    )
    const both = await suasion(
      folder,
      'measure',
      'r',
      '--instrument',
      'participation',
      '--instrument',
      'acts-used',
      '--json',
    )
    expect(JSON.parse(both.out).rows[0]).toMatchObject({ contributions: 4, say_count: 4, role: 'host' })
  })

  test.each([
    [['measure', 'nowhere'], /nowhere is no run/],
    [['measure', 'r', '--where', 'role=nobody'], /no row of 24 is left where role=nobody/],
    [['measure', 'r', '--out', 'x.txt'], /--out takes a file that ends in .csv/],
    [['measure', 'r', '--out', 'no/x.csv'], /cannot write no\/x.csv/],
  ])('%j says what would be right', async (args, message) => {
    const folder = scratch()
    writeTalks(folder)
    await suasion(folder, 'import', 'csv', 'talks.csv', '--out', 'r')
    const { code, err } = await suasion(folder, ...args)
    expect(err).toMatch(message)
    expect([2, 4]).toContain(code)
  })
})
