import type { Command } from '../command.ts'

export default {
  name: 'compare',
  about: 'Compare two runs of one study, trial by trial with the same luck.',
  words: ['run', 'other-run'],
  options: { json: { type: 'boolean', about: 'print JSON' } },
  examples: [['suasion compare runs/a runs/b', 'paired differences of every measured column']],
  run: async (given, desk) => {
    const [{ openRun }, { compareRuns, renderComparison }] = await Promise.all([
      import('../open.ts'),
      import('../compare.ts'),
    ])
    const [a, b] = await Promise.all([openRun(given.words[0]!), openRun(given.words[1]!)])
    const comparison = compareRuns(a, b)
    desk.output.write(given.flag('json') ? `${JSON.stringify(comparison, null, 2)}\n` : renderComparison(comparison))
    return 0
  },
} satisfies Command
