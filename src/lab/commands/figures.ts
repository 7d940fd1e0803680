import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from '../command.ts'
import { makeFolder, writeAsked } from '../disk-error.ts'
import { Misuse } from '../misuse.ts'

export default {
  name: 'figures',
  about: 'Draw a run or a tournament as picture files: flow, forest plots, means along its factors, ratings.',
  words: ['run'],
  options: {
    column: {
      type: 'string',
      hint: 'NAME',
      about: 'the column whose means are drawn (every one its instruments read)',
    },
    along: { type: 'string', hint: 'FACTOR', about: 'the factor along the axis (numbers make it an effect over dose)' },
    by: { type: 'string', hint: 'FACTOR', about: 'the factor that makes the lines' },
    forecast: {
      type: 'string',
      hint: 'NAME',
      about: 'a column of probabilities, for a reliability diagram with --outcome',
    },
    outcome: { type: 'string', hint: 'NAME', about: 'the column of what came about, 0 or 1' },
    format: { type: 'string', hint: 'svg|png|both', about: 'the files to write (svg)' },
    scale: { type: 'string', hint: 'K', about: 'pixels to a unit of a PNG (3)' },
    out: { type: 'string', hint: 'FOLDER', about: 'where to write them (figures in the run)' },
  },
  examples: [
    ['suasion figures runs/a', 'every picture of the run as SVG'],
    ['suasion figures runs/a --column change --along opponent --by personalised --format png', 'one interaction'],
  ],
  run: async (given, desk) => {
    const format = given.text('format') ?? 'svg'
    if (format !== 'svg' && format !== 'png' && format !== 'both')
      throw new Misuse(`--format is svg, png or both, not ${format}`)
    const scale = given.number('scale', 'any') ?? 3
    if (!(scale >= 0.5 && scale <= 10)) throw new Misuse(`--scale is a number from 0.5 to 10, not ${scale}`)
    const folder = given.words[0]!
    const [{ figuresOf, ladderOf }, { standalone, png }] = await Promise.all([
      import('../figures.ts'),
      import('../figures/file.ts'),
    ])
    const figures = existsSync(join(folder, 'tournament.json'))
      ? [await ladderOf((await import('../tournament.ts')).readTournament(folder))]
      : await import('../open.ts').then(async ({ openRun }) => {
          const [run, { summarise }] = await Promise.all([openRun(folder), import('../summary.ts')])
          const text = (name: string) => {
            const value = given.text(name)
            return value === undefined ? {} : { [name]: value }
          }
          return figuresOf(
            run,
            summarise(run),
            Object.assign({}, ...['column', 'along', 'by', 'forecast', 'outcome'].map(text)),
          )
        })
    const out = given.text('out') ?? join(folder, 'figures')
    makeFolder(out)
    const write = (name: string, content: string | Uint8Array): void => {
      desk.output.write(`${writeAsked(join(out, name), content)}\n`)
    }
    for (const { name, svg } of figures) {
      if (format !== 'png') write(`${name}.svg`, standalone(svg))
      if (format !== 'svg') write(`${name}.png`, await png(svg, scale))
    }
    return 0
  },
} satisfies Command
