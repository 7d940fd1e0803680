import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, test } from 'vitest'
import { exportRun } from '../../src/lab/export.ts'
import { tablesOf } from '../../src/lab/report/tables.ts'
import { run } from '../../src/lab/run.ts'
import { pokerStudy } from './fixture.ts'
import { toldRun } from './told-study.ts'

const root = mkdtempSync(join(tmpdir(), 'export-'))
afterAll(() => rmSync(root, { recursive: true }))

const awkward = '=HYPERLINK("http://evil")\n"quoted", comma; ünïcode 🙂 \u0000 end'

const readParquet = async (path: string): Promise<Record<string, unknown>[]> => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const reader = await connection.runAndReadAll(`SELECT * FROM '${path.replaceAll("'", "''")}'`)
  return reader.getRowObjectsJS()
}

describe('an export', () => {
  test('reads back from Parquet as it was', async () => {
    const made = await toldRun({ perCell: 5, text: awkward })
    const folder = join(root, "it's here")
    const written = await exportRun(made, { folder, format: 'both' })
    expect(readdirSync(folder).sort()).toEqual([
      'acts.csv',
      'acts.parquet',
      'codebook.json',
      'codebook.md',
      'episodes.csv',
      'episodes.parquet',
      'estimates.csv',
      'estimates.md',
      'estimates.parquet',
      'probes.csv',
      'probes.parquet',
      'rows.csv',
      'rows.parquet',
    ])
    expect([...written].sort()).toEqual(
      readdirSync(folder)
        .sort()
        .map((name) => join(folder, name)),
    )
    for (const { name, columns, rows } of tablesOf(made)) {
      const back = await readParquet(join(folder, `${name}.parquet`))
      expect(back).toEqual(
        rows.map((row) => Object.fromEntries(columns.map((column) => [column.name, row[column.name] ?? null]))),
      )
    }
    const acts = await readParquet(join(folder, 'acts.parquet'))
    expect(acts).toHaveLength(60)
    expect(acts[0]).toMatchObject({
      seat: 'ada',
      role: 'persuader',
      mind: 'teller',
      turn: 0,
      move: 'say',
      text: awkward,
      truthful: true,
    })
    expect(typeof acts[1]!['warmth']).toBe('number')
  })

  test('in CSV runs nothing in a spreadsheet, and keeps numbers, gaps and empty text apart', async () => {
    const made = await toldRun({ perCell: 2, text: awkward })
    const rows = made.rows.map((row, i) => ({
      ...row,
      said: ['', '-1 and on', '\tx', '＝1', 'plain', null][i]!,
      pre: i === 1 ? null : i === 2 ? -3 : row['pre']!,
    }))
    const folder = join(root, 'csv')
    await exportRun({ ...made, rows }, { folder, format: 'csv' })
    expect(readdirSync(folder).some((name) => name.endsWith('.parquet'))).toBe(false)
    const text = readFileSync(join(folder, 'rows.csv'), 'utf8')
    const back: Record<string, string>[] = parse(text, { columns: true })
    expect(back.map(({ said }) => said)).toEqual(['', "'-1 and on", "'\tx", "'＝1", 'plain', ''])
    expect(back[1]!['pre']).toBe('')
    expect(back[2]!['pre']).toBe('-3')
    const lines = text.trimEnd().split('\n')
    expect(lines[1]).toMatch(/,""(,|$)/)
    expect(lines[6]).toMatch(/,(,|$)/)
    expect(lines[6]).not.toContain('""')
    const acts: Record<string, string>[] = parse(readFileSync(join(folder, 'acts.csv'), 'utf8'), { columns: true })
    expect(acts[0]!['text']).toBe(`'${awkward}`)
  })

  test('describes every column', async () => {
    const made = await toldRun({ perCell: 5 })
    const folder = join(root, 'codebook')
    await exportRun(
      { ...made, rows: made.rows.map((row, i) => (i ? row : { ...row, post: null })) },
      { folder, format: 'csv' },
    )
    const { tables, seed } = JSON.parse(readFileSync(join(folder, 'codebook.json'), 'utf8'))
    expect(seed).toBe('1')
    const columnsOf = (name: string): Record<string, Record<string, unknown>> =>
      Object.fromEntries(
        tables
          .find((table: { name: string }) => table.name === name)
          .columns.map((column: { name: string }) => [column.name, column]),
      )
    expect(columnsOf('rows')['post']).toMatchObject({
      type: 'number',
      meaning: 'agreement after, 1 to 7 (stance)',
      missing: 1,
    })
    expect(columnsOf('rows')['appeal']).toMatchObject({
      type: 'text',
      levels: ['none', 'personal', 'plain'],
      missing: 0,
    })
    expect(columnsOf('rows')['manipulative']).toMatchObject({ type: 'boolean', levels: [false, true] })
    expect(columnsOf('acts')['truthful']).toMatchObject({
      type: 'boolean',
      meaning: 'field of say: whether the speaker believes it',
      missing: 30,
    })
    expect(columnsOf('acts')['warmth']!['range']).toEqual([0.25, 0.75])
    expect(columnsOf('probes')['asked']!['levels']).toEqual(['How far do you agree? (1 = not, 7 = fully)'])
    expect(columnsOf('probes')['answer_number']!['type']).toBe('number')
    expect(columnsOf('episodes')['payoff_ada']).toMatchObject({ meaning: 'what ada got', range: [4, 4] })
    for (const table of tables) for (const { meaning } of table.columns) expect(meaning).not.toBe('not described')
    const text = readFileSync(join(folder, 'codebook.md'), 'utf8')
    expect(text).toContain('| post | number | agreement after, 1 to 7 (stance) |')
    expect(text).toContain('\\<b\\>A study of nobody')
  })

  test('has a row for every episode, analysed or not', async () => {
    const made = await toldRun({ perCell: 2 })
    const stored = made.stored.map((each, i) =>
      i
        ? each
        : {
            ...each,
            episode: each.episode.map((event) => (event.kind === 'close' ? { ...event, flags: ['refusal'] } : event)),
          },
    )
    const rows = made.rows.filter(({ trial }) => trial !== stored[0]!.key)
    const episodes = tablesOf({ ...made, stored, rows }).find(({ name }) => name === 'episodes')!
    expect(episodes.rows.map(({ usable, analysed, flags }) => [usable, analysed, flags])[0]).toEqual([
      false,
      false,
      'refusal',
    ])
    expect(episodes.rows[1]).toMatchObject({ usable: true, analysed: true, flags: null, turns: 4, mind_ada: 'teller' })
  })

  test('of a run without probes has an empty table, and of one without episodes too', async () => {
    const poker = await run(pokerStudy(3))
    const folder = join(root, 'poker')
    await exportRun(poker, { folder, format: 'csv' })
    expect(tablesOf(poker).find(({ name }) => name === 'probes')!.rows).toEqual([])
    await expect(
      exportRun({ ...poker, stored: [], rows: [] }, { folder: join(root, 'empty'), format: 'both' }),
    ).resolves.toHaveLength(13)
  })

  test('refuses an unknown format and a number no table can hold', async () => {
    const made = await toldRun({ perCell: 1 })
    await expect(exportRun(made, { folder: root, format: 'xlsx' as never })).rejects.toThrow(
      'csv, parquet or both, not xlsx',
    )
    const rows = made.rows.map((row) => ({ ...row, post: Number.NaN }))
    await expect(exportRun({ ...made, rows }, { folder: root, format: 'csv' })).rejects.toThrow(
      'rows, row 1, column post is NaN',
    )
  })
})
