import { join } from 'node:path'
import { demo } from '../../catalogue.ts'
import type { Command } from '../command.ts'
import { progressLine } from './run.ts'

export default {
  name: 'demo',
  about: 'Run the first study on formal minds, offline, and write its report: what npm start does.',
  words: [],
  options: {},
  examples: [['suasion demo', 'a real experiment in a few seconds, with its published estimate beside it']],
  run: async (_given, desk) => {
    const [{ loadStudy }, { run }, { summarise }, { renderText }, { renderReport }, { writeFileSync }] =
      await Promise.all([
        import('../load.ts'),
        import('../run.ts'),
        import('../summary.ts'),
        import('../text.ts'),
        import('../report.ts'),
        import('node:fs'),
      ])
    const { study } = await loadStudy(demo)
    const line = progressLine(desk)
    const folder = join('runs', 'demo')
    const ended = await run(study, { folder, signal: desk.signal, onProgress: line.show }).finally(line.clear)
    const summary = summarise(ended)
    desk.output.write(renderText(summary, desk.colour))
    if (ended.stopped) return 130
    const path = join(folder, 'report.html')
    writeFileSync(path, await renderReport(summary, ended, {}))
    desk.output.write(
      `\nThe report, with plots and every transcript: ${path}\nAll studies, protocols and minds: suasion ls (in this clone: npx suasion ls)\n`,
    )
    return 0
  },
} satisfies Command
