import { closingOf } from '../../core/index.ts'
import type { Run } from '../record.ts'
import type { Summary } from '../summary.ts'
import type { Charts } from './charts.ts'
import { counted, withInterval } from './format.ts'
import { type Html, html, raw } from './html.ts'

/** How many means fit on the first screen; the rest stand below it. */
const FITS = 11

/** How many acts each conversation of a run has. */
export const lengthsOf = ({ stored }: Run): readonly number[] => stored.map(({ episode }) => closingOf(episode).turns)

const means = ({ further }: Summary): Html => {
  // What is the same in every conversation says least.
  const varies = (each: Summary['further'][number]): boolean => each.estimate?.interval !== undefined
  const shown = [...further.filter(varies), ...further.filter((each) => !varies(each))].slice(0, FITS)
  const more = further.length - shown.length
  return html`<section class="card table" data-part="means"><h2>What was read: means over conversations${more > 0 && html` <span class="key"><a href="#estimates">${more} more below</a></span>`}</h2>
<table class="dense"><thead><tr><th scope="col">column</th><th scope="col">mean [95% interval]</th><th scope="col">what it is</th></tr></thead><tbody>${shown.map(
    ({ key, estimate }) =>
      html`<tr><th scope="row"><span class="clamp">${key}</span></th><td class="number">${estimate ? withInterval(estimate.value, estimate.interval) : '–'}</td><td><span class="small">${estimate?.note}</span></td></tr>`,
  )}</tbody></table>${shown.length === 0 && html`<p>No instrument or fact of these conversations is a number.</p>`}</section>`
}

const records = ({ provenance }: Summary): Html => {
  const { found, taken, leftOut, missing, files, licence, path } = provenance.corpus!
  const list = (counts: Readonly<Record<string, number>>): Html[] =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([what, n]) => html`<li>${what}: ${n.toLocaleString('en-US')}</li>`)
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return html`<section class="card intervals" data-part="records"><h2>Records</h2><p>${found.toLocaleString('en-US')} found, ${taken.toLocaleString('en-US')} taken, ${(found - taken).toLocaleString('en-US')} left out.</p>
${Object.keys(leftOut).length > 0 && html`<p class="small">Left out:</p><ul class="plain">${list(leftOut)}</ul>`}
${Object.keys(missing).length > 0 ? html`<p class="small">Taken, with something missing or odd:</p><ul class="plain">${list(missing)}</ul>` : html`<p class="small">Nothing is missing in those taken.</p>`}
<p class="small" style="margin-top:auto">${counted(files.length, 'file')} from ${path}, ${(bytes / 1e6).toFixed(1)} MB. Licence: ${licence}. Speakers are numbered or named by their part; no name is kept.</p></section>`
}

/** The cards of the first screen that an imported run has in place of comparisons with a paper. */
export const heldCards = (summary: Summary, charts: Charts, lengths: readonly number[]): Html =>
  html`${means(summary)}
${records(summary)}
<section class="card dots" data-part="lengths" style="grid-column: span 16"><h2>How long the conversations are: acts in each</h2><div class="picture">${raw(charts.lengths(lengths, { width: 860, height: 250 }))}</div></section>`
