import { aligned } from '../aligned.ts'
import { shortNumber, shortP, withInterval } from '../report/format.ts'
import type { RatedTable } from './result.ts'

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  aligned(head, rows, (text) => text).join('\n')

/** A rated table as a reader wants it: the ladder, what else bears on a choice, and the card of the judge. */
export const ratedText = ({
  n,
  abilities,
  coefficients,
  tie,
  clusters,
  judge,
  warnings,
  methods,
}: RatedTable): string => {
  const ladder = [...abilities].sort((a, b) => b.value - a.value)
  const measured = Object.entries(judge?.estimates ?? {}).flatMap(([name, estimate]) =>
    estimate ? [[name, withInterval(estimate.value, estimate.interval)]] : [],
  )
  const parts = [
    `${n.toLocaleString('en-US')} comparisons${clusters === null ? '' : `; errors by ${clusters} clusters`}`,
    table(
      ['', 'strength', 'se', 'compared'],
      ladder.map(({ name, value, interval, se, n: games }, i) => [
        `${i + 1}. ${name}`,
        withInterval(value, interval),
        shortNumber(se),
        String(games ?? ''),
      ]),
    ),
    ...(coefficients.length
      ? [
          table(
            ['adds to the lead of the first', 'estimate', 'p'],
            coefficients.map(({ name, value, interval, p }) => [name, withInterval(value, interval), shortP(p)]),
          ),
        ]
      : []),
    ...(tie ? [`ties: ${withInterval(tie.value, tie.interval)} (${tie.estimator})`] : []),
    ...(judge
      ? [
          table(['the judge', 'estimate'], measured),
          Object.entries(judge.missing)
            .map(([what, why]) => `not measured: ${what}; ${why}`)
            .join('\n'),
        ]
      : []),
    ...(warnings.length ? [`Before these are used\n${warnings.map((line) => `  ${line}`).join('\n')}`] : []),
    `Methods\n  ${methods}`,
  ]
  return `${parts.join('\n\n')}\n`
}
