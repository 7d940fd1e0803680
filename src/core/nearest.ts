/** Edits from one to the other; two neighbours that changed places are one edit (optimal string alignment). */
const distance = (a: string, b: string): number => {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const edits = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (same ? 0 : 1))
      next.push(swapped ? Math.min(edits, before[j - 2]! + 1) : edits)
    }
    before = row
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

/** What to say of a name that is not known: the nearest one, if any is near, and all there are. */
export const suggest = (name: string, known: readonly string[]): string => {
  const near = nearest(name, known)
  return `${near ? `; did you mean ${near}?` : '.'} There are ${known.join(', ')}`
}
