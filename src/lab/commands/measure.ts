import type { Command } from '../command.ts'
import { measureRunOptions } from '../measure/run-options.ts'
import { Misuse } from '../misuse.ts'

export default {
  name: 'measure',
  about: 'Run instruments on the episodes of a run or of imported conversations: each column in short, and the rows.',
  words: ['run'],
  options: measureRunOptions,
  examples: [
    ['suasion measure runs/a', "what the run's own instruments read"],
    [
      'suasion measure runs/a --instrument "stance(of=listener)" --where opponent=ai',
      'another instrument, on some rows',
    ],
    ['suasion measure runs/a --instrument ./my-instrument.ts --out rows.csv', 'an instrument of your own'],
  ],
  run: async (given, desk) => {
    const [what] = given.words
    if (/\.(csv|tsv|parquet)$/i.test(what!))
      throw new Misuse(
        `suasion measure takes the folder of a run, and ${what} is a table; suasion import csv reads tables of conversations`,
      )
    const { measureRun } = await import('../measure/run.ts')
    return measureRun(given, desk)
  },
} satisfies Command
