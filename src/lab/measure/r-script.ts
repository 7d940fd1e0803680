import type { Level, ModelFrame } from '../../statistics/index.ts'

const quoted = (text: string): string => JSON.stringify(text)
const column = (name: string): string => (/^[A-Za-z.][\w.]*$/.test(name) ? `d$${name}` : `d[[${quoted(name)}]]`)
const level = (value: Level): string =>
  typeof value === 'string' ? quoted(value) : typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : String(value)

/** The lines of R that give the same numbers, from reading the file on: levels stand in the order used here. */
export const rScript = ({
  table,
  frame,
  call,
  coding,
  levels,
  success,
}: {
  readonly table: string
  readonly frame: ModelFrame
  readonly call: string
  readonly coding?: string | undefined
  readonly levels?: readonly Level[] | undefined
  readonly success?: string | undefined
}): readonly string[] => {
  const references = new Map(
    frame.terms
      .flatMap((term) => (term.kind === 'interaction' ? term.of : [term]))
      .flatMap((part) =>
        part.kind === 'factor' && part.reference !== undefined ? [[part.column, part.reference]] : [],
      ),
  )
  const factors = Object.entries(frame.factors).map(([name, all]) => {
    const reference = references.get(name)
    const others = all.filter((one) => one !== reference)
    const order = reference === undefined ? all : coding === 'effects' ? [...others, reference] : [reference, ...others]
    // R reads true and false in small letters as words.
    const cells = typeof all[0] === 'boolean' ? `toupper(${column(name)}) == "TRUE"` : column(name)
    return `${column(name)} <- factor(${cells}, levels = c(${order.map(level).join(', ')}))`
  })
  const outcome = frame.formula.outcome.columns[0]!
  const read = /\.(parquet|pq)$/i.test(table)
    ? `d <- as.data.frame(arrow::read_parquet(${quoted(table)}))`
    : /\.(tsv|tab)$/i.test(table)
      ? `d <- read.delim(${quoted(table)}, na.strings = c("", "NA"))`
      : `d <- read.csv(${quoted(table)}, na.strings = c("", "NA"))`
  return [
    read,
    ...factors,
    ...(levels
      ? [
          `${column(outcome)} <- factor(${column(outcome)}, levels = c(${levels.map(level).join(', ')}), ordered = TRUE)`,
        ]
      : []),
    ...(success === undefined ? [] : [`${column(outcome)} <- ${column(outcome)} == ${quoted(success)}`]),
    ...(coding === 'effects' ? ['options(contrasts = c("contr.sum", "contr.poly"))'] : []),
    ...call.split('\n'),
  ]
}
