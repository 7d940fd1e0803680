import type { FitSection } from '../../core/index.ts'
import type { FittedFromRun } from '../fit.ts'
import { type Calibration, loadCharts } from './charts.ts'
import { documentOf } from './document.ts'
import { fitCell } from './fit-text.ts'
import { counted, shortNumber } from './format.ts'
import { type Html, html, raw } from './html.ts'

/** What was forecast and what happened, of a section that holds both; null of any other. */
export const calibrationOf = ({ title, columns, rows }: FitSection): Calibration | null => {
  const find = (pattern: RegExp): number => columns.findIndex((column) => pattern.test(column))
  const forecast = find(/forecast|predicted|expected/i)
  const happened = find(/observed|happened|actual/i)
  if (!/calibrat/i.test(title) || forecast < 0 || happened < 0) return null
  const size = find(/^n$|cases|people|count|exchanges|turns/i)
  const points = rows.flatMap((row) => {
    const [x, y, n] = [row[forecast], row[happened], size < 0 ? null : row[size]]
    return typeof x === 'number' && typeof y === 'number' ? [{ x, y, n: typeof n === 'number' ? n : 1 }] : []
  })
  return points.length ? { title, forecast: columns[forecast]!, happened: columns[happened]!, points } : null
}

const table = ({ columns, rows }: FitSection): Html =>
  html`<div class="scroll"><table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, i) =>
        i === 0
          ? html`<th scope="row">${fitCell(cell)}</th>`
          : html`<td class="${typeof cell === 'number' && 'number'}">${fitCell(cell)}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`

/** The report of a fit as one self-contained HTML page: nothing in it is fetched. */
export const fitPage = async ({ file, about, flow, warning }: FittedFromRun): Promise<string> => {
  const { calibration } = await loadCharts()
  const { fit, fitter, report, draws, hash, suasion, protocol, run } = file
  const { skill, exploits = {} } = fit
  return documentOf(
    `${fitter}, fitted from ${fit.data}`,
    html`<section class="more"><h1>${fitter}, fitted from ${fit.data}</h1><p class="cite">${about}</p>
${warning && html`<p><strong>${warning}</strong></p>`}
<h2>Who is behind it</h2><p>${counted(fit.people, 'person').replace('persons', 'people')}, ${fit.arms}. ${flow.used.toLocaleString('en-US')} of ${flow.episodes.toLocaleString('en-US')} episodes were used${Object.entries(flow.reasons).map(([reason, n]) => ` (${reason}: ${n})`)}. Each episode draws its parameters from ${draws.length} refits on samples of whole conversations, so no interval narrows below these people.</p>
<h2>Skill over the baselines</h2><p class="small">1 − loss / loss of the baseline: 1 is perfect, 0 no better than it, below 0 worse.</p><table><tbody>${Object.entries(skill).map(([over, value]) => html`<tr><th scope="row">${over}</th><td class="number ${value <= 0 && 'verdict differs'}">${shortNumber(value)}</td></tr>`)}</tbody></table>
<h2>Support</h2><p>${fit.support}</p>
${Object.keys(exploits).length > 0 && html`<h2>Tricks that were tried on it</h2><table><tbody>${Object.entries(exploits).map(([name, found]) => html`<tr><th scope="row">${name}</th><td>${found}</td></tr>`)}</tbody></table>`}
</section>
${report.map((section) => {
  const points = calibrationOf(section)
  return html`<section class="more"><h2>${section.title}</h2><p class="small">${section.about}</p>${points && html`<div style="max-width:420px">${raw(calibration(points, { width: 420, height: 380 }))}</div>`}${table(section)}</section>`
})}
<section class="more"><h2>Where it comes from</h2><dl>${Object.entries({
      protocol: `${protocol.name} version ${protocol.version}`,
      run: run.study,
      'files of the corpus': run.corpus ?? 'no corpus',
      seed: run.seed,
      suasion,
      fingerprint: hash.slice(0, 16),
    }).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></section>`,
  )
}
