import type { Estimate } from '../../core/index.ts'
import type { Summary } from '../summary.ts'
import { withInterval } from './format.ts'
import { type Html, html } from './html.ts'

const cell = (estimate: Estimate | null): string => (estimate ? withInterval(estimate.value, estimate.interval) : '–')

/** Where several minds played one part: each one's estimates side by side, and how they differ over trials with the same luck. */
export const byMind = ({ byCast }: Summary): Html => {
  if (!byCast) return html``
  const { levels, paired } = byCast
  const keys = levels[0]!.comparisons.map(({ key }) => key)
  return html`<section class="more" id="minds"><h3>Mind by mind</h3><div class="scroll"><table><caption>The same study with the same luck, played by each mind.</caption>
<thead><tr><th scope="col">estimate</th>${levels.map(({ minds }) => html`<th scope="col">${minds}</th>`)}</tr></thead><tbody>${keys.map(
    (key, i) =>
      html`<tr><th scope="row">${key}</th>${levels.map(({ comparisons }) => html`<td class="number">${cell(comparisons[i]!.ours)}</td>`)}</tr>`,
  )}</tbody></table></div>${paired.map(
    ({ first, second, pairs, differences }) =>
      html`<div class="scroll"><table><caption>${first} less ${second}, in ${pairs} pairs</caption><thead><tr><th scope="col">column</th><th scope="col">difference</th><th scope="col">what it is</th></tr></thead><tbody>${differences.map(
        ({ column, meaning, difference }) =>
          html`<tr><th scope="row">${column}</th><td class="number">${cell(difference)}</td><td>${meaning ?? ''}</td></tr>`,
      )}</tbody></table></div>`,
  )}</section>`
}
