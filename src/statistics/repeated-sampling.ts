/** What is wrong with counting rows as subjects. */
export interface RepeatedSampling {
  /** The different models the rows come from, most rows first. */
  readonly models: readonly string[]
  /** Rows that come from a model. */
  readonly rows: number
  readonly warning: string
}

/**
 * Whether a design would count answers of one or a few models as so many subjects: `models` names for each row the
 * model it comes from, null where it comes from something else (a person, a formal mind). Null where there is nothing
 * to warn of: no rows from models, one row for each, or five models and more (whose spread `varianceComponents` can
 * estimate). Repeated sampling of one model tells how that model varies, never how models do.
 */
export const repeatedSampling = (models: readonly (string | null)[]): RepeatedSampling | null => {
  const counts = new Map<string, number>()
  for (const name of models) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1)
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const names = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name)
  if (names.length === 0 || names.length >= 5 || rows === names.length) return null
  const warning =
    names.length === 1
      ? `${rows} rows are repeated samples of one language model (${names[0]}), not ${rows} subjects: intervals say how this model varies, not how models or people do`
      : `${rows} rows come from ${names.length} language models only (${names.join(', ')}): intervals hold for these models, not for others; treat the model as a fixed effect`
  return { models: names, rows, warning }
}
