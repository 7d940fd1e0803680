import type { Command } from '../command.ts'
import { writeAsked } from '../disk-error.ts'
import { Misuse } from '../misuse.ts'
import { mindContext, modelOptions, studyOptions } from './run.ts'

export default {
  name: 'prereg',
  about:
    'Print the registration of a study as Markdown, with the hash of its frozen plan. A run with the same options carries the same hash.',
  words: ['study'],
  options: {
    ...studyOptions,
    price: modelOptions['price']!,
    out: { type: 'string', hint: 'FILE.md', about: 'write it there, and print its path' },
  },
  examples: [
    ['suasion prereg salvi-2024 --n 900', 'hypotheses, estimand, assignment, exclusions, n and stopping rule'],
  ],
  run: async (given, desk) => {
    const [{ loadStudy, readText }, { readCast, readSettings }, { prepare }, { preregistration }] = await Promise.all([
      import('../load.ts'),
      import('../cast.ts'),
      import('../prepare.ts'),
      import('../prereg.ts'),
    ])
    const { study, file } = await loadStudy(given.words[0]!)
    const { context, close } = mindContext(given, desk)
    try {
      const { cast, castNames } = await readCast(study, given.texts('cast'), context)
      const itemsFile = given.text('items')
      if (itemsFile !== undefined && !study.items)
        throw new Misuse(`${study.name} has no item table, so --items cannot replace one`)
      const n = given.number('n')
      const text = preregistration(
        prepare(study, {
          cast,
          castNames,
          set: readSettings(given.texts('set'), '--set'),
          seed: given.text('seed') ?? '1',
          ...(n !== undefined && { n }),
          ...(file !== null && { file }),
          ...(itemsFile !== undefined && {
            itemsFile,
            items: study.items!.read(readText(itemsFile, 'item table'), itemsFile),
          }),
        }),
      )
      const out = given.text('out')
      if (out === undefined) desk.output.write(text)
      else {
        writeAsked(out, text)
        desk.output.write(`${out}\n`)
      }
      return 0
    } finally {
      await close()
    }
  },
} satisfies Command
