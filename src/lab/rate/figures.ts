import type { Figure } from '../figures/figure.ts'
import { drawForest } from '../figures/forest.ts'
import { cardFigures } from '../judge/card.ts'
import { loadDraw } from '../report/draw.ts'
import { drawMatrix } from './matrix.ts'
import type { RatedTable } from './result.ts'

/** The unit of the strengths, as an axis says it. */
const scaleWord = ({ asked }: Pick<RatedTable, 'asked'>): string =>
  `strength, ${asked.model === 'thurstone' ? 'probit' : 'log odds'} (${asked.reference === null ? 'their mean is 0' : `${asked.reference} is 0`})`

const percent = (level: number): string => `${Number((100 * level).toFixed(1))}%`

/** The pictures of a rating: the ladder, the matrix of expected scores, what else bears on a choice, and the judge. */
export const ratingFigures = async (rated: RatedTable): Promise<readonly Figure[]> => {
  const { plot, draw } = await loadDraw()
  const forest = drawForest(plot, draw)
  const { abilities, order, coefficients, asked, judge } = rated
  const lines = order.map((name, i) => {
    const { value, interval } = abilities.find((each) => each.name === name)!
    return { name: `${i + 1}. ${name}`, value, interval: interval!, beside: null }
  })
  const others = coefficients.map(({ name, value, interval }) => ({
    name: name === 'side' ? 'being shown first' : name,
    value,
    interval: interval!,
    beside: null,
  }))
  const level = percent(asked.level)
  return [
    {
      name: 'ladder',
      title: 'Ladder',
      about: `Strengths, the strongest first; lines are ${level} intervals.`,
      svg: forest('Ladder', lines, { label: scaleWord(rated) }),
    },
    {
      name: 'expected-scores',
      title: 'Expected scores',
      about: `Row against column, with ${level} intervals.`,
      svg: drawMatrix(rated),
    },
    ...(others.length
      ? [
          {
            name: 'effects',
            title: 'What else bears on a choice',
            about: `Added to the lead of the one shown first; lines are ${level} intervals.`,
            svg: forest('What else bears on a choice', others, {
              label: `${asked.model === 'thurstone' ? 'probit' : 'log odds'} for the one shown first`,
            }),
          },
        ]
      : []),
    ...(judge ? await cardFigures(judge.card) : []),
  ]
}
