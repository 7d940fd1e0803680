import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { equilibrium, honest, kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { describe, expect, test } from 'vitest'
import { png, standalone } from '../../src/lab/figures/file.ts'
import { drawFlow } from '../../src/lab/figures/flow.ts'
import { drawForest } from '../../src/lab/figures/forest.ts'
import { drawMeans } from '../../src/lab/figures/means.ts'
import { figuresOf, ladderOf } from '../../src/lab/figures.ts'
import { drawCalibration } from '../../src/lab/report/calibration-chart.ts'
import { loadDraw } from '../../src/lab/report/draw.ts'
import { estimatesTable, markdownOf } from '../../src/lab/report/estimates-table.ts'
import { run } from '../../src/lab/run.ts'
import { summarise } from '../../src/lab/summary.ts'
import { tournament } from '../../src/lab/tournament.ts'
import { built, scratch, suasion } from './command-line.ts'
import { pokerStudy } from './fixture.ts'
import { toldRun } from './told-study.ts'

const titleOf = (svg: string): string => /<title>([^<]*)<\/title>/.exec(svg)![1]!

describe('the figures of a run', () => {
  test('draw its flow, its estimates and the means of what was read along its factors', async () => {
    const made = await toldRun({ perCell: 8 })
    const figures = await figuresOf(made, summarise(made))
    const names = figures.map(({ name }) => name)
    expect(names[0]).toBe('flow')
    expect(names.some((name) => name.startsWith('forest-'))).toBe(true)
    // The numbers that the picture says of the cells are the means of those cells' rows.
    const means = figures.find(({ name }) => name.startsWith('post-by'))!
    const factor = Object.keys(made.manifest.factors).find(
      (name) => new Set(made.rows.map((row) => row[name])).size > 1,
    )!
    const said = titleOf(means.svg)
      .split('; ')
      .map((text) => Number(/: (−?[\d.]+)(?: \[[^\]]*\])?$/.exec(text)![1]!.replace('−', '-')))
    const own = made.manifest.factors[factor]!.map((level) => {
      const values = made.rows.filter((row) => row[factor] === level).map((row) => Number(row['post']))
      return values.reduce((sum, each) => sum + each, 0) / values.length
    })
    expect(said).toHaveLength(own.length)
    for (const [i, mean] of own.entries()) expect(said[i]).toBeCloseTo(mean, 1)
    for (const { svg } of figures) {
      expect(svg).not.toMatch(/NaN|undefined|url\(/)
      expect(standalone(svg)).not.toMatch(/var\(--|currentColor/)
    }
  })

  test('refuse a column, a factor or a pair of columns that are not there, with the nearest', async () => {
    const made = await toldRun({ perCell: 4 })
    const summary = summarise(made)
    await expect(figuresOf(made, summary, { column: 'pots' })).rejects.toThrow(
      '--column: the rows have no column pots; did you mean post?',
    )
    await expect(figuresOf(made, summary, { along: 'nothing at all' })).rejects.toThrow(
      '--along: the rows have no column',
    )
    await expect(figuresOf(made, summary, { forecast: 'pre' })).rejects.toThrow('needs both --forecast and --outcome')
    await expect(figuresOf(made, summary, { forecast: 'pre', outcome: 'post' })).rejects.toThrow(
      'pre must be a probability',
    )
  })

  test('of a run with one condition still show its flow', async () => {
    const poker = await run(pokerStudy(4))
    const figures = await figuresOf(poker, summarise(poker))
    expect(figures.map(({ name }) => name)).toContain('flow')
  })

  test('flow says why episodes were left out, and where', () => {
    const flow = { assigned: 100, started: 90, completed: 80, valid: 70, analysed: 69, flags: {} }
    const reasons = {
      'not yet started': 10,
      'started, not finished': 10,
      refusal: 7,
      absent: 3,
      'no instrument could read it': 1,
    }
    const svg = drawFlow({ ...flow, reasons })
    expect(titleOf(svg)).toBe('Flow of episodes: assigned 100, started 90, completed 80, valid 70, analysed 69')
    expect(svg.match(/left out: \d+/g)).toEqual(['left out: 10', 'left out: 10', 'left out: 10', 'left out: 1'])
    expect(svg.indexOf('refusal: 7')).toBeGreaterThan(svg.indexOf('started, not finished: 10'))
    expect(drawFlow({ ...flow, reasons: { '<b>&': 3, ...reasons } })).not.toContain('<b>&')
  })

  test('refuse what no axis can show', async () => {
    const { plot, draw } = await loadDraw()
    const forest = drawForest(plot, draw)
    expect(() => forest('Ratios', [{ name: 'x', value: 0, beside: null }], { ratio: true })).toThrow(
      'x is 0, which no ratio axis can show',
    )
    expect(() => forest('Nothing', [])).toThrow('needs at least one estimate')
    expect(forest('One', [{ name: 'x', value: 2, interval: [Number.NEGATIVE_INFINITY, 3], beside: null }])).not.toMatch(
      /NaN|Infinity"/,
    )
    const cell = (line: string) => ({ along: 'a', line, mean: { value: 1, n: 2, estimator: 'mean' } })
    expect(() =>
      drawMeans(plot, draw)('Many', 'abcdefg'.split('').map(cell), { along: 'x', by: 'y', column: 'z' }),
    ).toThrow('at most 6 lines')
    const empty = { title: 'Empty', forecast: 'p', happened: 'y', points: [] }
    expect(() => drawCalibration(plot, draw)(empty, { width: 300, height: 300 })).toThrow('no forecast')
  })
})

test('names too long to stand side by side stand below each other, and nothing joins what has no order', async () => {
  const { plot, draw } = await loadDraw()
  const cell = (along: string, value: number) => ({
    along,
    line: null,
    mean: { value, interval: [value - 1, value + 1] as const, n: 9, estimator: 'mean' },
  })
  const drawn = (names: readonly string[]) =>
    drawMeans(plot, draw)('Means', names.map(cell), { along: 'arm', by: null, column: 'y' })
  const long = drawn(['one & <two>', 'a name that is long', 'another name that is long', 'and one more of them'])
  expect(long).not.toMatch(/aria-label="line"/)
  expect(titleOf(long)).toContain('arm a name that is long: 1.00 [0, 2.00]')
  // In a file of XML neither & nor < may stand bare, in a name as in an attribute.
  expect(standalone(long)).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#)|="[^"]*</)
  expect(drawn(['one', 'two'])).toMatch(/aria-label="line"/)
})

test('what is the same in every cell is not drawn as its rounding', async () => {
  const made = await toldRun({ perCell: 8 })
  const rows = made.rows.map((row, i) => ({ ...row, post: 0.25 + (i % 3) * 1e-16 }))
  const names = (await figuresOf({ ...made, rows }, summarise(made))).map(({ name }) => name)
  expect(names.some((name) => name.startsWith('post-by'))).toBe(false)
})

test('the ladder of a tournament ranks its ratings', async () => {
  const standings = await tournament(kuhnPoker, {
    minds: [equilibrium(), honest()],
    rounds: 6,
    seed: 'ladder',
    swap: true,
  })
  const { svg, title } = await ladderOf(standings)
  expect(title).toBe(standings.rankedBy === 'rating' ? 'Ratings' : 'Mean payoffs')
  expect(titleOf(svg)).toContain(`1. ${standings.standings[0]!.name}`)
})

test('a figure becomes a PNG with words in it', async () => {
  const made = await toldRun({ perCell: 4 })
  const [flow] = await figuresOf(made, summarise(made))
  const picture = await png(flow!.svg, 1)
  expect([...picture.slice(1, 4)]).toEqual([...'PNG'].map((letter) => letter.charCodeAt(0)))
  expect(picture.length).toBeGreaterThan(4000)
})

test('the estimates as Markdown keep every row, and escape what would break a table', async () => {
  const made = await toldRun({ perCell: 4 })
  const table = estimatesTable(summarise(made))
  const text = markdownOf({ ...table, rows: [...table.rows, { estimate: 'a | b\nc', value: 1 }] })
  const lines = text.trim().split('\n')
  expect(lines).toHaveLength(4 + table.rows.length + 1)
  expect(lines.at(-1)).toContain('a \\| b c')
})

describe.skipIf(!built)('suasion figures', () => {
  test('writes files, and refuses what it cannot do', async () => {
    const cwd = scratch()
    await suasion(cwd, 'run', 'gupta-2025', '--n', '32', '--out', 'run')
    const drawn = await suasion(cwd, 'figures', 'run', '--column', 'survival', '--format', 'both')
    expect(drawn).toMatchObject({ code: 0 })
    for (const path of drawn.out.trim().split('\n')) expect(existsSync(join(cwd, path))).toBe(true)
    expect(readFileSync(join(cwd, 'run/figures/flow.svg'), 'utf8')).toMatch(/^<svg /)
    expect((await suasion(cwd, 'figures', 'run', '--format', 'pdf')).err).toContain('svg, png or both, not pdf')
    expect((await suasion(cwd, 'figures', 'run', '--scale', '0')).err).toContain('0.5 to 10')
    expect((await suasion(cwd, 'figures', 'nowhere')).err).toContain('is no run')
  })
})
