import { cardLines } from '../judge/card.ts'
import type { Cell, Column } from '../report/tables.ts'
import { type RatedTable, scoreOf } from './result.ts'

/** A tidy table of a rating, as it is exported. */
export interface RatingTable {
  readonly name: string
  readonly columns: readonly Column[]
  readonly rows: readonly Readonly<Record<string, Cell>>[]
}

const number = (name: string, meaning: string): Column => ({ name, type: 'number', meaning })
const text = (name: string, meaning: string): Column => ({ name, type: 'text', meaning })
const finite = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null

/** The tables of a rating: strengths, the expected score of every ordered pair, coefficients, residuals, and the judge. */
export const ratingTables = ({
  abilities,
  order,
  scores,
  coefficients,
  fitness,
  judge,
}: RatedTable): readonly RatingTable[] => [
  {
    name: 'strengths',
    columns: [
      number('rank', 'from 1, the strongest'),
      text('name', 'who'),
      number('strength', 'on the scale of the link'),
      number('low', 'of its interval'),
      number('high', 'of its interval'),
      number('se', 'standard error'),
      number('compared', 'comparisons it was in'),
    ],
    rows: order.map((name, i) => {
      const { value, interval, se, n } = abilities.find((each) => each.name === name)!
      return { rank: i + 1, name, strength: value, low: interval![0], high: interval![1], se, compared: n }
    }),
  },
  {
    name: 'expected-scores',
    columns: [
      text('first', 'whose score it is'),
      text('second', 'against whom'),
      number('score', 'wins and half of the ties, on even ground'),
      number('low', 'of its interval'),
      number('high', 'of its interval'),
      number('win', 'chance that the first wins'),
      number('tie', 'chance that they tie'),
    ],
    rows: order.flatMap((first) =>
      order.flatMap((second) => {
        if (first === second) return []
        const { score, win, tie } = scoreOf(scores, first, second)
        return [{ first, second, score: score.value, low: score.interval![0], high: score.interval![1], win, tie }]
      }),
    ),
  },
  {
    name: 'coefficients',
    columns: [
      text('name', 'what adds to the lead of the one shown first'),
      number('estimate', 'on the scale of the link'),
      number('low', 'of its interval'),
      number('high', 'of its interval'),
      number('se', 'standard error'),
      number('p', 'of no effect'),
    ],
    rows: coefficients.map(({ name, value, interval, se, p }) => ({
      name,
      estimate: value,
      low: interval![0],
      high: interval![1],
      se,
      p,
    })),
  },
  {
    name: 'pairs',
    columns: [
      text('first', 'one of the pair'),
      text('second', 'the other'),
      number('compared', 'how often they met'),
      number('seen', 'score of the first, as a share'),
      number('expected', 'the same by their strengths, places and covariates'),
      number('residual', 'the difference in its standard deviations'),
    ],
    rows: fitness.pairs.map(({ first, second, n, seen, expected, residual }) => ({
      first,
      second,
      compared: n,
      seen,
      expected,
      residual,
    })),
  },
  ...(judge
    ? [
        {
          name: 'judge',
          columns: [
            text('about', 'what is asked of the judge'),
            text('name', 'what is measured'),
            number('value', 'the estimate; empty where it could not be tested'),
            number('low', 'of its interval'),
            number('high', 'of its interval'),
            number('n', 'verdicts or pairs behind it'),
            text('says', 'what it shows, or why it could not be tested'),
          ],
          rows: cardLines(judge.card).map(({ about, name, estimate, says }) => ({
            about,
            name,
            value: finite(estimate?.value),
            low: finite(estimate?.interval?.[0]),
            high: finite(estimate?.interval?.[1]),
            n: estimate?.n ?? null,
            says,
          })),
        },
      ]
    : []),
]
