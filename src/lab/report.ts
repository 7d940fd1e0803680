import { createHash } from 'node:crypto'
import type { Estimate } from '../core/index.ts'
import type { Figure } from './figures/figure.ts'
import { figuresOf } from './figures.ts'
import type { Status } from './freeze.ts'
import type { Run } from './record.ts'
import { byMind } from './report/by-mind.ts'
import { loadCharts } from './report/charts.ts'
import { firstScreen, inOneLine, reason, verdictCell, words } from './report/first.ts'
import { shortDifference, shortMargin, shortNumber, shortP, withInterval } from './report/format.ts'
import { lengthsOf } from './report/held.ts'
import { embedded, type Html, html, raw } from './report/html.ts'
import { judgesSection } from './report/judges.ts'
import { planSection } from './report/plan.ts'
import { css } from './report/style.ts'
import { type Transcripts, transcriptsOf } from './report/transcripts.ts'
import { script } from './report/viewer.ts'
import type { Summary } from './summary.ts'

export interface ReportOptions {
  /** The most episodes shown in full; 60 unless said. */
  readonly transcripts?: number
}

const details = (estimate: Estimate, corrected?: number | null): string =>
  [
    estimate.estimator,
    `n ${estimate.n.toLocaleString('en-US')}`,
    estimate.interval && `${Math.round((estimate.level ?? 0.95) * 100)}% interval`,
    estimate.p !== undefined && `p ${shortP(estimate.p)}`,
    typeof corrected === 'number' && `${shortP(corrected)} after Holm`,
    estimate.note,
  ]
    .filter(Boolean)
    .join('; ')

/** Where an estimate stands in the frozen plan, where that is to be said. */
const standing = (status: Status | null | undefined): Html | false =>
  Boolean(status) && html`<span class="small">${status}</span>`

const estimates = ({ comparisons, further, plan }: Summary): Html => {
  const holmOf = (key: string): number | null => plan.family.find((each) => each.key === key)?.holm ?? null
  return html`<section class="more" id="estimates">${
    comparisons.length > 0 &&
    html`<h3>Every estimate, with where it comes from</h3><div class="scroll"><table><caption>Agreement is judged by the interval of the difference against the margin, never by whether two intervals overlap.</caption>
<thead><tr><th scope="col">estimate</th><th scope="col">this run</th><th scope="col">the paper</th><th scope="col">difference</th><th scope="col">margin</th><th scope="col">may I compare?</th></tr></thead><tbody>${comparisons.map(
      (
        each,
      ) => html`<tr><th scope="row">${each.key}${standing(each.status)}${each.planted !== null && html`<span class="small">planted: ${shortNumber(each.planted)}</span>`}</th>
<td>${each.ours ? html`${withInterval(each.ours.value, each.ours.interval)}<span class="small">${details(each.ours, holmOf(each.key))}</span>` : 'no estimate'}</td>
<td>${withInterval(each.theirs.value, each.theirs.interval)}<span class="small">${each.theirs.population}; ${each.theirs.n !== undefined && `n ${each.theirs.n.toLocaleString('en-US')}; `}${each.theirs.source}; ${each.theirs.origin}; the claim needs ${each.theirs.claim}</span></td>
<td class="number">${each.difference ? shortDifference(each.difference) : '–'}<span class="small">${each.by === 'planted' ? 'ours less what was planted' : 'ours less theirs'}</span></td><td class="number">${shortMargin(each.theirs)}</td>
<td>${verdictCell(each)}${reason(each)}</td></tr>`,
    )}</tbody></table></div>`
  }${
    further.length > 0 &&
    html`<h3>Further estimates of this run</h3><div class="scroll"><table><thead><tr><th scope="col">estimate</th><th scope="col">value</th><th scope="col">how</th></tr></thead><tbody>${further.map(
      ({ key, estimate, status }) =>
        html`<tr><th scope="row">${key}${standing(status)}</th>${estimate ? html`<td class="number">${withInterval(estimate.value, estimate.interval)}</td><td>${details(estimate, holmOf(key))}</td>` : html`<td>no estimate</td><td>the analysed episodes do not allow it</td>`}</tr>`,
    )}</tbody></table></div>`
  }</section>`
}

const arms = ({ subjects, honesty }: Summary): Html => {
  const cell = (estimate: Estimate | null): string => (estimate ? withInterval(estimate.value, estimate.interval) : '–')
  if (!subjects && !honesty.measured && honesty.success === null) return html``
  // Where success is the change itself, it stands among before and after.
  const told = subjects !== null && honesty.success === 'change'
  return html`<section class="more"><h3>Arm by arm</h3><div class="scroll"><table>${subjects && html`<caption>Before and after: ${subjects.about}</caption>`}
<thead><tr><th scope="col">arm</th>${subjects && html`<th scope="col">subjects</th><th scope="col">before</th><th scope="col">after</th><th scope="col">change</th>`}<th scope="col">truthful</th><th scope="col">manipulative</th>${!told && html`<th scope="col">${honesty.success ?? 'success'}</th>`}</tr></thead><tbody>${honesty.arms.map(
    (each) => {
      const own = subjects?.arms.find(({ arm }) => arm === each.arm)
      return html`<tr><th scope="row">${each.arm}</th>${subjects && html`<td>${own?.n ?? 0}</td><td>${cell(own?.pre ?? null)}</td><td>${cell(own?.post ?? null)}</td><td>${cell(own?.change ?? null)}</td>`}<td>${cell(each.truthful)}</td><td>${cell(each.manipulative)}</td>${!told && html`<td>${cell(each.success)}</td>`}</tr>`
    },
  )}</tbody></table></div></section>`
}

const cast = ({ cast }: Summary): Html =>
  html`<section class="more"><h3>The cast</h3><div class="scroll"><table><thead><tr><th scope="col">part</th><th scope="col">mind</th><th scope="col">kind</th><th scope="col">source</th><th scope="col">hears</th><th scope="col">fit</th></tr></thead><tbody>${cast.flatMap(
    ({ part, minds }) =>
      minds.map(
        ({ name, cast, source, hears, fit }) =>
          html`<tr><th scope="row">${part}</th><td>${name}</td><td>${cast}</td><td>${source}</td><td>${hears === null ? 'not said' : hears.join(', ') || 'nothing'}</td><td>${
            fit
              ? `${fit.data}, ${fit.people} people, ${fit.arms}; skill ${Object.entries(fit.skill)
                  .map(([over, skill]) => `${shortNumber(skill)} over ${over}`)
                  .join(', ')}; support: ${fit.support}${
                  fit.exploits
                    ? `; exploits: ${Object.entries(fit.exploits)
                        .map(([name, found]) => `${name}: ${found}`)
                        .join(', ')}`
                    : ''
                }`
              : '–'
          }</td></tr>`,
      ),
  )}</tbody></table></div></section>`

const limits = ({ limits, next }: Summary): Html =>
  html`<section class="more" id="limits"><h3>All limits</h3><ul>${limits.map((limit) => html`<li>${limit}</li>`)}</ul>
<h3>What to try next</h3><dl>${next.map(({ command, why }) => html`<dt><code>${words(command)}</code></dt><dd>${why}</dd>`)}</dl></section>`

const viewer = ({ about, episodes, of }: Transcripts): Html =>
  html`<section class="more" id="episodes"><h3>Transcripts: ${episodes.length} of ${of.toLocaleString('en-US')} episodes</h3>
<p class="small">Each seat’s own view, derived again from the logged acts by the rules and words. ${episodes.length < of && 'Shown are the first, those with flags, the most extreme and others by luck; the run holds the rest.'}</p>
${Object.entries(about).map(([protocol, text]) => html`<p class="small"><strong>${protocol}</strong>: ${text}</p>`)}
<div class="viewer"><div class="controls"><button type="button" id="back">Earlier</button><label>Episode <select id="episode"></select></label><button type="button" id="on">Later</button><label>Seat <select id="seat"></select></label></div>
<div id="page" role="region" aria-live="polite" aria-label="The episode as this seat saw it" tabindex="0"></div><noscript>Paging through the episodes needs JavaScript.</noscript></div></section>
<script type="application/json" id="transcripts">${embedded({ episodes })}</script>`

const shown = (value: unknown): string => {
  if (value === null) return 'none'
  if (typeof value === 'number') return Number.isInteger(value) ? value.toLocaleString('en-US') : shortNumber(value)
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map(shown).join(', ') || 'none'
  return (
    Object.entries(value)
      .map(([name, inner]) => `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${shown(inner)}`)
      .join('; ') || 'none'
  )
}

const provenance = ({ provenance }: Summary): Html =>
  html`<section class="more" id="provenance"><h3>Seed, versions and cost</h3><dl>${Object.entries(provenance).map(
    ([name, value]) => html`<dt>${name}</dt><dd>${shown(value)}</dd>`,
  )}</dl></section>`

const pictures = (figures: readonly Figure[]): Html =>
  html`<section class="more" id="figures"><h3>Figures</h3><p class="small">As files: <code>suasion figures RUN</code>, in SVG or PNG.</p><div class="figures">${figures.map(
    ({ title, about, svg }) =>
      html`<figure><figcaption><strong>${title}</strong> <span class="small">${about}</span></figcaption>${raw(svg)}</figure>`,
  )}</div></section>`

/**
 * One self-contained HTML page about a run: nothing in it is fetched, and whatever was said in the run is shown as text.
 * Resolves with the page; rejects where `transcripts` is not a number of episodes.
 */
export const renderReport = async (
  summary: Summary,
  run: Run,
  { transcripts = 60 }: ReportOptions = {},
): Promise<string> => {
  const told = transcriptsOf(run, transcripts)
  const charts = await loadCharts()
  const figures = await figuresOf(run, summary)
  const judges = await judgesSection(summary)
  const allowed = createHash('sha256').update(script).digest('base64')
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${allowed}'; base-uri 'none'; form-action 'none'`
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${summary.title} · Suasion</title><meta name="description" content="${inOneLine(summary)}"><style>${raw(css)}</style></head>
<body><main>
${firstScreen(summary, charts, lengthsOf(run), figures)}
${!summary.provenance.corpus && planSection(summary)}
${estimates(summary)}${byMind(summary)}
${!summary.provenance.corpus && arms(summary)}
${judges}
${pictures(figures)}
${cast(summary)}
${limits(summary)}
${viewer(told)}
${provenance(summary)}
</main><script>${raw(script)}</script></body></html>
`.html
}
