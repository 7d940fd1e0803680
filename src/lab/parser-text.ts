import type { LabelCounts, Parser } from '../core/index.ts'
import type { Evaluation } from '../parsers/index.ts'
import { readerLine } from './report/readers.ts'

const share = (part: number, of: number): string => (of ? (part / of).toFixed(2) : '–')

const labelTable = (labels: Readonly<Record<string, LabelCounts>>): string[] => {
  const width = Math.max(...Object.keys(labels).map((label) => label.length)) + 2
  return [
    `  ${'label'.padEnd(width)}${'borne by'.padStart(9)}${'found'.padStart(8)}${'right'.padStart(8)}`,
    ...Object.entries(labels).map(([label, { hits, misses, falseAlarms }]) => {
      const [found, right] = [share(hits, hits + misses), share(hits, hits + falseAlarms)]
      return `  ${label.padEnd(width)}${String(hits + misses).padStart(9)}${found.padStart(8)}${right.padStart(8)}`
    }),
  ]
}

/** A parser as text: what it reads, its error on people held out, and, `whole`, label by label. */
export const parserPage = ({ name, about, card }: Parser, whole = false): string =>
  [
    `${name}: ${about}`,
    `  ${readerLine(card)}`,
    ...(whole
      ? ['', ...labelTable(card.labels), '', `  found: share of those that bear it; right: share of those read so`]
      : []),
    '',
  ].join('\n')

const summary = (who: string, { tested, groups, accuracy, baseline }: Evaluation): string =>
  `${who}: right for ${(100 * accuracy).toFixed(1)}% of ${tested} utterances of ${groups} conversations (always the commonest: ${(100 * baseline).toFixed(1)}%)`

/** A test of a parser, and of what read in its place, as text. */
export const evaluationPage = (
  name: string,
  own: Evaluation,
  model: string | null,
  other: (Evaluation & { readonly unread: number }) | null,
): string =>
  [
    summary(name, own),
    ...labelTable(own.labels),
    ...(other && model !== null
      ? [
          '',
          summary(model, other),
          ...(other.unread ? [`  ${other.unread} had no usable answer`] : []),
          ...labelTable(other.labels),
        ]
      : []),
    '',
  ].join('\n')
