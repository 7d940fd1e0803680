import type { Command } from '../command.ts'
import { Misuse } from '../misuse.ts'

export default {
  name: 'merge',
  about: 'Join the shards of a run into one folder. Merging again changes nothing.',
  words: ['shard', '[shard...]'],
  options: { out: { type: 'string', hint: 'FOLDER', about: 'where the whole run goes' } },
  examples: [['suasion merge runs/part-1 runs/part-2 --out runs/whole', 'after suasion run STUDY --shard 1/2 and 2/2']],
  run: async (given, desk) => {
    const out = given.text('out')
    if (!out) throw new Misuse('suasion merge needs --out FOLDER, where the whole run goes')
    const { mergeRuns } = await import('../merge.ts')
    const { episodes, of } = mergeRuns(given.words, out)
    desk.output.write(`${out}: ${episodes} of ${of} episodes\n`)
    return 0
  },
} satisfies Command
