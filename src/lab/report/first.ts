import type { Estimate } from '../../core/index.ts'
import type { Figure } from '../figures/figure.ts'
import type { Summary } from '../summary.ts'
import { type Charts, mostDots } from './charts.ts'
import { counted, shortInterval, shortNumber, withInterval } from './format.ts'
import { heldCards } from './held.ts'
import { type Html, html, raw } from './html.ts'
import { stoppedWords } from './plan.ts'
import { kindWords } from './say.ts'
import { type Comparison, outcomeOf } from './verdict.ts'

/** How many rows and limits fit on the first screen; the rest stand below it. */
const fits = { comparisons: 6, roomy: 4, limits: 6, limitsOfLow: 4, arms: 4 }

const tones = { agrees: 'agrees', differs: 'differs', 'too imprecise': 'unsure', 'not tested': 'none' } as const

/** A verdict in the colour of its outcome. */
export const verdictCell = (comparison: Comparison): Html =>
  html`<span class="verdict ${tones[outcomeOf(comparison)]}">${comparison.verdict}</span>`

/** Why a verdict stands, after what spoils the estimate whatever the verdict says. */
export const reason = ({ note, why }: Comparison): Html =>
  html`<span class="small">${note && html`<strong>${note}</strong>; `}${why}</span>`

const head = ({ title, cite, cast, canSay }: Summary): Html => {
  const minds = cast.map(
    ({ part, minds }) => `${part}: ${minds.map(({ name, cast }) => `${name} (${kindWords[cast]})`).join(', ')}`,
  )
  return html`<header class="head" data-part="title"><div><h1 class="clamp">${title}</h1><p class="cite clamp">${cite}</p></div>
<div class="say" data-part="cast"><strong class="clamp">${canSay}</strong><span class="small clamp">${minds.join(' · ') || 'no cast'}</span></div></header>`
}

const flow = ({ flow, interim, provenance }: Summary): Html => {
  const steps = [
    [provenance.corpus ? 'found' : 'assigned', flow.assigned],
    [provenance.corpus ? 'taken' : 'started', flow.started],
    ['completed', flow.completed],
    ['valid', flow.valid],
    ['analysed', flow.analysed],
  ] as const
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([reason, n]) => `${reason} ${n.toLocaleString('en-US')}`)
      .join(', ')
  const lost = list(flow.reasons)
  const flags = list(flow.flags)
  return html`<section class="card flow" data-part="flow"><h2>Flow of ${provenance.corpus ? 'conversations' : 'episodes'}</h2><ol class="steps">${steps.map(
    ([name, n]) => html`<li><b>${n.toLocaleString('en-US')}</b>${name}</li>`,
  )}</ol><p class="small clamp">${lost ? `Left out: ${lost}.` : 'None was left out.'} ${flags && `Flags: ${flags}.`} ${stoppedWords(
    interim,
    provenance.size,
  )
    .map((line) => `${line}.`)
    .join(' ')}</p></section>`
}

/** The comparisons of the first screen: those this run has an estimate for come first. */
const foremost = ({ comparisons }: Summary): readonly Comparison[] =>
  [...comparisons].sort((a, b) => Number(a.ours === null) - Number(b.ours === null)).slice(0, fits.comparisons)

const table = (summary: Summary): Html => {
  const { comparisons } = summary
  const shown = foremost(summary)
  const more = comparisons.length - shown.length
  return html`<section class="card table" data-part="comparison"><h2>This run beside the paper${more > 0 && html` <span class="key"><a href="#estimates">${more} more below</a></span>`}</h2>
<table class="${shown.length > fits.roomy && 'dense'}"><thead><tr><th scope="col">estimate</th><th scope="col">this run</th><th scope="col">the paper</th><th scope="col">may I compare?</th></tr></thead><tbody>${shown.map(
    (
      each,
    ) => html`<tr><th scope="row"><span class="clamp">${each.key}</span></th><td class="number">${each.ours ? withInterval(each.ours.value, each.ours.interval) : 'no estimate'}<span class="small">${each.ours && `n ${each.ours.n.toLocaleString('en-US')}`}</span></td>
<td class="number theirs">${withInterval(each.theirs.value, each.theirs.interval)}<span class="small">${each.theirs.n !== undefined && `n ${each.theirs.n.toLocaleString('en-US')}; `}${each.theirs.population}</span></td>
<td>${verdictCell(each)}${reason(each)}</td></tr>`,
  )}</tbody></table>${comparisons.length === 0 && html`<p>This study has no published numbers.</p>`}</section>`
}

const sampled = (of: number): string => `${mostDots.toLocaleString('en-US')} of ${of.toLocaleString('en-US')}, by luck`

/** What the first judge leans to, where nobody is asked before and after, and nobody gets anything. */
const judges = ({ judges: all }: Summary): Html => {
  const [{ judge, lines }] = all.filter(({ card }) => card) as [Summary['judges'][number]]
  const tested = lines.filter(({ estimate }) => estimate !== null)
  return html`<section class="card dots" data-part="dots"><h2>How far the judge can be trusted <span class="key"><a href="#judges">all below</a></span></h2><p class="small clamp">${judge}${all.length > 1 && `, the first of ${all.length}`}; what could not be tested stands below</p><table><tbody>${tested
    .slice(0, 6)
    .map(
      ({ name, estimate, says, leans }) =>
        html`<tr><th scope="row"><span class="clamp">${name}</span></th><td class="number">${withInterval(estimate!.value, estimate!.interval)}<span class="small ${leans && 'differs'}">${says}</span></td></tr>`,
    )}</tbody></table></section>`
}

const dots = (summary: Summary, charts: Charts, figures: readonly Figure[]): Html => {
  const { subjects, payoffs } = summary
  const size = { width: 480, height: 262 }
  if (!subjects && !payoffs && summary.judges.some(({ card }) => card)) return judges(summary)
  const means = !subjects && !payoffs && figures.find(({ small }) => small !== undefined)
  if (means)
    return html`<section class="card dots" data-part="dots"><h2>${means.title}</h2><p class="small clamp">${means.about}</p><div class="picture">${raw(means.small!)}</div></section>`
  if (!subjects)
    return html`<section class="card dots" data-part="dots"><h2>${payoffs ? 'What every seat got, by arm' : 'Every subject before and after'}${payoffs && payoffs.points.length > mostDots && html` <span class="key">${sampled(payoffs.points.length)}</span>`}</h2><p class="small">${payoffs && 'Dots: what a seat got, in payoff; circles: means with their intervals. '}Nobody is asked before and after in this study: no instrument reads <code>pre</code> and <code>post</code>.</p><div class="picture">${raw(charts.payoffs(summary, size))}</div></section>`
  const sample = subjects.points.length > mostDots && sampled(subjects.points.length)
  return html`<section class="card dots" data-part="dots"><h2>Every subject before and after, by arm <span class="key"><span><i class="before"></i>before</span><span><i></i>after</span>${sample && html`<span>${sample}</span>`}</span></h2><p class="small clamp">${subjects.about}</p><div class="picture">${raw(charts.dots(summary, size))}</div></section>`
}

const intervals = (summary: Summary, charts: Charts): Html => {
  const shown = foremost(summary)
  return html`<section class="card intervals" data-part="intervals"><h2>Intervals<span class="key"><span><i></i>this run</span><span><i class="hollow"></i>the paper</span><span>┆ 0, or 1 of ratios</span></span></h2><div class="picture">${raw(shown.length ? charts.intervals(shown, { width: 520, height: 270 }) : '')}</div></section>`
}

const share = (estimate: Estimate | null, tone: string): Html => {
  if (!estimate) return html`<span class="small">not read</span>`
  const { value, interval } = estimate
  const percent = Math.round(Math.max(0, Math.min(1, value)) * 100)
  return html`${shortNumber(value)}${interval && html`<span class="small">${shortInterval(interval)}</span>`}<span class="bar" aria-hidden="true"><i class="${tone}" style="width:${percent}%"></i></span>`
}

const honesty = ({ honesty }: Summary): Html => {
  const { measured, success, arms } = honesty
  const shown = arms.slice(0, fits.arms)
  if (!measured && success === null)
    return html`<section class="card honesty" data-part="honesty"><h2>Honesty beside success</h2><p class="small">Neither was measured: no instrument here reads truthful or manipulative acts, and none reads success.</p></section>`
  return html`<section class="card honesty" data-part="honesty"><h2>Honesty beside success</h2>${!measured && html`<p class="small">Honesty was not measured: no instrument here reads truthful or manipulative acts. Success alone says nothing of how it was got.</p>`}
<table><thead><tr><th scope="col">arm</th>${measured && html`<th scope="col">truthful</th><th scope="col">manipu­lative</th>`}<th scope="col">${success ?? 'success'}</th></tr></thead><tbody>${shown.map(
    (each) =>
      html`<tr><th scope="row"><span class="clamp">${each.arm}</span></th>${measured && html`<td>${share(each.truthful, '')}</td><td>${share(each.manipulative, 'bad')}</td>`}<td>${
        each.success
          ? html`${shortNumber(each.success.value)}${each.success.interval && html`<span class="small">${shortInterval(each.success.interval)}</span>`}`
          : html`<span class="small">not read</span>`
      }</td></tr>`,
  )}</tbody></table>${arms.length > shown.length && html`<p class="small">${arms.length - shown.length} more arms below.</p>`}</section>`
}

/** A command that breaks between its words, not at their hyphens. */
export const words = (command: string): Html[] =>
  command.split(' ').map((word, i) => html`${i > 0 && ' '}<span class="word">${word}</span>`)

const limits = ({ limits, next }: Summary): Html => {
  const shown = limits.slice(0, fits.limits)
  const [first] = next
  return html`<section class="card limits" data-part="limits"><h2>Limits${limits.length > fits.limitsOfLow && html` <span class="key"><a href="#limits">all ${limits.length} below</a></span>`}</h2><ul class="plain">${shown.map((limit) => html`<li><span class="clamp">${limit}</span></li>`)}</ul>
<div class="next" data-part="next"><h2>Try next</h2>${first && html`<p class="small clamp">${first.why}</p><code>${words(first.command)}</code>`}</div></section>`
}

/** The first screen of a report: everything a reader must know before believing anything. */
export const firstScreen = (
  summary: Summary,
  charts: Charts,
  lengths: readonly number[],
  figures: readonly Figure[],
): Html =>
  html`<div class="first">${head(summary)}
<section class="card question" data-part="question"><h2>Question and estimand</h2><p class="clamp">${summary.question}</p><p class="small clamp">${summary.estimand}</p></section>
${flow(summary)}
${
  summary.provenance.corpus
    ? heldCards(summary, charts, lengths)
    : html`${table(summary)}
${intervals(summary, charts)}
${dots(summary, charts, figures)}
${honesty(summary)}`
}
${limits(summary)}</div>`

/** What the first screen says in words of how many episodes there were. */
export const inOneLine = ({ flow, provenance }: Summary): string =>
  `${provenance.study}: ${counted(flow.analysed, 'episode')} analysed of ${flow.assigned.toLocaleString('en-US')} assigned`
