import type { Flow } from '../record.ts'
import { escaped } from '../report/html.ts'

const step = 92
const left = { x: 10, width: 230 }
const right = { x: 300, width: 330 }

const box = (x: number, y: number, width: number, height: number, lines: readonly string[], bold: boolean): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" fill="var(--card)" stroke="var(--faint)"/>${lines
    .map(
      (line, i) =>
        `<text x="${x + 12}" y="${y + 20 + i * 16}"${bold && i === 0 ? ' font-weight="600"' : ''} fill="var(--ink)">${escaped(line)}</text>`,
    )
    .join('')}`

const head = (x: number, y: number, to: 'down' | 'right'): string =>
  `<path d="M${x} ${y}${to === 'down' ? 'l-4 -7h8z' : 'l-7 -4v8z'}" fill="var(--ink)"/>`

/** The reasons that belong between two steps of the flow. */
const reasonsBetween = ({ reasons }: Flow, place: 'start' | 'finish' | 'use' | 'read'): string[] => {
  const of = (reason: string): typeof place =>
    reason === 'not yet started'
      ? 'start'
      : reason === 'started, not finished'
        ? 'finish'
        : reason === 'no instrument could read it'
          ? 'read'
          : 'use'
  return Object.entries(reasons)
    .filter(([reason]) => of(reason) === place)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, n]) => `${reason}: ${n.toLocaleString('en-US')}`)
}

/** The flow of episodes as a diagram after CONSORT 2010: what was assigned, started, completed, valid and analysed, and why the others were not. */
export const drawFlow = (flow: Flow): string => {
  const steps = [
    ['assigned', flow.assigned, 'start'],
    ['started', flow.started, 'finish'],
    ['completed', flow.completed, 'use'],
    ['valid', flow.valid, 'read'],
    ['analysed', flow.analysed, null],
  ] as const
  let y = 8
  const parts: string[] = []
  for (const [i, [name, n, lost]] of steps.entries()) {
    parts.push(box(left.x, y, left.width, 34, [`${name}: ${n.toLocaleString('en-US')}`], true))
    if (lost === null) break
    const why = reasonsBetween(flow, lost)
    const shown = why.length > 8 ? [...why.slice(0, 7), `and ${why.length - 7} more reasons`] : why
    const gap = Math.max(step - 34, shown.length * 16 + 34)
    const middle = left.x + left.width / 2
    parts.push(
      `<path d="M${middle} ${y + 34} V${y + 34 + gap - 3}" stroke="var(--ink)" fill="none"/>`,
      head(middle, y + 34 + gap, 'down'),
    )
    const gone = n - steps[i + 1]![1]
    if (gone > 0) {
      const at = y + 34 + gap / 2
      const height = shown.length * 16 + 30
      parts.push(
        `<path d="M${middle} ${at} H${right.x - 3}" stroke="var(--ink)" fill="none"/>`,
        head(right.x, at, 'right'),
        box(
          right.x,
          at - height / 2,
          right.width,
          height,
          [`left out: ${gone.toLocaleString('en-US')}`, ...shown],
          true,
        ),
      )
    }
    y += 34 + gap
  }
  const height = y + 34 + 10
  const said = steps.map(([name, n]) => `${name} ${n}`).join(', ')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="${height}" viewBox="0 0 640 ${height}" role="img" aria-label="Flow of episodes: ${said}" font-size="12"><title>Flow of episodes: ${said}</title>${parts.join('')}</svg>`
}
