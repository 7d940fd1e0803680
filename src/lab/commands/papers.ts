import type { Command } from '../command.ts'
import { writeAsked } from '../disk-error.ts'
import { Misuse } from '../misuse.ts'

export default {
  name: 'papers',
  about:
    'Search the papers of the field by word and by idea, and see which of them run here and how their numbers stand.',
  words: ['[words...]'],
  options: {
    family: { type: 'string', hint: 'NAME', about: 'only dialogue, elicitation, game, network, probe or other' },
    running: { type: 'boolean', about: 'only what runs here' },
    missing: { type: 'boolean', about: 'only what does not run here yet' },
    most: { type: 'string', hint: 'N', about: 'how many to show (12)' },
    html: {
      type: 'string',
      hint: 'FILE.html',
      about: 'write the feed as one page that can be searched, and print its path',
    },
    json: { type: 'boolean', about: 'print JSON' },
  },
  examples: [
    ['suasion papers lying for profit', 'by idea as well as by word'],
    ['suasion papers --running --family game', 'games that run here'],
    ['suasion papers --html papers.html', 'a page to search in a browser'],
  ],
  run: async (given, desk) => {
    const [{ allPapers, chosen }, { renderPapers }] = await Promise.all([
      import('../papers/feed.ts'),
      import('../papers/text.ts'),
    ])
    if (given.flag('running') && given.flag('missing'))
      throw new Misuse('--running and --missing exclude each other; give one, or neither for all')
    const most = given.number('most') ?? 12
    if (most < 1) throw new Misuse(`--most is at least 1, not ${most}`)
    const family = given.text('family')
    const all = await allPapers()
    const found = chosen(all, {
      words: given.words.join(' '),
      ...(family !== undefined && { family }),
      ...((given.flag('running') || given.flag('missing')) && { running: given.flag('running') }),
    })
    const path = given.text('html')
    if (path !== undefined) {
      const { papersPage } = await import('../papers/page.ts')
      const page = papersPage(found, all)
      writeAsked(path, page)
      desk.output.write(`${path}\n`)
    } else if (given.flag('json')) desk.output.write(`${JSON.stringify(found, null, 2)}\n`)
    else desk.output.write(renderPapers(found, { most, colour: desk.colour }))
    return 0
  },
} satisfies Command
