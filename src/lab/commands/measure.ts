import type { Command } from '../command.ts'
import { tableOptions } from '../measure/options.ts'
import { measureRunOptions } from '../measure/run-options.ts'

export default {
  name: 'measure',
  about:
    'Run instruments on a run or on imported conversations; or fit a model to any table by a formula, with tests, checks and the R call it equals.',
  words: ['run-or-table'],
  options: { ...measureRunOptions, ...tableOptions },
  examples: [
    ['suasion measure runs/a', "what the run's own instruments read"],
    [
      'suasion measure runs/a --instrument "stance(of=listener)" --where opponent=ai',
      'another instrument, on some rows',
    ],
    ['suasion measure runs/a --instrument ./my-instrument.ts --out rows.csv', 'an instrument of your own'],
    [
      'suasion measure data.csv --formula "post ~ pre + opponent * personalised" --method clm --cluster debate',
      'odds of a higher answer',
    ],
    [
      'suasion measure data.csv --formula "y ~ pre + arm" --method ols --emm arm --contrasts pairwise',
      'means by arm, all pairs by Tukey',
    ],
    [
      'suasion measure data.csv --formula "won ~ a * b" --method glm --coding effects --anova 3 --html won.html',
      'effects of factors, and a page',
    ],
  ],
  run: async (given, desk) =>
    /\.(csv|tsv|parquet)$/i.test(given.words[0]!)
      ? (await import('../measure/table.ts')).measureTable(given, desk)
      : (await import('../measure/run.ts')).measureRun(given, desk),
} satisfies Command
