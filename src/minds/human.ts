import type { AnyProtocol, Form, Json, Legal, Line, Mind, MindEntry, Moves, Question, SeatId, Seen } from 'suasion'
import { moveForm } from 'suasion'
import { askValue, choice, fields } from './form/fields.ts'
import { neutral } from './form/neutral.ts'
import { PersonLeft, type Terminal, terminal } from './form/terminal.ts'

export { PersonLeft }

/** What a terminal has shown to a seat. */
interface Screen {
  readonly acts: number
  readonly brief: string
  readonly lines: readonly Line[]
}

/** One terminal, at which one person sits, or several in turn. */
export interface Desk {
  readonly terminal: Terminal
  /** What each seat was shown: a fact about the screen, and no part of any mind. */
  readonly shown: Map<SeatId, Screen>
  /** Who sits there now. */
  seat: SeatId | null
  /** The ask that is being answered; asks of one turn wait for it. */
  busy: Promise<unknown>
}

/** A desk over two streams. Nothing is read before the first ask. */
export const openDesk = (input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Desk => ({
  terminal: terminal(input, output),
  shown: new Map(),
  seat: null,
  busy: Promise.resolve(),
})

export interface HumanOptions {
  /** The expressive fields of the protocol: a person is not asked to label what they say, because a parser does. */
  readonly expressive?: AnyProtocol['expressive']
}

type Kept = { readonly acts: number }

/**
 * A person at a terminal, in any seat of any protocol: the brief once, then what is new, and a question for each field
 * of the legal moves. Where several seats are at one desk, it is handed over from one to the next. An input that is
 * closed (ctrl-D) rejects with `PersonLeft`. Fields that a parser sets are not asked for: the note lists them as `unasked`.
 */
// biome-ignore lint/suspicious/noExplicitAny: people play any protocol
export const human = (desk: Desk, { expressive = {} }: HumanOptions = {}): Mind<'*', any, any, Kept> => ({
  name: 'human',
  plays: '*',
  cast: 'people',
  atOnce: 1,
  source: 'a person at this terminal',
  open: () => ({ acts: 0 }),
  decide: (seen, { acts }) => {
    const answer = desk.busy.then(async () => {
      try {
        await show(desk, seen, acts)
        return await act(desk.terminal, seen, expressive as Expressive)
      } catch (error) {
        if (error instanceof PersonLeft) throw new PersonLeft(`${seen.seat}: ${error.message}`)
        throw error
      }
    })
    desk.busy = answer.catch(() => null)
    return answer
  },
  keep: ({ acts }) => ({ acts: acts + 1 }),
})
type Expressive = Readonly<Record<string, readonly string[] | undefined>>
type AnySeen = Seen<unknown, Moves>

const show = async (desk: Desk, seen: AnySeen, acts: number): Promise<void> => {
  const { terminal, shown } = desk
  const { seat, role, tries } = seen
  const { brief, lines, now, ask } = seen.words()
  const before = shown.get(seat)
  const goesOn = before !== undefined && before.acts <= acts && before.brief === brief && begins(lines, before.lines)
  const moved = desk.seat !== seat
  if (moved && desk.seat !== null) {
    if (terminal.live) terminal.write('\x1b[2J\x1b[3J\x1b[H')
    await terminal.line(`Hand the terminal to ${seat}. ${seat}: press Enter when nobody else is looking. `)
  }
  desk.seat = seat
  if (moved || !goesOn) terminal.write(`\nYou are ${seat}${role === seat ? '' : ` (${role})`}.\n${brief}\n`)
  for (const line of lines.slice(goesOn ? before.lines.length : 0)) terminal.write(`${told(line, seat)}\n`)
  shown.set(seat, { acts, brief, lines })
  terminal.write(`\n${tries > 0 || now === '' ? '' : `${now}\n`}${ask}\n`)
}

const begins = (lines: readonly Line[], with_: readonly Line[]): boolean =>
  lines.length >= with_.length && with_.every((line, i) => JSON.stringify(line) === JSON.stringify(lines[i]))

const told = ({ by, to, text }: Line, seat: SeatId): string => {
  const name = (each: SeatId) => (each === seat ? 'you' : each)
  return by === null ? text : `${name(by)}${to ? ` to ${to.map(name).join(', ')}` : ''}: ${text}`
}

const act = async (desk: Terminal, seen: AnySeen, expressive: Expressive) => {
  const { moves, legal, question } = seen
  const open = Object.keys(legal)
  const move = (await choice(desk, open, 'You can')) as string
  const form = moveForm(moves, move, legal[move] as Legal<Moves>[string])
  if (question)
    return { act: { move, value: await askValue(desk, answerForm(form, question), 'Your answer') } as never }
  const names = Object.keys(form.properties!).filter((name) => name !== 'move')
  const unasked = names.filter((name) => expressive[move]?.includes(name))
  const filled = Object.fromEntries(unasked.map((name) => [name, neutral(form.properties![name]!)]))
  const given = await fields(
    desk,
    form,
    names.filter((name) => !unasked.includes(name)),
  )
  return { act: { move, ...filled, ...given } as never, ...(unasked.length > 0 && { note: { unasked } as Json }) }
}

/** A matrix question is answered row by row, so its rows name the elements. */
const answerForm = ({ properties }: Form, question: Question): Form => ({
  ...properties!['value'],
  ...(question.kind === 'matrix' && { names: question.rows }),
})

/** A person on the command line: one desk over the run's terminal. */
const entry: MindEntry = {
  name: 'human',
  about: 'a person at this terminal; several take turns at it',
  example: 'human',
  matches: (text) => text === 'human',
  make: (_text, { shared, input, output, protocol, onPerson, onClose }) => {
    let desk = shared.get('desk') as Desk | undefined
    if (!desk) {
      const opened = openDesk(input, output)
      shared.set('desk', opened)
      onPerson?.(opened.terminal)
      onClose(() => opened.terminal.close())
      desk = opened
    }
    return human(desk, protocol.parse ? { expressive: protocol.expressive } : {})
  },
}
export default entry
