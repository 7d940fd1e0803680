/** Lets at most a given number of calls through at once; the others wait in the order they came. */
export interface Gate {
  /** Resolves when there is room; rejects with the signal's reason when it aborts first. */
  enter(signal?: AbortSignal): Promise<void>
  /** Must follow every `enter` that resolved. */
  leave(): void
}

/** Opens a gate with `room` places, an integer of at least 1. */
export const gate = (room: number): Gate => {
  const waiting = new Set<() => void>()
  let inside = 0
  return {
    async enter(signal) {
      signal?.throwIfAborted()
      if (inside < room) {
        inside++
        return
      }
      await new Promise<void>((resolve, reject) => {
        const abort = () => {
          waiting.delete(admit)
          reject(signal?.reason)
        }
        const admit = () => {
          signal?.removeEventListener('abort', abort)
          resolve()
        }
        signal?.addEventListener('abort', abort, { once: true })
        waiting.add(admit)
      })
    },
    leave() {
      const next = waiting.values().next()
      if (next.done) {
        inside--
        return
      }
      // The place passes from hand to hand, so that a newcomer cannot slip in between.
      waiting.delete(next.value)
      next.value()
    },
  }
}
