/** A linear program over variables x >= 0, in dense form. */
export interface LinearProgram {
  /** What is maximised: one coefficient a variable. */
  readonly maximise: readonly number[]
  /** One constraint a row: min <= coefficients . x <= max, each side without limit where it is not given. */
  readonly rows: readonly {
    readonly coefficients: readonly number[]
    readonly min?: number
    readonly max?: number
  }[]
  /** Variables that may be negative too, by place. */
  readonly free?: readonly number[]
}

/** The optimum of a linear program. */
export interface LinearOptimum {
  readonly value: number
  readonly x: readonly number[]
}

/** As large as a dense program may be: beyond it the memory of the solver is spent on zeros. */
const MOST_ENTRIES = 4_000_000

// The package's types describe its CommonJS build, where the loader stands one default deeper than it does here.
type Start = typeof import('highs')['default']
type Solver = Awaited<ReturnType<Start>>
let loading: Promise<Solver> | null = null

const load = (): Promise<Solver> => {
  loading ??= import('highs').then(({ default: start }) => (start as unknown as Start)())
  return loading
}

/**
 * Solves a linear program with HiGHS (simplex). Throws, naming `what`, where it is infeasible, unbounded or larger than
 * 4,000,000 coefficients, and where a coefficient is not a finite number or a row has another length.
 */
export const solveLinear = async (what: string, program: LinearProgram): Promise<LinearOptimum> => {
  const { maximise, rows, free = [] } = program
  const n = maximise.length
  if (n * rows.length > MOST_ENTRIES)
    throw new Error(
      `${what} has ${n} variables and ${rows.length} constraints; a dense program can have ${MOST_ENTRIES} coefficients`,
    )
  for (const [i, { coefficients, min, max }] of rows.entries()) {
    if (coefficients.length !== n)
      throw new Error(`${what}: constraint ${i} has ${coefficients.length} coefficients for ${n} variables`)
    if (![...coefficients, min ?? 0, max ?? 0].every(Number.isFinite))
      throw new Error(`${what}: constraint ${i} holds a number that is not finite`)
  }
  if (!maximise.every(Number.isFinite)) throw new Error(`${what}: the objective holds a number that is not finite`)
  const highs = await load()
  const { infinity, constants } = highs
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (const { coefficients } of rows) {
    for (let j = 0; j < n; j++)
      if (coefficients[j] !== 0) {
        indices.push(j)
        values.push(coefficients[j]!)
      }
    starts.push(indices.length)
  }
  const lower = new Array<number>(n).fill(0)
  for (const j of free) lower[j] = -infinity
  const model = highs.createModel({
    numCols: n,
    numRows: rows.length,
    sense: constants.objectiveSense.maximize,
    colCost: maximise,
    colLower: lower,
    colUpper: new Array<number>(n).fill(infinity),
    rowLower: rows.map(({ min = -infinity }) => min),
    rowUpper: rows.map(({ max = infinity }) => max),
    matrix: { format: 'csr', numRows: rows.length, numCols: n, starts, indices, values },
  })
  try {
    model.options.set({ output_flag: false, primal_feasibility_tolerance: 1e-10, dual_feasibility_tolerance: 1e-10 })
    model.run()
    const status = model.getModelStatus()
    if (status !== constants.modelStatus.optimal) {
      const named = Object.entries(constants.modelStatus).find(([, code]) => code === status)?.[0]
      throw new Error(`${what} has no optimum: the linear program is ${named ?? `of status ${status}`}`)
    }
    return { value: model.getObjectiveValue(), x: [...model.getSolution().colValue] }
  } finally {
    model.dispose()
  }
}
