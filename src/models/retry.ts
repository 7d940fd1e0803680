/** Milliseconds that a server asks us to wait: seconds, an HTTP date, or OpenAI's milliseconds; null where it does not. */
export const retryAfter = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
  now: number,
): number | null => {
  const only = (name: string) => [headers[name] ?? []].flat()[0]?.trim() ?? ''
  const milliseconds = only('retry-after-ms')
  if (/^\d+(\.\d+)?$/.test(milliseconds)) return Number(milliseconds)
  const given = only('retry-after')
  if (/^\d+(\.\d+)?$/.test(given)) return Number(given) * 1000
  const date = given === '' ? Number.NaN : Date.parse(given)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

/** Milliseconds to wait after failure number `n` (from 1): any up to `first` doubled each time and at most 30 s (full jitter). */
export const backoff = (first: number, n: number, uniform: number): number =>
  Math.min(first * 2 ** (n - 1), 30_000) * uniform
