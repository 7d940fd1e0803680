import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'

/** A file of calls that is read as it grows: an index of its lines, and each line when it is wanted. */
export interface CallFile {
  /** Tells of the whole lines that came since it was last asked: the key, where the line is, how long it is. */
  more(tell: (key: string, at: number, bytes: number) => void): void
  /** A line as JSON; null where it is none. */
  read(at: number, bytes: number): object | null
  close(): void
}

/** How every line begins; the key follows, so that an index needs no parsing. */
const head = '{"key":"'
const keyLength = 43
const newline = 10

/** Opens a file of calls for reading. */
export const readCalls = (path: string): CallFile => {
  const file = openSync(path, 'r')
  const block = Buffer.allocUnsafe(2 ** 20)
  let end = 0
  return {
    more(tell) {
      let rest: Buffer = Buffer.alloc(0)
      for (;;) {
        const got = readSync(file, block, 0, block.length, end + rest.length)
        if (got === 0) return
        const bytes = rest.length === 0 ? block.subarray(0, got) : Buffer.concat([rest, block.subarray(0, got)])
        let from = 0
        for (let to = bytes.indexOf(newline); to >= 0; to = bytes.indexOf(newline, from)) {
          const begun = bytes.toString('latin1', from, from + head.length + keyLength)
          const key = begun.slice(head.length)
          if (begun.startsWith(head) && /^[\w-]{43}$/.test(key)) tell(key, end + from, to - from)
          from = to + 1
        }
        end += from
        rest = Buffer.from(bytes.subarray(from))
      }
    },
    read(at, bytes) {
      const line = Buffer.allocUnsafe(bytes)
      if (readSync(file, line, 0, bytes, at) < bytes) return null
      try {
        const value: unknown = JSON.parse(line.toString('utf8'))
        return typeof value === 'object' && value !== null ? value : null
      } catch {
        return null
      }
    },
    close: () => closeSync(file),
  }
}

/** A file of calls that is being written. */
export interface CallWriter {
  /** Writes a call as one line, handed to the kernel whole; says where the line is, and how long. */
  write(call: { readonly key: string; readonly [field: string]: unknown }): {
    readonly at: number
    readonly bytes: number
  }
  close(): void
}

/** Opens a new file of calls for writing. */
export const writeCalls = (path: string): CallWriter => {
  const file = openSync(path, 'ax')
  let end = 0
  return {
    write: ({ key, ...call }) => {
      const line = Buffer.from(`${head}${key}",${JSON.stringify(call).slice(1)}\n`, 'utf8')
      for (let done = 0; done < line.length; ) done += writeSync(file, line, done)
      const at = end
      end += line.length
      return { at, bytes: line.length - 1 }
    },
    close: () => {
      fsyncSync(file)
      closeSync(file)
    },
  }
}
