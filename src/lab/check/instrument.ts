import { type Episode, type Instrument, type Row, unstorable } from '../../core/index.ts'
import { difference, type Finding, messageOf, reportOn } from './finding.ts'
import { freeze } from './watch.ts'

/** An episode to measure, and its judgement where the instrument has a judge. */
export interface Measured {
  readonly episode: Episode
  readonly judged?: Episode | null
}

const rowsOf = (read: Row | readonly Row[]): readonly Row[] => [read].flat() as readonly Row[]

/**
 * Reads logs with an instrument and reports each promise it breaks: it changes no log and reads the same twice, it
 * reads the columns it declares and no other, its values are plain data, and of an episode in which nothing happened
 * it says so (null, 0, false, no row, or an error in words) and never NaN or undefined.
 */
export const checkInstrument = async (
  instrument: Instrument,
  measured: readonly Measured[],
): Promise<readonly Finding[]> => {
  const report = reportOn(instrument.name)
  const columns = Object.keys(instrument.columns)
  for (const [name, meaning] of Object.entries(instrument.columns))
    if (typeof meaning !== 'string' || meaning.trim() === '') report('columns', `the column ${name} has no meaning`)
  for (const [i, { episode, judged = null }] of measured.entries()) {
    freeze(episode)
    freeze(judged)
    let rows: readonly Row[]
    try {
      rows = rowsOf(instrument.read(episode, judged))
      const found = difference(rows, rowsOf(instrument.read(episode, judged)), 'row')
      if (found) report('reads the same', `episode ${i}, read twice: ${found}`)
    } catch (error) {
      report('reads', `episode ${i}: ${messageOf(error)}`)
      continue
    }
    for (const row of rows) {
      const extra = Object.keys(row).filter((name) => name !== 'seat' && !columns.includes(name))
      const lacking = columns.filter((name) => !(name in row))
      if (extra.length) report('columns', `it reads ${extra}, and declares ${columns}`)
      if (lacking.length) report('columns', `it declares ${lacking}, and reads ${Object.keys(row)}`)
      const lost = unstorable(row, 'row')
      if (lost) report('plain data', `episode ${i}: ${lost}`)
    }
  }
  const [first] = measured
  if (first) {
    const { episode, judged = null } = first
    const cut: Episode = [episode[0]!, { kind: 'close', turns: 0, payoff: null, flags: ['truncated'] }]
    try {
      for (const row of rowsOf(instrument.read(cut, judged && [judged[0]!, cut[1]!]))) {
        const lost = unstorable(row, 'row')
        if (lost) report('nothing happened', `of an episode cut before its first turn, ${lost}; right would be null`)
      }
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'Error')
        report('nothing happened', `of an episode cut before its first turn, it throws ${messageOf(error)}`)
    }
  }
  return report.found
}
