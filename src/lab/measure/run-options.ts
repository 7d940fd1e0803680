import type { Option } from '../command.ts'

/** The options of measuring a run. */
export const measureRunOptions: Readonly<Record<string, Option>> = {
  instrument: {
    type: 'string',
    multiple: true,
    hint: 'NAME[(OPTIONS)]',
    about: "what is measured (the run's own instruments); a name of suasion ls instruments, or a file of your own",
  },
  where: {
    type: 'string',
    multiple: true,
    hint: 'COLUMN=VALUE',
    about: 'only rows of which this holds; = != < <= > >=',
  },
  out: { type: 'string', hint: 'FILE.csv', about: 'write the rows there' },
  json: { type: 'boolean', about: 'print the summary and the rows as JSON' },
}
