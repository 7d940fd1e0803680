import type { Command } from '../command.ts'
import { Misuse } from '../misuse.ts'

export default {
  name: 'rate',
  about:
    'Strengths from comparisons of pairs in a table (columns first, second, choice), and how far the judge who chose can be trusted.',
  words: ['table'],
  options: {
    model: { type: 'string', hint: 'bradley-terry|rao-kupper|thurstone', about: 'how ties and choices come about' },
    side: { type: 'boolean', about: 'the one shown first has an advantage of its own' },
    covariate: { type: 'string', multiple: true, hint: 'COLUMN', about: 'a number that adds to the lead of the first' },
    cluster: { type: 'string', hint: 'COLUMN', about: 'errors allow for what comparisons share: a judge, a topic' },
    reference: { type: 'string', hint: 'NAME', about: 'whose strength is 0 (unless said, their mean is)' },
    level: { type: 'string', hint: 'SHARE', about: 'of the intervals (0.95)' },
    judge: {
      type: 'boolean',
      about: 'the card of the judge too: does it lean to a place, to length, to its own family, and agree with people?',
    },
    'length-step': { type: 'string', hint: 'N', about: 'how much longer counts as one step, with --judge (100)' },
    html: {
      type: 'string',
      hint: 'FILE.html',
      about: 'write a page: ladder, expected scores, fit, judge, methods and R',
    },
    out: {
      type: 'string',
      hint: 'FOLDER',
      about: 'write the page, its pictures, and its tables as CSV into a folder',
    },
    format: { type: 'string', hint: 'svg|png|both', about: 'of the pictures, with --out (svg)' },
    json: { type: 'boolean', about: 'print JSON' },
  },
  examples: [
    ['suasion rate judged.csv --side', 'who is stronger, whatever the place it was shown in'],
    ['suasion rate judged.csv --cluster judge --model rao-kupper', 'errors by judge, ties after Rao and Kupper'],
    ['suasion rate judged.csv --judge', 'a judge of texts: place, length, own family, agreement with people'],
    ['suasion rate judged.csv --side --judge --html rating.html', 'all of it as one page'],
  ],
  run: async (given, desk) => {
    const format = given.text('format') ?? 'svg'
    if (format !== 'svg' && format !== 'png' && format !== 'both')
      throw new Misuse(`--format is svg, png or both, not ${format}`)
    const [html, out] = [given.text('html'), given.text('out')]
    if (given.text('format') !== undefined && out === undefined)
      throw new Misuse('--format is of the pictures that --out FOLDER writes; give a folder too')
    const [{ readTable }, { ratedTable }, { ratedText }] = await Promise.all([
      import('../measure/read-table.ts'),
      import('../rate/rate.ts'),
      import('../rate/text.ts'),
    ])
    const rated = ratedTable(await readTable(given.words[0]!), given)
    const written: string[] = []
    if (html !== undefined || out !== undefined) {
      const { writeRating, writeRatingPage } = await import('../rate/files.ts')
      if (html !== undefined) written.push(await writeRatingPage(rated, html))
      if (out !== undefined) written.push(...(await writeRating(rated, out, format)))
    }
    if (given.flag('json')) desk.output.write(`${JSON.stringify(rated, null, 2)}\n`)
    else desk.output.write(`${ratedText(rated)}${written.length ? `\n${written.join('\n')}\n` : ''}`)
    return 0
  },
} satisfies Command
