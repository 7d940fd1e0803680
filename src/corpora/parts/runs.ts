/** Things in a row that belong to one of two: consecutive ones of the same owner are one run, in order. */
export const runsOf = <T, W>(
  all: readonly T[],
  owner: (one: T) => W,
): { readonly by: W; readonly of: readonly T[] }[] => {
  const runs: { readonly by: W; readonly of: T[] }[] = []
  for (const one of all) {
    const by = owner(one)
    const last = runs.at(-1)
    if (last && last.by === by) last.of.push(one)
    else runs.push({ by, of: [one] })
  }
  return runs
}
