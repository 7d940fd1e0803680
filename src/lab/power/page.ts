import { loadCharts } from '../report/charts.ts'
import { documentOf } from '../report/document.ts'
import { type Html, html, raw } from '../report/html.ts'
import { curveColour, curveName } from './chart.ts'
import type { Power } from './record.ts'
import { assumptions, powerTable } from './text.ts'

const own = `
main { max-width: 1080px; margin: 0 auto; padding: 16px 18px 40px; } header { margin-bottom: 12px; }
.curves { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 10px; margin: 12px 0 18px; }
.curves .card { overflow: visible; } .legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 2px 0 4px; font-size: 12px; color: var(--soft); }
.legend i { display: inline-block; width: 14px; height: 3px; vertical-align: middle; margin-right: 6px; }
.curves svg { width: 100%; height: auto; display: block; } ul.plain { margin: 4px 0 14px; }
td, tbody th { font-variant-numeric: tabular-nums; white-space: nowrap; }
main > h2 { font-size: 14px; margin: 22px 0 6px; color: inherit; text-transform: none; letter-spacing: 0; }
@media (max-width: 800px) { .curves { grid-template-columns: minmax(0, 1fr); } .curves .card { overflow-x: auto; } .curves .card svg { width: auto; max-width: none; align-self: flex-start; } }
`

/** One self-contained HTML page about a power analysis: its curves, its table, and all it takes for granted. */
export const renderPowerPage = async (power: Power): Promise<string> => {
  const charts = await loadCharts()
  const { columns, rows } = powerTable(power)
  const legend: Html = html`<div class="legend">${power.effects.map(
    (effect) => html`<span><i style="background: ${curveColour(effect)}"></i>${curveName(effect)}</span>`,
  )}</div>`
  const detectable = charts.detectable(power, { width: 400, height: 330 })
  return documentOf(
    `Power of ${power.title}`,
    html`<header><h1>Power: ${power.title}</h1><p class="cite">to find “${power.estimate}”</p></header>
<div class="curves"><section class="card"><h2>How often it is found</h2>${legend}${raw(charts.power(power, { width: 600, height: 330 }))}</section>
<section class="card"><h2>The least effect found with 80% power</h2>${detectable ? raw(detectable) : html`<p class="small">Not known: the design stops by looking, or too few simulated studies gave an estimate.</p>`}</section></div>
<h2>By number of trials</h2>
<div class="scroll"><table><caption>In brackets: Monte Carlo error (95%). Precision: half the width of the interval of the estimate.</caption><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows.map(
      ([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
    )}</tbody></table></div>
${power.notes.length > 0 && html`<h2>What it comes to</h2><ul class="plain">${power.notes.map((note) => html`<li>${note}</li>`)}</ul>`}
<h2>What it takes for granted</h2><ul class="plain">${[...assumptions(power), power.mechanism, ...(power.stopped ? [power.stopped] : [])].map((line) => html`<li>${line}</li>`)}</ul>`,
    own,
  )
}
