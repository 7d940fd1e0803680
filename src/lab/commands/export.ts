import { join } from 'node:path'
import type { Command } from '../command.ts'
import { Misuse } from '../misuse.ts'

export default {
  name: 'export',
  about: 'Write a run as tidy tables with a codebook: one row per subject, act, probe, episode and assignment.',
  words: ['run'],
  options: {
    format: { type: 'string', hint: 'csv|parquet|both', about: 'the files to write (both)' },
    out: { type: 'string', hint: 'FOLDER', about: 'where to write them (tables in the run)' },
    json: { type: 'boolean', about: 'print the paths of the files as a JSON list' },
  },
  examples: [['suasion export runs/a --format csv', 'for R, Python or a spreadsheet']],
  run: async (given, desk) => {
    const format = given.text('format') ?? 'both'
    if (format !== 'csv' && format !== 'parquet' && format !== 'both')
      throw new Misuse(`--format is csv, parquet or both, not ${format}`)
    const [{ openRun }, { exportRun }] = await Promise.all([import('../open.ts'), import('../export.ts')])
    const folder = given.words[0]!
    const files = await exportRun(await openRun(folder), {
      folder: given.text('out') ?? join(folder, 'tables'),
      format,
    })
    desk.output.write(given.flag('json') ? `${JSON.stringify(files, null, 2)}\n` : `${files.join('\n')}\n`)
    return 0
  },
} satisfies Command
