import type { Command } from '../command.ts'
import { tableOptions } from '../measure/options.ts'

export default {
  name: 'measure',
  about: 'Fit a model to any table (CSV, TSV or Parquet) by a formula, with tests, checks and the R call it equals.',
  words: ['table'],
  options: tableOptions,
  examples: [
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
  run: async (given, desk) => (await import('../measure/table.ts')).measureTable(given, desk),
} satisfies Command
