/** 1 / (1 + exp(-x)), without overflow. */
export const sigmoid = (x: number): number => {
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const e = Math.exp(x)
  return e / (1 + e)
}

/** -ln sigmoid(x), which stays exact where the sigmoid rounds to 0 or 1. */
export const minusLogSigmoid = (x: number): number => (x > 0 ? Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)) - x)

/** ln of the sum of exp, without overflow. */
export const logSumExp = (values: readonly number[]): number => {
  const most = Math.max(...values)
  return most + Math.log(values.reduce((sum, x) => sum + Math.exp(x - most), 0))
}
