import { join } from 'node:path'
import type { Command } from '../command.ts'
import { writeAsked } from '../disk-error.ts'

export default {
  name: 'report',
  about: 'Write the report of a run: one HTML file with its plots and transcripts.',
  words: ['run'],
  options: {
    out: { type: 'string', hint: 'FILE.html', about: 'where to write it (report.html in the run)' },
    json: { type: 'boolean', about: 'print the same fields in the same order as JSON, and write no file' },
    transcripts: { type: 'string', hint: 'N', about: 'how many episodes to show in full (60)' },
  },
  examples: [
    ['suasion report runs/salvi-2024-conversational-persuasion-1a2b3c4d', 'then open report.html in a browser'],
  ],
  run: async (given, desk) => {
    const [{ openRun }, { summarise }, { renderReport }] = await Promise.all([
      import('../open.ts'),
      import('../summary.ts'),
      import('../report.ts'),
    ])
    const folder = given.words[0]!
    const opened = await openRun(folder)
    const summary = summarise(opened)
    if (given.flag('json')) {
      desk.output.write(`${JSON.stringify(summary, null, 2)}\n`)
      return 0
    }
    const transcripts = given.number('transcripts')
    const path = given.text('out') ?? join(folder, 'report.html')
    const html = await renderReport(summary, opened, transcripts === undefined ? {} : { transcripts })
    writeAsked(path, html)
    desk.output.write(`${path}\n`)
    return 0
  },
} satisfies Command
