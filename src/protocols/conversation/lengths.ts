import type { Told } from 'suasion'

/** One reply: the words of what somebody else had said last, one's own last contribution, and the reply, as log(1 + words). */
export interface Reply {
  readonly heard: number
  /** Null where the speaker had not spoken before. */
  readonly own: number | null
  readonly said: number
}

/** Sums over replies, from which a line is fitted: they add up over conversations. */
export interface Sums {
  readonly n: number
  readonly x: number
  readonly y: number
  readonly xx: number
  readonly xy: number
  readonly yy: number
}

/** A line from what was heard to what is said, and the spread around it, on the scale of log(1 + words). */
export interface Line {
  readonly level: number
  readonly slope: number
  readonly spread: number
}

/** The words of a text: what stands between spaces. */
export const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length

export const logWords = (words: number): number => Math.log1p(words)

/** The replies of one conversation, and how many speakers made them. */
export const repliesIn = ({ episode }: Told): { readonly replies: readonly Reply[]; readonly speakers: number } => {
  const replies: Reply[] = []
  const own = new Map<string, number>()
  const made = new Set<string>()
  let last: { readonly seat: string; readonly length: number } | null = null
  for (const event of episode) {
    if (event.kind !== 'act' || typeof event.act['text'] !== 'string') continue
    const { seat } = event
    const length = logWords(wordsIn(event.act['text']))
    if (last && last.seat !== seat) {
      replies.push({ heard: last.length, own: own.get(seat) ?? null, said: length })
      made.add(seat)
    }
    own.set(seat, length)
    last = { seat, length }
  }
  return { replies, speakers: made.size }
}

/** The sums of some replies. */
export const sumsOf = (replies: readonly Reply[]): Sums => {
  let [x, y, xx, xy, yy] = [0, 0, 0, 0, 0]
  for (const { heard, said } of replies) {
    x += heard
    y += said
    xx += heard * heard
    xy += heard * said
    yy += said * said
  }
  return { n: replies.length, x, y, xx, xy, yy }
}

/** The sums of several conversations together, each taken as often as it stands there. */
export const added = (all: readonly Sums[]): Sums =>
  all.reduce(
    (a, b) => ({ n: a.n + b.n, x: a.x + b.x, y: a.y + b.y, xx: a.xx + b.xx, xy: a.xy + b.xy, yy: a.yy + b.yy }),
    {
      n: 0,
      x: 0,
      y: 0,
      xx: 0,
      xy: 0,
      yy: 0,
    },
  )

/** The least-squares line of some sums; null where what was heard or what was said does not vary. */
export const lineOf = ({ n, x, y, xx, xy, yy }: Sums): Line | null => {
  const [vx, vy, c] = [xx - (x * x) / n, yy - (y * y) / n, xy - (x * y) / n]
  if (!(n > 2 && vx > 1e-9 * Math.max(1, xx) && vy > 1e-9 * Math.max(1, yy))) return null
  const slope = c / vx
  return { level: (y - slope * x) / n, slope, spread: Math.sqrt(Math.max(0, vy - slope * c) / (n - 2)) }
}
