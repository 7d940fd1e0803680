import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLines, readLines } from '../../src/lab/store.ts'

const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'suasion-lines-')), 'lines.ndjson')

test('lines that are committed together are in the file when they are told to be, in their order', async () => {
  const path = fresh()
  const lines = openLines(path)
  const first = [1, 2, 3].map((n) => lines.commit({ n }))
  lines.write({ n: 0 })
  expect(readLines(path)).toEqual([{ n: 0 }])
  await first[1]
  expect(readLines(path)).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }])
  await lines.commit({ n: 4 })
  expect(readLines(path)).toHaveLength(5)
  lines.close()
})

test('what was committed but not yet told of is written before the file is closed, or cleaned', async () => {
  const path = fresh()
  const lines = openLines(path)
  const cleaned = [lines.commit({ n: 1 }), lines.commit({ n: 2 })]
  lines.keep(({ n }: { n: number }) => n !== 1)
  expect(readLines(path)).toEqual([{ n: 2 }])
  const last = lines.commit({ n: 3 })
  lines.close()
  await Promise.all([...cleaned, last])
  expect(readFileSync(path, 'utf8').endsWith('{"n":2}\n{"n":3}\n')).toBe(true)
})

test('the file is synced at most once a second, and writing goes on meanwhile', async () => {
  const path = fresh()
  let at = 0
  const lines = openLines(path, { now: () => at })
  for (let n = 0; n < 50; n++) {
    at += 700
    await lines.commit({ n })
  }
  lines.close()
  expect(readLines(path)).toHaveLength(50)
})

test('what comes after the file was closed is refused, not written into whatever has its number then', async () => {
  const path = fresh()
  const lines = openLines(path)
  lines.close()
  const other = openLines(fresh())
  expect(() => lines.write({ n: 1 })).toThrow(/lines\.ndjson is closed/)
  await expect(lines.commit({ n: 2 })).rejects.toThrow(/is closed/)
  other.close()
  expect(readLines(path)).toEqual([])
})

test('lines of any size and script are written whole', async () => {
  const path = fresh()
  const lines = openLines(path)
  const texts = ['é'.repeat(43_000), '🙂'.repeat(30_000), 'x'.repeat(400_000), '']
  await Promise.all(texts.map((text) => lines.commit({ text })))
  for (const text of texts) lines.write({ text })
  lines.close()
  expect(readLines<{ text: string }>(path).map(({ text }) => text)).toEqual([...texts, ...texts])
})
