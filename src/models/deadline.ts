/** The end of one call: it comes when time is up or when the caller aborts, whichever is first. */
export interface Deadline {
  /** Sets what is told when the end comes, at once if it has come; null: nobody listens. */
  tell(listener: ((reason: unknown) => void) | null): void
  /** Resolves after so many milliseconds; rejects with the reason if the end comes first. */
  wait(milliseconds: number): Promise<void>
  /** Milliseconds left. */
  left(): number
  /** Ends it now, unless it has ended. */
  stop(reason: unknown): void
  /** Must follow when the call has ended. */
  release(): void
}

/** One object a call, and a class because every call makes one. */
class End implements Deadline {
  private readonly end: number
  private readonly timer: NodeJS.Timeout
  private readonly abort: (() => void) | null
  private listener: ((reason: unknown) => void) | null = null
  private over: { readonly reason: unknown } | null = null
  constructor(
    private readonly signal: AbortSignal | undefined,
    milliseconds: number,
    late: () => unknown,
  ) {
    this.end = performance.now() + milliseconds
    this.timer = setTimeout(() => this.stop(late()), milliseconds)
    this.abort = signal ? () => this.stop(signal.reason) : null
    if (!this.abort) return
    signal!.addEventListener('abort', this.abort, { once: true })
    if (signal!.aborted) this.abort()
  }
  stop(reason: unknown): void {
    this.over ??= { reason }
    this.listener?.(this.over.reason)
  }
  tell(next: ((reason: unknown) => void) | null): void {
    this.listener = next
    if (this.over) next?.(this.over.reason)
  }
  wait(pause: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const waited = setTimeout(resolve, pause)
      this.tell((reason) => {
        clearTimeout(waited)
        reject(reason)
      })
    })
  }
  left(): number {
    return this.end - performance.now()
  }
  release(): void {
    clearTimeout(this.timer)
    if (this.abort) this.signal!.removeEventListener('abort', this.abort)
  }
}

/** Starts a deadline of so many milliseconds; `late` makes the reason given when they are over. */
export const deadline = (signal: AbortSignal | undefined, milliseconds: number, late: () => unknown): Deadline =>
  new End(signal, milliseconds, late)
