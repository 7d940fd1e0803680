import type { Command } from '../command.ts'
import { unknownName } from '../misuse.ts'

export default {
  name: 'read',
  about: 'Read episodes of a run as stories: what each seat saw, was asked, and did.',
  words: ['run', '[episode]'],
  options: {
    flag: { type: 'string', hint: 'TEXT', about: 'only episodes with this flag' },
    json: { type: 'boolean', about: 'print the events, one a line' },
  },
  examples: [
    ['suasion read runs/a', 'lists the episodes'],
    ['suasion read runs/a "opponent=ai,personalised=true,#3"', 'one of them'],
  ],
  run: async (given, desk) => {
    const [{ openRun }, { closingOf }, { sceneAgain }, { story }] = await Promise.all([
      import('../open.ts'),
      import('../../core/index.ts'),
      import('../held-run.ts'),
      import('../golden.ts'),
    ])
    const run = await openRun(given.words[0]!)
    const wanted = given.text('flag')
    const listed = run.stored.filter(({ episode }) => wanted === undefined || closingOf(episode).flags.includes(wanted))
    const [, key] = given.words
    if (key === undefined) {
      for (const { key, episode } of listed) {
        const { turns, flags } = closingOf(episode)
        desk.output.write(`${key}  ${turns} turns${flags.length ? `  [${flags.join(', ')}]` : ''}\n`)
      }
      return 0
    }
    const stored = listed.find((each) => each.key === key)
    if (!stored) throw unknownName('episode', key, listed.map((each) => each.key).slice(0, 20))
    if (given.flag('json')) desk.output.write(stored.episode.map((event) => `${JSON.stringify(event)}\n`).join(''))
    else desk.output.write(story(await sceneAgain(run, stored), stored.episode))
    return 0
  },
} satisfies Command
