/** The end of one call: it comes when time is up or when the caller aborts, whichever is first. */
export interface Deadline {
  /** Sets what is told when the end comes, at once if it has come; null: nobody listens. */
  tell(listener: ((reason: unknown) => void) | null): void
  /** Resolves after so many milliseconds; rejects with the reason if the end comes first. */
  wait(milliseconds: number): Promise<void>
  /** Milliseconds left. */
  left(): number
  /** Must follow when the call has ended. */
  release(): void
}

/** Starts a deadline of so many milliseconds; `late` makes the reason given when they are over. */
export const deadline = (signal: AbortSignal | undefined, milliseconds: number, late: () => unknown): Deadline => {
  const end = performance.now() + milliseconds
  let listener: ((reason: unknown) => void) | null = null
  let over: { readonly reason: unknown } | null = null
  const stop = (reason: unknown) => {
    over ??= { reason }
    listener?.(over.reason)
  }
  const abort = () => stop(signal?.reason)
  const timer = setTimeout(() => stop(late()), milliseconds)
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted) abort()
  const tell: Deadline['tell'] = (next) => {
    listener = next
    if (over) next?.(over.reason)
  }
  return {
    tell,
    wait: (pause) =>
      new Promise((resolve, reject) => {
        const waited = setTimeout(resolve, pause)
        tell((reason) => {
          clearTimeout(waited)
          reject(reason)
        })
      }),
    left: () => end - performance.now(),
    release() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    },
  }
}
