import { shortInterval, shortNumber, shortP, withInterval } from '../report/format.ts'
import type { Line, MeasuredTable } from './result.ts'

/** Columns padded to their widest cell; the first stands left, numbers right. */
const laidOut = (rows: readonly (readonly string[])[]): string => {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map((row) => row[k]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, k) => (k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** The header and cells of a table of estimates; shared with the page. */
export const estimateCells = (
  lines: readonly Line[],
  what: {
    readonly first: string
    readonly statistic: 'z' | 't'
    readonly level: number
    readonly ratio?: string | undefined
    readonly adjust?: string | undefined
  },
): readonly (readonly string[])[] => {
  const has = (key: 'df' | 'ratio' | 'response' | 'adjusted'): boolean => lines.some((line) => line[key] !== undefined)
  const header = [
    what.first,
    'estimate',
    `${Math.round(what.level * 1000) / 10}% interval`,
    'se',
    what.statistic,
    ...(has('df') ? ['df'] : []),
    'p',
    ...(has('adjusted') ? [`p, ${what.adjust}`] : []),
    ...(has('ratio') ? [what.ratio ?? 'ratio'] : []),
    ...(has('response') ? ['on the outcome’s scale'] : []),
  ]
  return [
    header,
    ...lines.map((line) => [
      line.name,
      shortNumber(line.value),
      shortInterval(line.interval),
      shortNumber(line.se),
      line.statistic.toFixed(2).replace('-', '−'),
      ...(has('df') ? [line.df === undefined ? '' : Number(line.df.toFixed(1)).toString()] : []),
      shortP(line.p),
      ...(has('adjusted') ? [line.adjusted === undefined ? '' : shortP(line.adjusted)] : []),
      ...(has('ratio') ? [line.ratio ? withInterval(line.ratio.value, line.ratio.interval) : ''] : []),
      ...(has('response') ? [line.response ? withInterval(line.response.value, line.response.interval) : ''] : []),
    ]),
  ]
}

/** The degrees of freedom of a test as text: `2`, or `2 and 57`. */
export const dfText = (df: number | readonly [number, number]): string =>
  typeof df === 'number' ? String(df) : df.join(' and ')

/** The header and cells of an analysis of variance or deviance; shared with the page. */
export const anovaCells = ({
  terms,
  residual,
}: NonNullable<MeasuredTable['anova']>): readonly (readonly string[])[] => [
  ['term', 'df', ...(residual ? ['sum of squares', 'F'] : ['chi-square']), 'p', ...(residual ? ['partial eta²'] : [])],
  ...terms.map((one) => [
    one.term,
    String(one.df),
    ...(residual ? [shortNumber(one.sumOfSquares!)] : []),
    shortNumber(one.statistic),
    shortP(one.p),
    ...(residual ? [shortNumber(one.partialEtaSquared!)] : []),
  ]),
  ...(residual ? [['residual', String(residual.df), shortNumber(residual.sumOfSquares), '', '', '']] : []),
]

/** What estimated means were held at, as text. */
export const heldText = (held: Readonly<Record<string, number | 'each'>>): string =>
  Object.entries(held)
    .map(([column, at]) => (at === 'each' ? `${column}: each level alike` : `${column} at ${shortNumber(at)}`))
    .join('; ')

/** The result as text for a terminal. */
export const measuredText = (result: MeasuredTable): string => {
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
  const parts = [
    `${result.formula}\n${result.estimator}; n ${result.n.toLocaleString('en-US')}${leftOut.rows ? `; ${leftOut.rows} rows left out: ${leftOut.why.join('; ')}` : ''}${note ? `\n${note}` : ''}`,
    ...(coefficients.length
      ? [laidOut(estimateCells(coefficients, { first: 'coefficient', statistic, level, ratio, adjust }))]
      : []),
    ...(cuts
      ? [
          laidOut([
            ['cut', 'estimate', 'se'],
            ...cuts.map((cut) => [cut.name, shortNumber(cut.value), shortNumber(cut.se)]),
          ]),
        ]
      : []),
    Object.entries(about)
      .map(([name, value]) => `${name} ${shortNumber(value)}`)
      .join('; '),
    ...(tests.length
      ? [
          laidOut([
            ['test', 'statistic', 'df', 'p'],
            ...tests.map((test) => [test.name, shortNumber(test.statistic), dfText(test.df), shortP(test.p)]),
          ]),
        ]
      : []),
    ...(anova
      ? [
          `Analysis of ${anova.residual ? 'variance' : 'deviance'}, type ${'I'.repeat(anova.type)}\n${laidOut(anovaCells(anova))}`,
        ]
      : []),
    ...means.flatMap(({ over, held, means: found, contrasts }) => [
      `Estimated means over ${over.join(' and ')}${Object.keys(held).length ? ` (${heldText(held)})` : ''}\n${laidOut(estimateCells(found, { first: 'mean', statistic, level }))}`,
      ...(contrasts.length
        ? [
            `Contrasts, adjusted by ${[...new Set(contrasts.map((one) => one.adjust))].join(', ')}\n${laidOut(estimateCells(contrasts, { first: 'contrast', statistic, level, ratio }))}`,
          ]
        : []),
    ]),
    `Assumptions\n${assumptions.map(({ assumes, holds }) => `  ${holds === undefined ? '?' : holds ? '+' : '!'} ${assumes}`).join('\n')}\n  (+ checked and holds, ! checked and does not, ? no data can show it)`,
    `The same in R\n${r.map((each) => `  ${each}`).join('\n')}`,
  ]
  return `${parts.join('\n\n')}\n`
}
