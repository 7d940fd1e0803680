import pc from 'picocolors'
import type { Estimate } from '../core/index.ts'
import { aligned } from './aligned.ts'
import type { Status } from './freeze.ts'
import type { ByCast } from './report/by-cast.ts'
import { shortNumber, withInterval } from './report/format.ts'
import { planLines } from './report/plan.ts'
import { outcomeOf } from './report/verdict.ts'
import type { Summary } from './summary.ts'

/** A summary as text for a terminal: what was run, what became of it, our numbers beside the paper's, and what to try next. */
export const renderText = (summary: Summary, colour: boolean): string => {
  const { bold, dim, green, red, yellow } = pc.createColors(colour)
  const { title, cite, cast, canSay, question, flow, comparisons, byCast, further, honesty, limits, next, provenance } =
    summary
  const paint = { agrees: green, differs: red, 'too imprecise': yellow, 'not tested': dim }
  const lines = [bold(title), dim(cite), '', question, '']
  const parts = cast.map(
    ({ part, minds }) => `${part}: ${minds.map(({ name, cast: kind }) => `${name} (${kind})`).join(', ')}`,
  )
  lines.push(`Cast      ${parts.join('; ')}`, `          ${canSay}`)
  const { assigned, started, completed, valid, analysed, reasons, flags } = flow
  lines.push(
    `Episodes  ${assigned} assigned, ${started} started, ${completed} completed, ${valid} valid, ${analysed} analysed`,
  )
  const notes = [...Object.entries(reasons), ...Object.entries(flags).filter(([flag]) => !(flag in reasons))]
  if (notes.length) lines.push(`          ${notes.map(([reason, count]) => `${reason}: ${count}`).join('; ')}`)
  const { calls, reused, inputTokens, outputTokens, cost } = provenance.spent
  if (calls + reused > 0)
    lines.push(
      `Calls     ${calls} to models, ${reused} answered from the cache; ${inputTokens} tokens in, ${outputTokens} out` +
        (calls === 0 ? '' : cost === null ? ', of no known price' : `, $${cost.toFixed(4)}`),
    )
  lines.push(...planLines(summary), '')
  const rows = comparisons.map((each) => [
    named(each.key, each.status),
    each.ours ? withInterval(each.ours.value, each.ours.interval) : '–',
    withInterval(each.theirs.value, each.theirs.interval),
    each.verdict,
  ])
  if (rows.length)
    lines.push(
      ...aligned(['', 'this run', "the paper's", 'may I compare?'], rows, bold, (cells, i) =>
        paint[outcomeOf(comparisons[i]!)](cells),
      ),
    )
  const planted = comparisons.filter(({ planted }) => planted !== null)
  if (planted.length)
    lines.push(
      dim(
        `Planted in the formal cast: ${planted.map(({ key, planted }) => `${key} ${shortNumber(planted!)}`).join('; ')}`,
      ),
    )
  for (const note of new Set(comparisons.flatMap(({ note }) => note ?? []))) lines.push(yellow(note))
  if (byCast) lines.push('', ...castLines(byCast, bold))
  if (further.length) {
    const values = further.map(({ key, estimate, status }) => [
      named(key, status),
      estimate ? withInterval(estimate.value, estimate.interval) : '–',
      estimate?.estimator ?? 'the analysed episodes do not allow it',
    ])
    lines.push('', ...aligned(['further', 'this run', 'how'], values, bold))
  }
  if (honesty.measured) {
    const cell = (estimate: { readonly value: number } | null): string => (estimate ? shortNumber(estimate.value) : '–')
    const arms = honesty.arms.map(({ arm, truthful, manipulative, success }) => [
      arm,
      cell(truthful),
      cell(manipulative),
      cell(success),
    ])
    lines.push('', ...aligned(['honesty', 'truthful', 'manipulative', honesty.success ?? 'success'], arms, bold))
  }
  for (const { judge, lines: card, why } of summary.judges) {
    const shown = card.map(({ name, estimate, says }) => [name, estimated(estimate), says])
    lines.push(
      '',
      ...(why ? [`${judge}: no card, for ${why}`] : aligned([`judge: ${judge}`, '', 'shows'], shown, bold)),
    )
  }
  lines.push('', bold('Limits'), ...limits.map((limit) => `  ${limit}`))
  if (provenance.folder) lines.push('', `Kept in ${provenance.folder}`)
  lines.push('', bold('Next'), ...next.flatMap(({ command, why }) => [`  ${command}`, dim(`      ${why}`)]))
  return `${lines.join('\n')}\n`
}

/** Each mind's estimates side by side, and how the minds differ in pairs. */
const castLines = ({ levels, paired }: ByCast, bold: (text: string) => string): string[] => {
  const keys = levels[0]!.comparisons.map(({ key }) => key)
  const side = keys.map((key, i) => [key, ...levels.map(({ comparisons }) => estimated(comparisons[i]!.ours))])
  const lines = aligned(['by mind', ...levels.map(({ minds }) => minds)], side, bold)
  for (const { first, second, pairs, differences } of paired) {
    const rows = differences.map(({ column, difference }) => [column, estimated(difference)])
    lines.push('', ...aligned([`${first} less ${second}`, `in ${pairs} pairs`], rows, bold))
  }
  return lines
}

/** An estimate's name, marked where it was added after the plan was frozen. */
const named = (key: string, status: Status | null | undefined): string =>
  status === 'exploratory' ? `${key} (exploratory)` : key

const estimated = (estimate: Estimate | null): string =>
  estimate ? withInterval(estimate.value, estimate.interval) : '–'
