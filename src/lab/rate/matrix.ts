import { shortInterval, shortNumber } from '../report/format.ts'
import { escaped, type Html, html } from '../report/html.ts'
import { type RatedTable, scoreOf } from './result.ts'

/** What a cell of the matrix is: a chance of winning, or an expected score where there are ties. */
const scoreWord = ({ tie }: Pick<RatedTable, 'tie'>): string =>
  tie === null ? 'Chance that the row beats the column' : 'Expected score of the row (wins, and half of the ties)'

/** How strong the colour of a score is: none at .5, most at 0 and 1. */
const depth = (score: number): number => Math.round(100 * Math.abs(score - 0.5)) / 100

/** The matrix as a table: rows against columns, in the order of the ladder, each score with its interval. */
export const matrixTable = (rated: RatedTable): Html => {
  const { order, scores } = rated
  return html`<div class="scroll"><table class="matrix"><caption>${scoreWord(rated)}, on even ground; blue: the row is ahead, orange: the column is.</caption><thead><tr><th scope="col">row against</th>${order.map(
    (name) => html`<th scope="col">${name}</th>`,
  )}</tr></thead><tbody>${order.map(
    (first) =>
      html`<tr><th scope="row">${first}</th>${order.map((second) => {
        if (first === second) return html`<td class="number none">–</td>`
        const { value, interval } = scoreOf(scores, first, second).score
        const colour = value > 0.5 ? 'ours' : 'theirs'
        return html`<td class="number" style="background: color-mix(in srgb, var(--${colour}) ${Math.round(60 * depth(value))}%, transparent)">${shortNumber(value)} <span class="small">${shortInterval(interval!)}</span></td>`
      })}</tr>`,
  )}</tbody></table></div>`
}

/** The same as a picture, for a file of its own. */
export const drawMatrix = (rated: RatedTable): string => {
  const { order, scores } = rated
  const [wide, high, top] = [92, 40, 54]
  const left = Math.min(260, 24 + Math.max(...order.map((name) => name.length)) * 7)
  const short = (name: string, most: number): string =>
    escaped(name.length > most ? `${name.slice(0, most - 1)}…` : name)
  const text = (x: number, y: number, at: 'start' | 'middle' | 'end', said: string, size = 12): string =>
    `<text x="${x}" y="${y}" text-anchor="${at}" font-size="${size}" fill="var(--ink)">${said}</text>`
  const cells = order.flatMap((first, i) =>
    order.map((second, j) => {
      const [x, y] = [left + j * wide, top + i * high]
      if (i === j) return text(x + wide / 2, y + 24, 'middle', '–')
      const { value, interval } = scoreOf(scores, first, second).score
      return `<rect x="${x + 1}" y="${y + 1}" width="${wide - 2}" height="${high - 2}" fill="var(--${value > 0.5 ? 'ours' : 'theirs'})" fill-opacity="${0.8 * depth(value)}"/>${text(x + wide / 2, y + 18, 'middle', shortNumber(value))}${text(x + wide / 2, y + 32, 'middle', shortInterval(interval!), 10)}`
    }),
  )
  const width = Math.max(left + order.length * wide + 10, 420)
  const height = top + order.length * high + 10
  const said = `Expected scores: ${scores.map(({ first, second, score }) => `${first} against ${second} ${shortNumber(score.value)}`).join('; ')}`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(said)}"><title>${escaped(said)}</title>${text(10, 16, 'start', escaped(scoreWord(rated)))}${order
    .map(
      (name, k) =>
        text(left + k * wide + wide / 2, top - 8, 'middle', short(name, 13)) +
        text(left - 8, top + k * high + 24, 'end', short(name, 34)),
    )
    .join('')}${cells.join('')}</svg>`
}
