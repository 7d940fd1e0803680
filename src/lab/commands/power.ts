import { availableParallelism } from 'node:os'
import type { Command, Desk } from '../command.ts'
import { writeAsked } from '../disk-error.ts'
import { Misuse } from '../misuse.ts'

/** FROM:TO[:STEP], or one number, as a rising list; without a step, eight numbers at most. */
export const readNumbers = (text: string): readonly number[] => {
  const parts = text.split(':').map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN))
  const [from, to = from, step] = parts as [number, number?, number?]
  const wrong = (why: string): never => {
    throw new Misuse(`--n takes FROM:TO[:STEP], as in 200:1600:200, not "${text}": ${why}`)
  }
  if (parts.length > 3 || parts.some((part) => !Number.isSafeInteger(part))) return wrong('these are no whole numbers')
  if (from < 1) return wrong('a study has at least 1 trial')
  if (from > to!) return wrong(`${from} is more than ${to}`)
  if (step !== undefined && step < 1) return wrong('the step is at least 1')
  const by = step ?? Math.max(1, Math.round((to! - from) / 7))
  const numbers = Array.from({ length: Math.min(101, Math.floor((to! - from) / by) + 1) }, (_, i) => from + i * by)
  if (numbers.length > 100) return wrong('that makes more than 100 numbers')
  // Without a step the last number is the one that was asked for.
  return step === undefined && numbers.at(-1) !== to ? [...numbers.slice(0, 7), to!] : numbers
}

const progress = (desk: Desk): { show: (done: number, of: number) => void; clear: () => void } => {
  let wide = 0
  const began = performance.now()
  return {
    show: (done, of) => {
      if (!desk.terminal) return
      const left = Math.ceil((((performance.now() - began) / 1000) * (of - done)) / Math.max(1, done))
      const line = `${done}/${of} simulated studies · ${left} s left`
      desk.errors.write(`\r${line.padEnd(wide)}`)
      wide = line.length
    },
    clear: () => {
      if (wide) desk.errors.write(`\r${' '.repeat(wide)}\r`)
    },
  }
}

export default {
  name: 'power',
  about:
    'Simulate a study at several numbers of trials: power, the least effect it can find, and precision, with Monte Carlo error. Before any money is spent.',
  words: ['study'],
  options: {
    sesoi: { type: 'string', hint: 'EFFECT', about: 'the smallest effect of interest, in the units of the estimate' },
    published: {
      type: 'boolean',
      about: 'also at the lower 60% bound of the published effect, never at the effect itself',
    },
    n: { type: 'string', short: 'n', hint: 'FROM:TO[:STEP]', about: 'the numbers of trials' },
    estimate: { type: 'string', hint: 'KEY', about: "which estimate (the first primary one of the study's plan)" },
    sims: { type: 'string', hint: 'K', about: 'simulated studies at each number and effect (200)' },
    attrition: { type: 'string', hint: 'P', about: 'the share of trials that give no row (0)' },
    unmoved: { type: 'string', hint: 'P', about: 'the share of subjects whom nothing moves (0)' },
    'item-sd': { type: 'string', hint: 'S', about: 'sd of the effect over items, of its logarithm for ratios (0)' },
    alpha: { type: 'string', hint: 'A', about: 'the error of the first kind, two-sided (.05)' },
    seed: { type: 'string', hint: 'TEXT', about: 'where all luck comes from (1)' },
    workers: { type: 'string', hint: 'K', about: 'threads that share the work; the numbers are the same (all cores)' },
    html: { type: 'string', hint: 'FILE.html', about: 'write the curves as a page, and print its path' },
    json: { type: 'boolean', about: 'print JSON' },
  },
  examples: [
    ['suasion power salvi-2024 --sesoi 1.3 --published --n 400:2000:400', 'power against the number of debates'],
    [
      'suasion power salvi-2024 --sesoi 1.3 --n 900 --attrition .1 --unmoved .3',
      'with people lost, and people unmoved',
    ],
  ],
  run: async (given, desk) => {
    const wanted = given.text('n')
    if (wanted === undefined)
      throw new Misuse('suasion power needs --n FROM:TO, the numbers of trials, as in --n 200:1600')
    const n = readNumbers(wanted)
    const [{ loadStudy }, { powerOf }, { renderPower }] = await Promise.all([
      import('../load.ts'),
      import('../power/power.ts'),
      import('../power/text.ts'),
    ])
    const { study } = await loadStudy(given.words[0]!)
    const numbers = {
      sesoi: given.number('sesoi', 'any'),
      sims: given.number('sims'),
      attrition: given.number('attrition', 'any'),
      unmoved: given.number('unmoved', 'any'),
      itemSd: given.number('item-sd', 'any'),
      alpha: given.number('alpha', 'any'),
    }
    const count = given.number('workers') ?? availableParallelism()
    if (!(count >= 1 && count <= 256)) throw new Misuse(`--workers is a whole number from 1 to 256, not ${count}`)
    const line = progress(desk)
    const power = await powerOf(study, {
      n,
      ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
      published: given.flag('published'),
      ...(given.text('estimate') !== undefined && { estimate: given.text('estimate')! }),
      seed: given.text('seed') ?? '1',
      ...(count > 1 && { workers: { count, study: given.words[0]! } }),
      signal: desk.signal,
      onProgress: line.show,
    }).finally(line.clear)
    const path = given.text('html')
    if (path !== undefined) {
      const { renderPowerPage } = await import('../power/page.ts')
      const page = await renderPowerPage(power)
      writeAsked(path, page)
    }
    desk.output.write(
      given.flag('json') ? `${JSON.stringify(power, null, 2)}\n` : renderPower(power, { colour: desk.colour }),
    )
    if (path !== undefined && !given.flag('json')) desk.output.write(`\n${path}\n`)
    if (power.stopped === null) return 0
    desk.errors.write(`suasion: ${power.stopped}; what was simulated to its end is shown.\n`)
    return 130
  },
} satisfies Command
