import pc from 'picocolors'
import type { FitSection } from '../../core/index.ts'
import { aligned } from '../aligned.ts'
import type { FittedFromRun } from '../fit.ts'
import { counted, shortNumber } from './format.ts'

/** The most rows of a section that a terminal shows. */
const MOST = 14

/** A cell of a fit's report for reading: counts as they are, other numbers in short. */
export const fitCell = (cell: FitSection['rows'][number][number]): string =>
  cell === null
    ? '–'
    : typeof cell === 'string'
      ? cell
      : Number.isInteger(cell) && Math.abs(cell) < 1e6
        ? cell.toLocaleString('en-US').replace('-', '−')
        : shortNumber(cell)

const wrapped = (text: string, width = 100): string[] =>
  text.split(/\s+/).reduce<string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
    return lines
  }, [])

/** The report of a fit as text for a terminal. */
export const fitText = ({ file, about, flow, warning }: FittedFromRun, colour: boolean): string => {
  const { bold, dim, yellow } = pc.createColors(colour)
  const { fit, report, draws, fitter } = file
  const lost = Object.entries(flow.reasons).map(([reason, n]) => `${reason}: ${n}`)
  const lines = [
    bold(`${fitter}: ${about}`),
    '',
    `Data      ${fit.data}: ${counted(fit.people, 'person').replace('persons', 'people')}, ${fit.arms}`,
    `Episodes  ${flow.used.toLocaleString('en-US')} of ${flow.episodes.toLocaleString('en-US')} used${lost.length ? ` (${lost.join('; ')})` : ''}; ${draws.length} draws of the parameters, of which each episode takes one`,
    ...Object.entries(fit.skill).map(
      ([over, skill], i) =>
        `${i ? '          ' : 'Skill     '}${shortNumber(skill)} over ${over}${skill <= 0 ? yellow(' (no better than this baseline)') : ''}`,
    ),
    ...wrapped(fit.support, 90).map((line, i) => `${i ? '          ' : 'Support   '}${line}`),
    ...Object.entries(fit.exploits ?? {}).map(
      ([trick, found], i) => `${i ? '          ' : 'Tricks    '}${trick}: ${found}`,
    ),
  ]
  if (warning) lines.push(yellow(`Note      ${warning}`))
  for (const { title, about: how, columns, rows } of report) {
    lines.push('', bold(title), ...wrapped(how).map((line) => dim(line)))
    // A wide cell of words stands on a line of its own, where columns would run out of the page.
    if (rows.some((row) => row.some((cell) => typeof cell === 'string' && cell.length > 60)))
      for (const [first, ...rest] of rows) {
        const said = rest.every((cell) => typeof cell === 'string')
          ? rest.map(fitCell)
          : [rest.map((cell, i) => `${columns[i + 1]} ${fitCell(cell)}`).join('; ')]
        lines.push(
          ...wrapped(fitCell(first!), 96).map((line) => `  ${line}`),
          ...said.flatMap((each) => wrapped(each, 96).map((line) => `    ${line}`)),
        )
      }
    else
      lines.push(
        ...aligned(
          columns,
          rows.slice(0, MOST).map((row) => row.map(fitCell)),
          bold,
        ),
      )
    if (rows.length > MOST) lines.push(dim(`and ${rows.length - MOST} more in --html`))
  }
  return `${lines.join('\n')}\n`
}
