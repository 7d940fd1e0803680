import type { AnyRow, Estimate, Level } from '../core/index.ts'
import { nearest } from '../core/index.ts'
import { calibrationCurve } from '../statistics/calibration.ts'
import type { JudgeBias } from '../statistics/judge-bias.ts'
import type { Figure } from './figures/figure.ts'
import { drawFlow } from './figures/flow.ts'
import { drawForest, type ForestRow } from './figures/forest.ts'
import { type CellMean, drawMeans } from './figures/means.ts'
import { cardFigures } from './judge/card.ts'
import { Misuse } from './misuse.ts'
import type { Run } from './record.ts'
import { meanByUnit } from './report/arms.ts'
import { drawCalibration } from './report/calibration-chart.ts'
import { loadDraw } from './report/draw.ts'
import { meaningOf, numeric } from './report/subjects.ts'
import type { Summary } from './summary.ts'
import type { Standings } from './tournament/standings.ts'

/** Which pictures of a run are drawn; without a column, those of every column that its instruments read as numbers. */
export interface FigureOptions {
  readonly column?: string
  /** The factor along the axis; without it, the factor with the most levels. */
  readonly along?: string
  /** The factor of the lines; without it, the factor with the next most levels, where there is one. */
  readonly by?: string
  /** Columns of forecasts (0 to 1) and of what came about, for a reliability diagram. */
  readonly forecast?: string
  readonly outcome?: string
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)

const ofColumns = ({ rows }: Run, name: string, option: string): string => {
  const known = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  if (known.includes(name)) return name
  const near = nearest(name, known)
  throw new Misuse(
    `${option}: the rows have no column ${name}${near ? `; did you mean ${near}?` : `; they have ${known.join(', ')}`}`,
  )
}

/** The factors of a run that vary over its rows, the one with the most levels first. */
const factorsOf = ({ manifest, rows }: Run): { readonly name: string; readonly levels: readonly Level[] }[] =>
  Object.entries(manifest.factors)
    .map(([name, levels]) => ({ name, levels: levels.filter((level) => rows.some((row) => row[name] === level)) }))
    .filter(({ levels }) => levels.length > 1)
    .sort(
      (a, b) =>
        Number(typeof b.levels[0] === 'number') - Number(typeof a.levels[0] === 'number') ||
        b.levels.length - a.levels.length,
    )

const cellMeans = (run: Run, column: string, along: string, by: string | null): CellMean[] => {
  const { manifest, rows } = run
  const levels = (factor: string): readonly Level[] => manifest.factors[factor] ?? []
  const mean = (own: readonly AnyRow[]): Estimate | null =>
    meanByUnit(
      own.flatMap((row) => {
        const value = numeric(row[column])
        return value === null ? [] : [[String(row['pair']), value] as const]
      }),
    )
  return levels(along).flatMap((at) =>
    (by === null ? [null] : levels(by)).flatMap((line) => {
      const found = mean(rows.filter((row) => row[along] === at && (by === null || row[by] === line)))
      return found ? [{ along: at, line, mean: found }] : []
    }),
  )
}

const forestRows = (summary: Summary, scale: 'ratio' | 'difference'): ForestRow[] => [
  ...summary.comparisons.flatMap(({ key, ours, theirs }): ForestRow[] =>
    ours && theirs.scale === scale
      ? [
          {
            name: key,
            value: ours.value,
            ...(ours.interval && { interval: ours.interval }),
            beside: { value: theirs.value, ...(theirs.interval && { interval: theirs.interval }) },
          },
        ]
      : [],
  ),
  ...summary.further.flatMap(({ key, estimate }): ForestRow[] => {
    if (!estimate?.interval) return []
    const ratio = /odds|ratio/.test(estimate.estimator) ? 'ratio' : 'difference'
    return ratio === scale ? [{ name: key, value: estimate.value, interval: estimate.interval, beside: null }] : []
  }),
]

const intervals = 'Points are estimates, lines their intervals; each unit of analysis counts once.'
/** A forest plot of more lines than this cannot be read. */
const mostRows = 60
/** Cells whose means a card of the first screen can show. */
const mostOfCard = 12
/** Pictures of so many columns are drawn unless one is named. */
const mostColumns = 6

/** The pictures of one judge's card, each under a name of its own where there are several judges. */
const judgeFigures = async (card: JudgeBias, judge: string, several: boolean): Promise<readonly Figure[]> =>
  (await cardFigures(card, judge)).map((each) => (several ? { ...each, name: slug(`${each.name} ${judge}`) } : each))

/** The pictures of a run: flow, forest plots, means along its factors, and a reliability diagram where columns for it are named. */
export const figuresOf = async (
  run: Run,
  summary: Summary,
  options: FigureOptions = {},
): Promise<readonly Figure[]> => {
  const { plot, draw } = await loadDraw()
  const { rows } = run
  const figures: Figure[] = [
    {
      name: 'flow',
      title: 'Flow of episodes',
      about: 'Assigned, started, completed, valid and analysed, with why others were left out.',
      svg: drawFlow(run.flow),
    },
  ]
  for (const scale of ['ratio', 'difference'] as const) {
    const all = forestRows(summary, scale).filter(
      ({ value }) => Number.isFinite(value) && (scale === 'difference' || value > 0),
    )
    const shown = all.slice(0, mostRows)
    if (shown.length === 0) continue
    const more = all.length > shown.length ? ` The first ${mostRows} of ${all.length} are drawn.` : ''
    const title = scale === 'ratio' ? 'Ratios' : 'Estimates'
    figures.push({
      name: `forest-${scale}`,
      title,
      about: `${intervals} Squares are the paper's.${more}`,
      svg: drawForest(plot, draw)(title, shown, { ratio: scale === 'ratio', rule: scale === 'ratio' }),
    })
  }
  for (const { card, judge } of summary.judges)
    if (card) figures.push(...(await judgeFigures(card, judge, summary.judges.length > 1)))
  const factors = factorsOf(run)
  const along = options.along === undefined ? factors[0]?.name : ofColumns(run, options.along, '--along')
  const by =
    options.by === undefined
      ? factors.find(({ name, levels }) => name !== along && levels.length <= 6)?.name
      : ofColumns(run, options.by, '--by')
  const instruments: readonly { readonly columns: Readonly<Record<string, string>> }[] = run.study.instruments
  const measured = instruments
    .flatMap(({ columns }) => Object.keys(columns))
    .filter((name) => new Set(rows.flatMap((row) => numeric(row[name]) ?? [])).size > 1)
  const columns =
    options.column === undefined ? measured.slice(0, mostColumns) : [ofColumns(run, options.column, '--column')]
  if (along !== undefined)
    for (const column of columns) {
      const cells = cellMeans(run, column, along, by ?? null)
      const ends = cells.flatMap(({ mean }) => [mean.value, ...(mean.interval ?? [])])
      // What is the same everywhere, as a share of a fixed sum is, would be drawn as nothing but its rounding.
      const flat = Math.max(...ends) - Math.min(...ends) < 1e-9 * Math.max(1, ...ends.map(Math.abs))
      if (cells.length < 2 || flat) continue
      const title = `${column} by ${along}${by === undefined ? '' : ` and ${by}`}`
      figures.push({
        name: slug(title),
        title,
        about: `${meaningOf(run, column) ?? column}. Means of independent units with their t intervals.`,
        svg: drawMeans(plot, draw)(title, cells, { along, by: by ?? null, column }),
        ...(cells.length <= mostOfCard && {
          small: drawMeans(plot, draw)(title, cells, { along, by: by ?? null, column, width: 480, height: 250 }),
        }),
      })
    }
  if ((options.forecast === undefined) !== (options.outcome === undefined))
    throw new Misuse('a reliability diagram needs both --forecast and --outcome')
  if (options.forecast !== undefined && options.outcome !== undefined)
    figures.push(
      reliability(
        run,
        ofColumns(run, options.forecast, '--forecast'),
        ofColumns(run, options.outcome, '--outcome'),
        drawCalibration(plot, draw),
      ),
    )
  return figures
}

const reliability = (
  { rows }: Run,
  forecast: string,
  outcome: string,
  drawn: ReturnType<typeof drawCalibration>,
): Figure => {
  const pairs = rows.flatMap((row) => {
    const [p, y] = [numeric(row[forecast]), numeric(row[outcome])]
    return p === null || y === null ? [] : [{ p, y }]
  })
  const bad = pairs.find(({ p, y }) => !(p >= 0 && p <= 1) || (y !== 0 && y !== 1))
  if (bad) throw new Misuse(`${forecast} must be a probability and ${outcome} 0 or 1; a row has ${bad.p} and ${bad.y}`)
  if (pairs.length === 0) throw new Misuse(`no row has both ${forecast} and ${outcome}`)
  const bins = calibrationCurve(
    pairs.map(({ p }) => p),
    pairs.map(({ y }) => y as 0 | 1),
  )
  const title = `${forecast} against ${outcome}`
  const points = bins.map(({ forecast: x, outcome: y, n, interval }) => ({ x, y, n, interval }))
  return {
    name: slug(`calibration ${title}`),
    title,
    about: 'Ten bins of equal width; Wilson intervals; size shows how many.',
    svg: drawn({ title, forecast, happened: outcome, points }, { width: 380, height: 380 }),
  }
}

/** The ladder of a tournament: ratings with their intervals, the best first; mean payoffs where there are no ratings. */
export const ladderOf = async ({ standings, rankedBy }: Standings): Promise<Figure> => {
  const { plot, draw } = await loadDraw()
  const rows = standings.flatMap(({ rank, name, rating, payoff }): ForestRow[] => {
    const shown = rankedBy === 'rating' ? rating : payoff
    return shown
      ? [
          {
            name: `${rank}. ${name}`,
            value: shown.value,
            ...(shown.interval && { interval: shown.interval }),
            beside: null,
          },
        ]
      : []
  })
  const title = rankedBy === 'rating' ? 'Ratings' : 'Mean payoffs'
  const what =
    rankedBy === 'rating'
      ? 'Bradley-Terry abilities on the log-odds scale, whose mean is 0'
      : 'Mean payoffs against the other entrants'
  return { name: 'ladder', title, about: `${what}; lines are 95% intervals.`, svg: drawForest(plot, draw)(title, rows) }
}
