/**
 * Lets a number of calls through at once; the others wait in the order they came, those that try again first. The number
 * falls by a fifth (*chosen*) when the server says it is busy, once for all calls under way, and grows back with answers.
 */
export interface Gate {
  /** Takes a place at once, and says whether there was one: there is none while others wait. */
  pass(): boolean
  /** Resolves when there is room; rejects with the signal's reason when it aborts first. `again`: before all newcomers. */
  enter(signal?: AbortSignal, again?: boolean): Promise<void>
  /** Must follow every `enter` that resolved, and every `pass` that found a place. */
  leave(): void
  /** The server answered: the room grows by a sixteenth of the most (*chosen*) for every roomful of answers. */
  answered(): void
  /** The server was too busy for a call sent at `sent` (performance.now()); for `pause` milliseconds nobody enters. */
  busy(sent: number, pause: number): void
  /** How many calls it lets through at once now. */
  room(): number
  /** Nobody is let in when a wait is over: nothing keeps the process alive any more. */
  close(): void
}

/** Opens a gate with at most `most` places, an integer of at least 1. */
export const gate = (most: number): Gate => {
  const again = new Set<() => void>()
  const waiting = new Set<() => void>()
  let inside = 0
  let room = most
  let until = 0
  let cut = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | null = null

  const shut = (): boolean => until > 0 && performance.now() < until
  const open = (): void => {
    timer = null
    until = 0
    admit()
  }
  const admit = (): void => {
    while (inside < Math.floor(room) && !shut()) {
      const line = again.size > 0 ? again : waiting
      const next = line.values().next()
      if (next.done) return
      line.delete(next.value)
      inside++
      next.value()
    }
  }
  const pass = (): boolean => {
    if (again.size + waiting.size > 0 || inside >= Math.floor(room) || shut()) return false
    inside++
    return true
  }
  return {
    pass,
    async enter(signal, first = false) {
      signal?.throwIfAborted()
      if (pass()) return
      const line = first ? again : waiting
      await new Promise<void>((resolve, reject) => {
        const abort = () => {
          line.delete(enter)
          reject(signal?.reason)
        }
        const enter = () => {
          signal?.removeEventListener('abort', abort)
          resolve()
        }
        signal?.addEventListener('abort', abort, { once: true })
        line.add(enter)
      })
    },
    leave() {
      inside--
      admit()
    },
    answered() {
      if (room >= most) return
      room = Math.min(most, room + Math.max(1, most / 16) / room)
      admit()
    },
    busy(sent, pause) {
      // Calls that were under way at the last cut say nothing about the room since.
      if (sent >= cut) {
        room = Math.max(1, room * 0.8)
        cut = performance.now()
      }
      const end = performance.now() + pause
      if (pause <= 0 || end <= until) return
      until = end
      if (timer) clearTimeout(timer)
      timer = setTimeout(open, pause)
    },
    room: () => Math.floor(room),
    close: () => {
      if (timer) clearTimeout(timer)
    },
  }
}
