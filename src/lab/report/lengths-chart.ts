import type { Draw, Plot, Size } from './draw.ts'

/** More bins than this make no picture. */
const MOST = 60

/** Draws how many conversations there are of each length. */
export const drawLengths =
  (plot: Plot, draw: Draw) =>
  (lengths: readonly number[], { width, height }: Size): string => {
    if (lengths.length === 0) return ''
    const sorted = [...lengths].sort((a, b) => a - b)
    const [least, most] = [sorted[0]!, sorted.at(-1)!]
    const middle = sorted[sorted.length >> 1]!
    const step = Math.max(1, Math.ceil((most - least + 1) / MOST))
    const bins = new Map<number, number>()
    for (const length of lengths) {
      const from = least + Math.floor((length - least) / step) * step
      bins.set(from, (bins.get(from) ?? 0) + 1)
    }
    const bars = [...bins].map(([from, n]) => ({ from: from - 0.5, to: from + step - 0.5, n }))
    return draw(`${lengths.length} conversations of ${least} to ${most} acts, half of them of ${middle} or more`, {
      width,
      height,
      marginLeft: 44,
      marginBottom: 36,
      x: { domain: [least - 1, Math.max(most, least + 8) + step], label: 'acts →', ticks: 10, tickFormat: 'd' },
      y: { label: '↑ conversations', grid: true, ticks: 5, tickFormat: 'd' },
      marks: [
        plot.rectY(bars, { x1: 'from', x2: 'to', y: 'n', fill: 'var(--ours)', fillOpacity: 0.75, inset: 0.5 }),
        plot.ruleY([0], { stroke: 'var(--faint)' }),
      ],
    })
  }
