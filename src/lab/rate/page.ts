import { cardHtml } from '../judge/card.ts'
import { documentOf } from '../report/document.ts'
import { counted, shortNumber, shortP, withInterval } from '../report/format.ts'
import { type Html, html, raw } from '../report/html.ts'
import { ratingFigures } from './figures.ts'
import { matrixTable } from './matrix.ts'
import { type RatedTable, scoreOf } from './result.ts'

const style = `
.matrix td { text-align: center; min-width: 92px; padding: 5px 8px; } .matrix thead th { text-align: center; } .matrix thead th:first-child { text-align: left; } .matrix td .small { color: var(--ink); }
.warnings { border-left: 3px solid var(--unsure); padding: 2px 0 2px 12px; margin: 12px 0; }
`

const rows = (head: readonly string[], body: readonly (readonly (string | Html)[])[], caption?: string): Html =>
  html`<div class="scroll"><table>${caption && html`<caption>${caption}</caption>`}<thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead><tbody>${body.map(
    ([first, ...cells]) =>
      html`<tr><th scope="row">${first}</th>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`

const ladder = ({ abilities, order, scores }: RatedTable): Html =>
  rows(
    ['', 'strength', 'se', 'compared', 'ahead of the next by', 'p'],
    order.map((name, i) => {
      const { value, interval, se, n } = abilities.find((each) => each.name === name)!
      const next = order[i + 1]
      const lead = next === undefined ? null : scoreOf(scores, name, next).lead
      return [
        `${i + 1}. ${name}`,
        withInterval(value, interval),
        shortNumber(se),
        n.toLocaleString('en-US'),
        lead ? withInterval(lead.value, lead.interval) : '',
        lead ? shortP(lead.p) : '',
      ]
    }),
    'p is of a difference of 0 between neighbours, not corrected for how many there are.',
  )

/** To one decimal, with a true minus sign, and never minus zero. */
const signed = (value: number): string => (Math.abs(value) < 0.05 ? '0.0' : value.toFixed(1).replace('-', '−'))

const BANDS = {
  'bradley-terry': 'nu of Davidson',
  'rao-kupper': 'theta of Rao and Kupper',
  thurstone: 'threshold of Glenn and David',
} as const
const MOST_PAIRS = 12

const fitness = (
  effects: Html | false,
  { fitness: { pairs, deviance }, coefficients, tie, n, ties, asked, logLikelihood, free }: RatedTable,
): Html => {
  const shown = pairs.slice(0, MOST_PAIRS)
  const list: readonly (readonly [string, string])[] = [
    ['comparisons', n.toLocaleString('en-US')],
    [
      'ties',
      tie
        ? `${counted(ties, 'tie')} (${Math.round((100 * ties) / n)}%); ${BANDS[asked.model]} ${withInterval(tie.value, tie.interval)}`
        : 'none in the table',
    ],
    [
      'place',
      asked.side ? 'has an advantage of its own, below' : 'taken to make no difference; --side lets it make one',
    ],
    ['covariates', asked.covariates.length ? `${asked.covariates.join(', ')}, below` : 'none'],
    ['order of comparisons', 'makes no difference: all are fitted at once'],
    ['log likelihood', `${logLikelihood.toFixed(1).replace('-', '−')} with ${counted(free, 'free parameter')}`],
    [
      'deviance',
      deviance
        ? `${shortNumber(deviance.statistic)} on ${counted(deviance.df, 'degree')} of freedom, p ${shortP(deviance.p)}, against one parameter for each pair and place${deviance.least < 5 ? `; some cells expect as few as ${shortNumber(deviance.least)}, so p is rough` : ''}`
        : asked.covariates.length
          ? 'not given: with covariates, cells hold too few comparisons to be held against'
          : 'not given: there are as many parameters as pairs and places',
    ],
  ]
  return html`<dl>${list.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl>
${
  coefficients.length > 0 &&
  html`<h3>What else bears on a choice</h3>${effects}${rows(
    ['adds to the lead of the one shown first', 'estimate', 'se', 'p'],
    coefficients.map(({ name, value, interval, se, p }) => [
      name === 'side' ? 'being shown first' : name,
      withInterval(value, interval),
      shortNumber(se),
      shortP(p),
    ]),
  )}`
}
<h3>Pair by pair</h3>${rows(
    ['pair', 'compared', 'score of the first named', 'expected', 'residual'],
    shown.map(({ first, second, n: met, seen, expected, residual }) => [
      `${first} against ${second}`,
      met.toLocaleString('en-US'),
      shortNumber(seen),
      shortNumber(expected),
      signed(residual),
    ]),
    `${pairs.length > shown.length ? `The ${shown.length} of ${pairs.length} pairs furthest from what their strengths say. ` : ''}A residual is in standard deviations; beyond 2 or so, one strength each does not tell how this pair went.`,
  )}`
}

/** One self-contained HTML page about a rated table: ladder, expected scores, how well it fits, and the judge; nothing in it is fetched. */
export const ratingPage = async (rated: RatedTable): Promise<string> => {
  const { table, n, clusters, warnings, methods, r, judge, abilities } = rated
  const figures = await ratingFigures(rated)
  const picture = (name: string): Html | false => {
    const found = figures.find((each) => each.name === name)
    return (
      found !== undefined &&
      html`<figure><figcaption class="small">${found.about}</figcaption><div class="scroll">${raw(found.svg)}</div></figure>`
    )
  }
  return documentOf(
    `Strengths from ${table}`,
    html`<section class="more"><h1>Strengths from ${table}</h1><p class="cite">${counted(n, 'comparison')} of ${abilities.length}${clusters !== null && `; errors by ${clusters} clusters`}</p>
${warnings.length > 0 && html`<div class="warnings"><h2>Before these are used</h2><ul class="plain">${warnings.map((line) => html`<li>${line}</li>`)}</ul></div>`}
<h2>Ladder</h2>${picture('ladder')}${ladder(rated)}</section>
<section class="more"><h2>Who is expected to win</h2>${matrixTable(rated)}</section>
<section class="more"><h2>How well it fits</h2>${fitness(picture('effects'), rated)}</section>
<section class="more" id="judge"><h2>How far the judge can be trusted</h2>${judge ? await cardHtml(judge.card) : html`<p>Not asked: with --judge this page holds the card of the judge.</p>`}</section>
<section class="more"><h2>Methods</h2><p>${methods}</p></section>
<section class="more"><h2>The same in R</h2><div class="scroll"><pre>${r.join('\n')}</pre></div></section>`,
    style,
  )
}
