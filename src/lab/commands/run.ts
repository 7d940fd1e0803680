import { join } from 'node:path'
import type { AnyMind, Conversation, RehearsedCall } from '../../core/index.ts'
import { fingerprint } from '../../math/hash.ts'
import { type Price, type Prices, readPrices } from '../../models/prices.ts'
import type { Command, Desk, Given, Option } from '../command.ts'
import { readText } from '../load.ts'
import { Misuse } from '../misuse.ts'
import type { Progress } from '../progress.ts'
import type { Flow } from '../record.ts'
import type { Debrief } from '../run.ts'

export const studyOptions: Readonly<Record<string, Option>> = {
  cast: {
    type: 'string',
    multiple: true,
    hint: 'PART=MIND[,MIND...]',
    about: 'who plays a part; several minds make the cast a factor, compared in pairs',
  },
  seed: { type: 'string', hint: 'TEXT', about: 'where all luck comes from (1)' },
  n: { type: 'string', short: 'n', hint: 'N', about: "how many episodes in all (the study's own number)" },
  set: { type: 'string', multiple: true, hint: 'NAME=VALUE', about: 'a parameter of the protocol, or wording=NAME' },
  items: { type: 'string', hint: 'FILE.csv', about: "another item table, with the columns of the study's own" },
}
export const modelOptions: Readonly<Record<string, Option>> = {
  'max-calls': { type: 'string', hint: 'N', about: 'stop before more model calls than this' },
  'max-cost': { type: 'string', hint: 'DOLLARS', about: 'stop before more dollars than this; needs --price' },
  price: {
    type: 'string',
    multiple: true,
    hint: 'MODEL=IN,OUT[,CACHED]',
    about: 'dollars per million input, output and cached input tokens',
  },
  prices: {
    type: 'string',
    hint: 'FILE.json',
    about: 'the same for many models: {"MODEL": {"input": 2.5, "output": 10, "cached": 1.25}}',
  },
  cache: {
    type: 'string',
    hint: 'FOLDER',
    about: 'keep the answers of models there, and ask a model only for what it does not hold',
  },
  offline: { type: 'boolean', about: 'answer from the --cache alone, and stop at the first call it does not hold' },
  stream: { type: 'boolean', about: 'stream the answers of models, and stop one whose JSON is complete or cannot be' },
  temperature: { type: 'string', hint: 'T', about: "the model's temperature (its own)" },
  timeout: {
    type: 'string',
    hint: 'SECONDS',
    about: 'how long one model call may take in all, retries included (600)',
  },
  parallel: { type: 'string', hint: 'N', about: 'episodes that may wait for their minds at once (8)' },
}

/** The prices of a command line: its file, and over it those that are named one by one. */
const pricesOf = (given: Given): Prices => {
  const file = given.text('prices')
  const named = given.texts('price').map((text) => {
    const [, model, numbers] = /^(.+)=([^=]+)$/.exec(text) ?? []
    const [input, output, cached, ...more] = (numbers ?? '').split(',').map((part) => Number(part.trim() || Number.NaN))
    const price = { input, output, ...(cached !== undefined && { cached }) }
    if (!model || more.length || Object.values(price).some((value) => !(value! >= 0 && value! < Infinity)))
      throw new Misuse(
        `--price takes MODEL=IN,OUT or MODEL=IN,OUT,CACHED in dollars per million tokens, as in gpt-x=2.5,10, not "${text}"`,
      )
    return [model, price as Price] as const
  })
  return { ...(file !== undefined && readPrices(readText(file, 'price table'), file)), ...Object.fromEntries(named) }
}

/** What the minds of a command line may use, read from its options; `close` ends what they opened. */
export const mindContext = (given: Given, desk: Desk) => {
  const closing: (() => unknown)[] = []
  let person: Conversation | null = null
  const prices = pricesOf(given)
  const cache = given.text('cache')
  const offline = given.flag('offline')
  if (offline && cache === undefined)
    throw new Misuse('--offline answers from a cache: name its folder with --cache FOLDER')
  const maxCalls = given.number('max-calls')
  const maxCost = given.number('max-cost', 'any')
  const temperature = given.number('temperature', 'any')
  const parallel = given.number('parallel')
  const timeout = given.number('timeout', 'any')
  if (timeout !== undefined && !(timeout > 0 && timeout <= 86_400))
    throw new Misuse(`--timeout is a number of seconds up to a day, not ${timeout}`)
  if (maxCalls !== undefined && maxCalls < 0) throw new Misuse(`--max-calls is at least 0, not ${maxCalls}`)
  if (parallel !== undefined && parallel < 1) throw new Misuse(`--parallel is at least 1, not ${parallel}`)
  return {
    context: {
      input: desk.input,
      output: desk.output,
      shared: new Map<string, unknown>(),
      onClose: (close: () => unknown) => void closing.push(close),
      onPerson: (terminal: Conversation) => {
        person = terminal
      },
      ...(maxCalls !== undefined && { maxCalls }),
      ...(maxCost !== undefined && { maxCost }),
      ...(Object.keys(prices).length && { prices }),
      ...(cache !== undefined && { cache, offline }),
      ...(given.flag('stream') && { stream: true }),
      ...(temperature !== undefined && { temperature }),
      ...(parallel !== undefined && { concurrency: parallel }),
      ...(timeout !== undefined && { timeout }),
    },
    parallel,
    /** The terminal of the people who take part, once the cast is read; null where nobody does. */
    person: (): Conversation | null => person,
    close: async (): Promise<void> => {
      for (const each of closing) await each()
    },
  }
}

/** Shows how far a run is: on one line of a terminal, or as a line now and then in a file. */
export const progressLine = (desk: Desk): { show: (progress: Progress) => void; clear: () => void } => {
  // A file is told now and then, and not of what ends soon.
  let shown = desk.terminal ? 0 : performance.now()
  let wide = 0
  return {
    show: (progress) => {
      const now = performance.now()
      if (now - shown < (desk.terminal ? 100 : 10_000)) return
      shown = now
      const { done, total, rate, left, faults, calls, reused, cost } = progress
      const parts = [`${done}/${total} episodes`, `${rate < 10 ? rate.toFixed(1) : Math.round(rate)}/s`]
      if (left !== null) parts.push(`${duration(left)} left`)
      if (faults) parts.push(`${faults} faults`)
      if (calls) parts.push(`${calls} calls`)
      if (reused) parts.push(`${reused} from the cache`)
      if (cost !== null) parts.push(`$${cost.toFixed(4)}`)
      const line = parts.join(' · ')
      desk.errors.write(desk.terminal ? `\r${line.padEnd(wide)}` : `${line}\n`)
      wide = line.length
    },
    clear: () => {
      if (desk.terminal && wide) desk.errors.write(`\r${' '.repeat(wide)}\r`)
    },
  }
}

/** Says why a run stopped before its end, or why some of it has no answer, and returns the exit code. */
export const endOf = (
  {
    stopped,
    flow,
    failed = null,
  }: { readonly stopped: string | null; readonly flow: Flow; readonly failed?: string | null },
  what: string,
  folder: string,
  desk: Desk,
): number => {
  if (stopped === null) {
    const lost = flow.reasons['provider error'] ?? 0
    if (failed !== null)
      desk.errors.write(
        `suasion: ${lost} of ${flow.assigned} ${what} ended so: ${failed}. The same command plays them again.\n`,
      )
    return 0
  }
  const kept = `${flow.completed} of ${flow.assigned} ${what} are kept in ${folder}`
  desk.errors.write(`suasion: ${stopped}. ${kept}; the same command goes on from there.\n`)
  return desk.signal.aborted ? 130 : 3
}

const duration = (seconds: number): string =>
  seconds < 90
    ? `${Math.ceil(seconds)} s`
    : seconds < 5400
      ? `${Math.round(seconds / 60)} min`
      : `${(seconds / 3600).toFixed(1)} h`

/** Counts the calls that the models of a cast would make. */
const newRehearsal = () => {
  const calls: RehearsedCall[] = []
  return { calls, minds: new Set<AnyMind>(), tell: (call: RehearsedCall) => void calls.push(call) }
}

const readShard = (text: string | undefined): readonly [number, number] => {
  if (text === undefined) return [1, 1]
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? []
  if (!index) throw new Misuse(`--shard takes I/N, as in 2/4, not "${text}"`)
  return [Number(index), Number(of)]
}

export default {
  name: 'run',
  about:
    'Run a study, or go on with a run. What is finished is kept; the same command goes on after ctrl-C or a crash.',
  words: ['study'],
  options: {
    ...studyOptions,
    ...modelOptions,
    shard: { type: 'string', hint: 'I/N', about: 'run this share of the trials only; suasion merge joins them' },
    out: { type: 'string', hint: 'FOLDER', about: 'where the run is kept (runs/STUDY-...)' },
    dry: {
      type: 'boolean',
      about: 'spend nothing: say how many calls, tokens, dollars and seconds the run would take',
    },
    amend: { type: 'string', hint: 'WHY', about: "go on with a changed plan after data; needs the run's --out" },
    json: { type: 'boolean', about: 'print the summary as JSON' },
  },
  examples: [
    ['suasion run salvi-2024', 'on formal minds, offline'],
    [
      'suasion run salvi-2024 --cast ai=http://127.0.0.1:11434/v1#llama3.1 --max-calls 500',
      'with a language model in the part "ai"',
    ],
    ['suasion run salvi-2024 --cast ai=advocate,manipulator', 'two minds in one part, compared in pairs'],
    [
      'suasion run salvi-2024 --cast ai=http://127.0.0.1:11434/v1#llama3.1 --dry',
      'what that would take, before it does',
    ],
    ['suasion run ./my-study.ts --n 40 --seed 2', 'a study file of your own'],
  ],
  run: async (given, desk) => {
    const [{ loadStudy, readText }, { readCast }, { prepare }, { identity }, { run }, { summarise }, { renderText }] =
      await Promise.all([
        import('../load.ts'),
        import('../cast.ts'),
        import('../prepare.ts'),
        import('../freeze.ts'),
        import('../run.ts'),
        import('../summary.ts'),
        import('../text.ts'),
      ])
    const { study, file } = await loadStudy(given.words[0]!)
    const { context, parallel, person, close } = mindContext(given, desk)
    try {
      const { readSettings } = await import('../cast.ts')
      const rehearsal = given.flag('dry') ? newRehearsal() : undefined
      const { cast, castNames } = await readCast(study, given.texts('cast'), context, rehearsal)
      const itemsFile = given.text('items')
      if (itemsFile !== undefined && !study.items)
        throw new Misuse(`${study.name} has no item table, so --items cannot replace one`)
      const n = given.number('n')
      const options = {
        cast,
        castNames,
        set: readSettings(given.texts('set'), '--set'),
        seed: given.text('seed') ?? '1',
        shard: readShard(given.text('shard')),
        ...(n !== undefined && { n }),
        ...(file !== null && { file }),
        ...(itemsFile !== undefined && {
          itemsFile,
          items: study.items!.read(readText(itemsFile, 'item table'), itemsFile),
        }),
      }
      const { manifest } = prepare(study, options)
      const folder = given.text('out') ?? join('runs', `${study.name}-${fingerprint(identity(manifest)).slice(0, 8)}`)
      if (rehearsal) {
        const { dryRun } = await import('../forecast/dry.ts')
        const text = await dryRun(study, {
          ...options,
          ...context,
          rehearsal,
          folder,
          parallel,
          json: given.flag('json'),
        })
        desk.output.write(text)
        return 0
      }
      const terminal = person()
      const people = terminal && (await import('../people.ts'))
      if (people && !(await people.askConsent(terminal, study))) {
        desk.output.write('Nothing was run, and nothing is kept.\n')
        return 0
      }
      const amend = given.text('amend')
      if (amend !== undefined && given.text('out') === undefined)
        throw new Misuse("--amend changes the plan of a run that has data; name the run's folder with --out")
      const line = progressLine(desk)
      const ended = await run(study, {
        ...options,
        folder,
        signal: desk.signal,
        ...(amend !== undefined && { amend }),
        ...(people ? { debrief: (ended: Debrief) => people.debrief(terminal, ended) } : { onProgress: line.show }),
        ...(parallel !== undefined && { parallel }),
      }).finally(line.clear)
      const summary = summarise(ended)
      desk.output.write(given.flag('json') ? `${JSON.stringify(summary, null, 2)}\n` : renderText(summary, desk.colour))
      return endOf(ended, 'episodes', folder, desk)
    } finally {
      await close()
    }
  },
} satisfies Command
