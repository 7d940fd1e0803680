import type { Interval } from '../../core/index.ts'
import { escaped } from './html.ts'

export type Plot = typeof import('@observablehq/plot')

/** Draws one picture as SVG text; its title is read out in its place. */
export type Draw = (title: string, options: Parameters<Plot['plot']>[0]) => string

export interface Size {
  readonly width: number
  readonly height: number
}

/** A value with the ends of its interval, or with itself for both where it has none. */
export const ends = (value: number, interval: Interval | undefined): { value: number; low: number; high: number } => ({
  value,
  low: interval?.[0] ?? value,
  high: interval?.[1] ?? value,
})

const style = { background: 'none', color: 'var(--ink)', fontFamily: 'inherit', fontSize: '11px', overflow: 'visible' }

/** Coordinates to a tenth of a pixel: full doubles would make half of the file. */
const trimmed = (svg: string): string =>
  svg.replace(/ (?:d|cx|cy|x|y|x1|x2|y1|y2|transform)="[^"]*"/g, (found) => found.replace(/(\d\.\d)\d+/g, '$1'))

/** Loads what draws, once: Plot and its document are loaded here, so that nothing else waits for them. */
export const loadDraw = async (): Promise<{ readonly plot: Plot; readonly draw: Draw }> => {
  const [plot, { parseHTML }] = await Promise.all([import('@observablehq/plot'), import('linkedom')])
  const draw: Draw = (title, options) => {
    const { document } = parseHTML('<html><body></body></html>')
    const svg = plot.plot({ document: document as never, style, ...options }) as unknown as ReturnType<
      typeof document.createElementNS
    >
    svg.setAttribute('role', 'img')
    // This document writes attributes as they are set, so that & and < would break a file of XML.
    svg.setAttribute('aria-label', escaped(title))
    const name = document.createElementNS('http://www.w3.org/2000/svg', 'title')
    name.textContent = title
    svg.prepend(name as never)
    return trimmed(svg.outerHTML)
  }
  return { plot, draw }
}
