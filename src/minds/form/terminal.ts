import { createInterface } from 'node:readline/promises'

/** The person at the terminal went away: the seat counts as absent, and the run goes on. */
export class PersonLeft extends Error {
  override readonly name = 'PersonLeft'
  readonly absent = 'left'
}

/** Lines in, text out. */
export interface Terminal {
  /** Whether a person sees it, so that it can be cleared. */
  readonly live: boolean
  write(text: string): void
  /** The next line, without its end; rejects with `PersonLeft` once the input is closed. */
  line(prompt: string): Promise<string>
  close(): void
}

type Output = NodeJS.WritableStream & { readonly isTTY?: boolean }

/** Opens a terminal over two streams: a real one, a pseudo-terminal, or pipes. */
export const terminal = (input: NodeJS.ReadableStream, output: Output): Terminal => {
  const live = output.isTTY === true
  let lines: ReturnType<typeof createInterface> | null = null
  let closed = false
  // Piped lines come before they are asked for, and `question` would drop them.
  const ready: string[] = []
  let waiting: { take(line: string): void; leave(): void } | null = null

  // What is typed at a terminal stands there; what comes through a pipe would be missing from what is shown.
  const echoed = (line: string): string => {
    if (!live) output.write(`${line}\n`)
    return line
  }
  const opened = () => {
    lines ??= createInterface({ input, output, terminal: live })
      .on('line', (line) => {
        const taker = waiting
        waiting = null
        if (taker) taker.take(echoed(line))
        else ready.push(line)
      })
      // The prompt takes ctrl-C from the process, whose run it should stop.
      .on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
      .on('close', () => {
        closed = true
        waiting?.leave()
        waiting = null
      })
    return lines
  }
  return {
    live,
    write: (text) => void output.write(text),
    line: (prompt) =>
      new Promise((take, reject) => {
        const leave = () => reject(new PersonLeft('the person left: the input was closed'))
        const face = opened()
        const next = ready.shift()
        if (next === undefined && closed) {
          leave()
          return
        }
        if (next !== undefined) {
          output.write(prompt)
          take(echoed(next))
          return
        }
        waiting = { take, leave }
        face.setPrompt(prompt)
        face.prompt()
      }),
    close: () => lines?.close(),
  }
}
