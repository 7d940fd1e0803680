import { drawForest } from '../figures/forest.ts'
import { documentOf } from '../report/document.ts'
import { loadDraw } from '../report/draw.ts'
import { shortNumber, shortP } from '../report/format.ts'
import { type Html, html, raw } from '../report/html.ts'
import type { Line, MeasuredTable } from './result.ts'
import { anovaCells, dfText, estimateCells, heldText } from './text.ts'

const tableOf = ([header, ...rows]: readonly (readonly string[])[], caption?: string): Html =>
  html`<div class="scroll"><table>${caption && html`<caption>${caption}</caption>`}<thead><tr>${header!.map(
    (cell) => html`<th scope="col">${cell}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ([first, ...cells]) =>
      html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`

const marks = { true: 'checked, holds', false: 'checked, does not hold', undefined: 'no data can show it' } as const
const tone = (holds: boolean | undefined): string => (holds === undefined ? 'none' : holds ? 'agrees' : 'differs')

/** One self-contained HTML page about a model fitted to a table, with its coefficients drawn; nothing in it is fetched. */
export const measuredPage = async (result: MeasuredTable): Promise<string> => {
  const {
    coefficients,
    cuts,
    about,
    tests,
    anova,
    means,
    assumptions,
    leftOut,
    note,
    r,
    statistic,
    level,
    ratio,
    adjust,
  } = result
  const { plot, draw } = await loadDraw()
  const forest = (lines: readonly Line[], title: string): Html => {
    const asRatio = ratio !== undefined && lines.every((line) => line.ratio)
    const rows = lines.map(({ name, value, interval, ratio: own }) => ({
      name,
      value: asRatio ? own!.value : value,
      interval: asRatio ? own!.interval : interval,
      beside: null,
    }))
    const drawable = rows.filter(({ value }) => Number.isFinite(value) && (!asRatio || value > 0))
    if (drawable.length === 0) return html``
    const label = asRatio ? ratio : 'estimate'
    return html`<div class="picture">${raw(drawForest(plot, draw)(title, drawable, { ratio: asRatio, width: 860, label }))}</div>`
  }
  const effects = coefficients.filter(({ name }) => name !== 'intercept')
  return documentOf(
    result.formula,
    html`<section class="more"><h1>${result.formula}</h1><p class="cite">${result.table}; ${result.estimator}; n ${result.n.toLocaleString('en-US')}</p>
${leftOut.rows > 0 && html`<p>${leftOut.rows} rows left out: ${leftOut.why.join('; ')}.</p>`}${note && html`<p>${note}</p>`}
${effects.length > 0 && html`<h2>Coefficients${ratio !== undefined && `, as ${ratio}s`}</h2>${forest(effects, 'Coefficients with their intervals')}`}
${coefficients.length > 0 && tableOf(estimateCells(coefficients, { first: 'coefficient', statistic, level, ratio, adjust }))}
${cuts && tableOf([['cut', 'estimate', 'se'], ...cuts.map((cut) => [cut.name, shortNumber(cut.value), shortNumber(cut.se)])], 'Cut points')}
<dl>${Object.entries(about).map(([name, value]) => html`<dt>${name}</dt><dd>${shortNumber(value)}</dd>`)}</dl></section>
${anova && html`<section class="more"><h2>Analysis of ${anova.residual ? 'variance' : 'deviance'}, type ${'I'.repeat(anova.type)}</h2>${tableOf(anovaCells(anova))}</section>`}
${means.map(
  ({ over, held, means: found, contrasts }) =>
    html`<section class="more"><h2>Estimated means over ${over.join(' and ')}</h2>${tableOf(estimateCells(found, { first: 'mean', statistic, level }), heldText(held))}${
      contrasts.length > 0 &&
      html`<h3>Contrasts</h3>${forest(contrasts, 'Contrasts with their intervals')}${tableOf(estimateCells(contrasts, { first: 'contrast', statistic, level, ratio }), `adjusted by ${[...new Set(contrasts.map((one) => one.adjust))].join(', ')}`)}`
    }</section>`,
)}
<section class="more"><h2>What it assumes</h2><ul class="plain">${assumptions.map(
      ({ assumes, holds }) => html`<li>${assumes} <span class="${tone(holds)}">(${marks[`${holds}`]})</span></li>`,
    )}</ul>
${tests.length > 0 && tableOf([['test', 'statistic', 'df', 'p'], ...tests.map((test) => [test.name, shortNumber(test.statistic), dfText(test.df), shortP(test.p)])])}</section>
<section class="more"><h2>The same in R</h2><div class="scroll"><pre>${r.join('\n')}</pre></div></section>`,
  )
}
