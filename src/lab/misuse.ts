/** What the user did that cannot work: printed without a stack, with what would be right. */
export class Misuse extends Error {
  override readonly name = 'Misuse'
  constructor(
    message: string,
    /** The exit code of the command. */
    readonly code = 2,
  ) {
    super(message)
  }
}

const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}

/** The known name nearest to a mistyped one, or null where none is near. */
export const nearest = (name: string, known: readonly string[]): string | null => {
  const lower = name.toLowerCase()
  const scored = known.map((each) => {
    const start = each.toLowerCase().slice(0, lower.length)
    return { each, score: Math.min(distance(lower, each.toLowerCase()), distance(lower, start) + 0.5) }
  })
  const best = scored.sort((a, b) => a.score - b.score)[0]
  return best && best.score <= Math.max(2, name.length / 3) ? best.each : null
}

/** A misuse that names the nearest of the known names, and lists them. */
export const unknownName = (kind: string, name: string, known: readonly string[]): Misuse => {
  const near = nearest(name, known)
  return new Misuse(
    `there is no ${kind} called ${name}${near ? `; did you mean ${near}?` : ''} Known: ${known.join(', ')}`,
  )
}
