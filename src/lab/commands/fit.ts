import type { Command } from '../command.ts'
import { writeAsked } from '../disk-error.ts'
import { Misuse } from '../misuse.ts'
import { counted } from '../report/format.ts'

export default {
  name: 'fit',
  about:
    'Fit a mind from the people of a run or of imported conversations, and say how good it is, whom it stands for, and where it must not be used.',
  words: ['run'],
  options: {
    mind: { type: 'string', hint: 'NAME', about: "a fitter of the run's protocol, or a file with one of your own" },
    out: { type: 'string', hint: 'FILE.mind.json', about: 'where the mind is kept (NAME.mind.json)' },
    html: { type: 'string', hint: 'FILE.html', about: 'write the report as a page too' },
    seed: { type: 'string', hint: 'TEXT', about: 'where the luck of its bootstrap comes from (1)' },
    json: { type: 'boolean', about: 'print the report as JSON' },
  },
  examples: [
    ['suasion fit runs/talks --mind talker', 'then: suasion play conversation --seat speaker=./talker.mind.json'],
    ['suasion fit runs/talks --mind talker --html talker.html', 'with its calibration as a picture'],
  ],
  run: async (given, desk) => {
    const [{ openRun }, { fitMind }, { writeMindFile }, { fitText }, { shellWord }] = await Promise.all([
      import('../open.ts'),
      import('../fit.ts'),
      import('../mind-file.ts'),
      import('../report/fit-text.ts'),
      import('../report/next.ts'),
    ])
    const name = given.text('mind')
    if (name === undefined)
      throw new Misuse(`suasion fit needs --mind NAME: what is to be fitted. suasion show PROTOCOL lists what can be`)
    const named = given.text('out')
    if (named !== undefined && !/\.mind\.json$/.test(named))
      throw new Misuse(`--out takes a file that ends in .mind.json, by which a cast knows it, not ${named}`)
    const run = await openRun(given.words[0]!)
    const note = `fitting from ${counted(run.stored.length, 'conversation')}; ctrl-C stops it, and nothing is kept`
    if (desk.terminal) desk.errors.write(note)
    const fitted = await desk.busy(() => fitMind(run, name, given.text('seed') ?? '1'))
    if (desk.terminal) desk.errors.write(`\r${' '.repeat(note.length)}\r`)
    const short = fitted.file.fitter.replace(/^.*\//, '')
    const path = named ?? `${short}.mind.json`
    writeMindFile(path, fitted.file)
    const page = given.text('html')
    if (page !== undefined) {
      const text = await (await import('../report/fit-page.ts')).fitPage(fitted)
      writeAsked(page, text)
    }
    if (given.flag('json')) {
      const { file, flow, warning } = fitted
      const { fit, report, protocol, fitter, hash } = file
      desk.output.write(
        `${JSON.stringify({ fitter, protocol, file: path, hash, flow, warning, fit, report }, null, 2)}\n`,
      )
      return 0
    }
    const where = shellWord(path.startsWith('/') || path.startsWith('.') ? path : `./${path}`)
    const lines = [
      '',
      `Kept in ${path}`,
      ...(page === undefined ? [] : [`Page in ${page}`]),
      '',
      'Next',
      `  suasion play ${fitted.file.protocol.name} --seat ROLE=${where}`,
      `  suasion run STUDY --cast PART=${where}`,
    ]
    desk.output.write(`${fitText(fitted, desk.colour)}${lines.join('\n')}\n`)
    return 0
  },
} satisfies Command
