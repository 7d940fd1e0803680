import { commands } from '../catalogue.ts'
import { nearest } from '../core/index.ts'
import { type Command, type Desk, helpPage, readArguments } from './command.ts'
import { Misuse } from './misuse.ts'
import { version } from './version.ts'

const load = async (name: keyof typeof commands): Promise<Command> => (await commands[name]()).default

const overview = async (): Promise<string> => {
  const all = await Promise.all(Object.keys(commands).map((name) => load(name as keyof typeof commands)))
  const rows = all.map(({ name, about }) => `  ${name.padEnd(12)}${about.split('. ')[0]!.replace(/\.$/, '')}`)
  return [
    `suasion ${version}: a laboratory for social influence. One study, any mind.`,
    '',
    'Usage: suasion COMMAND [...]',
    '',
    ...rows,
    '',
    'suasion COMMAND --help says more. Start with: suasion demo',
    '',
  ].join('\n')
}

/** Runs one command line and returns its exit code; the first ctrl-C asks it to stop, the second ends it. */
export const main = async (args: readonly string[], desk: Desk = terminal()): Promise<number> => {
  const [name, ...rest] = args
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      desk.output.write(await overview())
      return 0
    }
    if (!(name in commands)) {
      const near = nearest(name, Object.keys(commands))
      throw new Misuse(
        `suasion has no command ${name}${near ? `; did you mean ${near}?` : '.'} suasion --help lists them`,
      )
    }
    const command = await load(name as keyof typeof commands)
    const given = readArguments(command, rest)
    if (given.flag('help')) {
      desk.output.write(helpPage(command))
      return 0
    }
    return await command.run(given, desk)
  } catch (error) {
    return complain(error, desk)
  }
}

/** Says what went wrong: misuse and failures of the world without a stack, a bug with one. */
const complain = (error: unknown, desk: Desk): number => {
  if (error instanceof Misuse) {
    desk.errors.write(`suasion: ${error.message}\n`)
    return error.code
  }
  const { name, message, stack, code } = error as NodeJS.ErrnoException
  if (name === 'ModelError') {
    desk.errors.write(`suasion: ${message}\n`)
    return 3
  }
  if (code === 'EPIPE') return 0
  const ours = /^(Error|ZodError)$/.test(name ?? '') && process.env['SUASION_DEBUG'] === undefined
  desk.errors.write(ours ? `suasion: ${message}\n` : `${stack ?? String(error)}\n`)
  return ours ? 2 : 70
}

const terminal = (): Desk => {
  const stop = new AbortController()
  const interrupted = (): void => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  }
  process.on('SIGINT', interrupted)
  process.on('SIGTERM', () => stop.abort())
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  return {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    colour: Boolean(process.stdout.isTTY) && !process.env['NO_COLOR'],
    terminal: Boolean(process.stderr.isTTY),
    signal: stop.signal,
    busy: async (work) => {
      process.off('SIGINT', interrupted)
      try {
        return await work()
      } finally {
        process.on('SIGINT', interrupted)
      }
    },
  }
}
