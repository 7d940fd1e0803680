import type { Adjustment, ContrastFamily, Formula, Level, ModelFrame } from '../../statistics/index.ts'
import { missing } from './read-table.ts'

const quoted = (text: string): string => JSON.stringify(text)
const syntactic = /^(?:[A-Za-z]|\.(?!\d))[\w.]*$/
const level = (value: Level): string =>
  typeof value === 'string' ? quoted(value) : typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : String(value)

/** A column's name as R reads it in a formula. */
export const rName = (name: string): string => (syntactic.test(name) ? name : `\`${name}\``)

/** A column of the data `d` in R. */
export const rColumn = (name: string): string => (syntactic.test(name) ? `d$${name}` : `d[[${quoted(name)}]]`)

/** What `emmeans` must be told of offsets and of errors by cluster. */
export const robustMeans = (
  { cluster, correction = 'CR2' }: { readonly cluster?: string | undefined; readonly correction?: string | undefined },
  { offset }: Pick<ModelFrame, 'offset'>,
): string =>
  `${offset === undefined ? '' : ', offset = 0'}${
    cluster === undefined
      ? ''
      : `, vcov. = clubSandwich::vcovCR(m, cluster = ${rColumn(cluster)}, type = "${correction}")`
  }`

/** A formula in R's words with its outcome written anew. */
export const withOutcome = ({ text, outcome }: Formula, write: (outcome: string) => string): string => {
  const own = outcome.kind === 'column' ? rName(outcome.text) : outcome.text
  return text.replace(/^(?:`[^`]*`|[^~`])*~\s*/, () => `${write(own)} ~ `)
}

/** The levels of each factor in the order that R is given them: the reference first, or last where it is left out. */
const ordersOf = (frame: ModelFrame, coding: string | undefined): Readonly<Record<string, readonly Level[]>> => {
  const references = new Map(
    frame.terms
      .flatMap((term) => (term.kind === 'interaction' ? term.of : [term]))
      .flatMap((part) =>
        part.kind === 'factor' && part.reference !== undefined ? [[part.column, part.reference]] : [],
      ),
  )
  return Object.fromEntries(
    Object.entries(frame.factors).map(([name, all]) => {
      const reference = references.get(name)
      const others = all.filter((one) => one !== reference)
      return [
        name,
        reference === undefined ? all : coding === 'effects' ? [...others, reference] : [reference, ...others],
      ]
    }),
  )
}

/** Estimated means as they were asked for: over what, what is compared, and how it is adjusted. */
export interface AskedMeans {
  readonly over: readonly string[]
  readonly levels: readonly Readonly<Record<string, Level>>[]
  readonly contrasts: readonly { readonly family: ContrastFamily; readonly adjust: Adjustment }[]
}

const meansLines = (
  { over, levels, contrasts }: AskedMeans,
  orders: Readonly<Record<string, readonly Level[]>>,
  options: string,
): readonly string[] => {
  // R runs through the first name fastest, and its levels in its own order: weights must follow.
  const place = (cell: Readonly<Record<string, Level>>): number =>
    over.reduce((at, name) => at * 1e4 + (orders[name]?.indexOf(cell[name]!) ?? 0), 0)
  const inR = levels.map((_, k) => k).sort((a, b) => place(levels[a]!) - place(levels[b]!) || a - b)
  return [
    ...(options.includes('clubSandwich')
      ? [
          "# Degrees of freedom here are Satterthwaite's, of each sum by itself, as clubSandwich::linear_contrast has them.",
        ]
      : []),
    `e <- emmeans::emmeans(m, ~ ${[...over].reverse().map(rName).join(' * ')}${options}); summary(e, infer = TRUE)`,
    ...contrasts.map(({ family, adjust }) => {
      const what =
        family === 'pairwise'
          ? '"pairwise"'
          : 'control' in family
            ? `"trt.vs.ctrl", ref = ${inR.findIndex((k) => levels[k]![over[0]!] === family.control) + 1}`
            : `list(${Object.values(family.custom)
                .map((weights) => `c(${inR.map((k) => weights[k]).join(', ')})`)
                .join(', ')})`
      return `summary(emmeans::contrast(e, ${what}, adjust = "${adjust}"), infer = TRUE)`
    }),
  ]
}

/** The lines of R that give the same numbers, from reading the file on: levels stand in the order used here. */
export const rScript = ({
  table,
  frame,
  call,
  coding,
  levels,
  success,
  complete = [],
  anova,
  means = [],
  meansOptions,
}: {
  readonly table: string
  readonly frame: ModelFrame
  readonly call: string
  readonly coding?: string | undefined
  readonly levels?: readonly Level[] | undefined
  readonly success?: string | undefined
  /** The columns without which a row was left out; none where no row was. */
  readonly complete?: readonly string[]
  readonly anova?: string | undefined
  readonly means?: readonly AskedMeans[]
  /** What `emmeans` must be told to do the same; undefined where it does not know the model. */
  readonly meansOptions?: string | undefined
}): readonly string[] => {
  const orders = ordersOf(frame, coding)
  const factors = Object.entries(orders).map(([name, order]) => {
    const column = rColumn(name)
    // R reads true and false in small letters as words.
    const cells = typeof order[0] === 'boolean' ? `toupper(${column}) == "TRUE"` : column
    return `${column} <- factor(${cells}, levels = c(${order.map(level).join(', ')}))`
  })
  const outcome = rColumn(frame.formula.outcome.columns[0]!)
  const truth = success === undefined && typeof frame.rows[0]?.[frame.formula.outcome.columns[0]!] === 'boolean'
  const cells = `na.strings = c(${[...missing].map(quoted).join(', ')}), strip.white = TRUE, check.names = FALSE`
  const read = /\.(parquet|pq)$/i.test(table)
    ? `d <- as.data.frame(arrow::read_parquet(${quoted(table)}))`
    : `d <- ${/\.(tsv|tab)$/i.test(table) ? 'read.delim' : 'read.csv'}(${quoted(table)}, ${cells})`
  return [
    read,
    ...(complete.length ? [`d <- d[complete.cases(d[c(${complete.map(quoted).join(', ')})]), ]`] : []),
    ...factors,
    ...(levels && success === undefined
      ? [`${outcome} <- factor(${outcome}, levels = c(${levels.map(level).join(', ')}), ordered = TRUE)`]
      : []),
    ...(success === undefined ? [] : [`${outcome} <- ${outcome} == ${quoted(success)}`]),
    ...(truth ? [`${outcome} <- toupper(${outcome}) == "TRUE"`] : []),
    ...(coding === 'effects' ? ['options(contrasts = c("contr.sum", "contr.poly"))'] : []),
    ...call.split('\n'),
    ...(anova === undefined ? [] : [anova]),
    ...(meansOptions === undefined ? [] : means.flatMap((each) => meansLines(each, orders, meansOptions))),
  ]
}
