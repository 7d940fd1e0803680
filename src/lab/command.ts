import { parseArgs } from 'node:util'
import { nearest } from '../core/index.ts'
import { Misuse } from './misuse.ts'

export interface Option {
  readonly type: 'string' | 'boolean'
  readonly about: string
  /** What its value looks like. */
  readonly hint?: string
  readonly multiple?: boolean
  readonly short?: string
}

/** What a command reads and writes: the terminal, or a test's stand-in. */
export interface Desk {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  readonly errors: NodeJS.WritableStream
  readonly colour: boolean
  readonly terminal: boolean
  /** Aborted by the first ctrl-C. */
  readonly signal: AbortSignal
  /** Does work that computes without a pause and so hears no signal: the first ctrl-C ends the process, whatever it does. */
  busy<T>(work: () => Promise<T>): Promise<T>
}

export interface Given {
  readonly words: readonly string[]
  /** The last value of an option, or undefined. */
  text(option: string): string | undefined
  texts(option: string): readonly string[]
  flag(option: string): boolean
  /** An option that is a number; throws where it is not one, or not whole where it must be. */
  number(option: string, kind?: 'whole' | 'any'): number | undefined
}

/** One command of the command line; the default export of a file in src/lab/commands. */
export interface Command {
  readonly name: string
  readonly about: string
  /** Its words in order, as in ['study', '[seat]']; brackets mark one that may be left out, dots one that may be repeated. */
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, Option>>
  readonly examples: readonly (readonly [command: string, what: string])[]
  /** The exit code: 0 done, 1 ran and found something wrong, 2 misuse, 3 the world failed, 4 the disk failed, 130 stopped. */
  run(given: Given, desk: Desk): Promise<number>
}

/** Reads the words and options of a command; throws misuse that names the nearest option. */
export const readArguments = (command: Command, args: readonly string[]): Given => {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, help: { type: 'boolean', short: 'h', about: '' } as Option }).map(
      ([name, { type, multiple = false, short }]) => [
        name,
        { type, multiple: multiple || type === 'string', ...(short && { short }) },
      ],
    ),
  )
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true }) as never
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const name = /'--?([^' ]+)/.exec(message)?.[1]
    if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION' || !name)
      throw new Misuse(`suasion ${command.name}: ${message.split('. ')[0]}`)
    const near = nearest(name, Object.keys(options))
    const known = Object.keys(options).map((each) => `--${each}`)
    throw new Misuse(
      `suasion ${command.name} has no option --${name}${near ? `; did you mean --${near}?` : '.'} It has ${known.join(', ')}`,
    )
  }
  const { values, positionals } = parsed
  const required = command.words.filter((word) => !word.startsWith('['))
  const endless = command.words.some((word) => word.includes('...'))
  if (values['help'] !== true) {
    if (positionals.length < required.length)
      throw new Misuse(`suasion ${command.name} needs ${required.join(' ')}: ${usage(command)}`)
    if (!endless && positionals.length > command.words.length)
      throw new Misuse(
        `suasion ${command.name} does not know what to do with "${positionals[command.words.length]}": ${usage(command)}`,
      )
  }
  const texts = (option: string): readonly string[] => ([values[option] ?? []].flat() as unknown[]).map(String)
  return {
    words: positionals,
    texts,
    text: (option) => texts(option).at(-1),
    flag: (option) => values[option] === true,
    number: (option, kind = 'whole') => {
      const text = texts(option).at(-1)
      if (text === undefined) return undefined
      const value = text.trim() === '' ? Number.NaN : Number(text)
      if (!Number.isFinite(value) || (kind === 'whole' && !Number.isSafeInteger(value)))
        throw new Misuse(`--${option} takes a ${kind === 'whole' ? 'whole ' : ''}number, not "${text}"`)
      return value
    },
  }
}

/** The one line that says how a command is called. */
export const usage = ({ name, words, options }: Command): string =>
  [
    'suasion',
    name,
    ...words.map((word) => word.toUpperCase()),
    ...(Object.keys(options).length ? ['[options]'] : []),
  ].join(' ')

/** The page behind --help. */
export const helpPage = (command: Command): string => {
  const rows = Object.entries(command.options).map(([name, { hint, about, short }]) => [
    `  ${short ? `-${short}, ` : ''}--${name}${hint ? ` ${hint}` : ''}`,
    about,
  ])
  const width = Math.max(0, ...rows.map(([left]) => left!.length)) + 2
  const lines = [command.about, '', `Usage: ${usage(command)}`]
  if (rows.length) lines.push('', 'Options:', ...rows.map(([left, right]) => left!.padEnd(width) + right))
  if (command.examples.length)
    lines.push('', 'Examples:', ...command.examples.map(([line, what]) => `  ${line}\n      ${what}`))
  return `${lines.join('\n')}\n`
}
