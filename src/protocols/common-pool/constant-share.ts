import { batch } from './kernel.ts'

/** What becomes of a stock of which the same share is taken every round. */
export interface Settled {
  readonly share: number
  /** Before the last harvest, and what that took; 0 where the stock was lost. */
  readonly stock: number
  readonly taken: number
}

/** Plays each share (0 to 1) through the kernel until the stock has settled, from a stock at capacity. */
export const constantShares = (
  shares: readonly number[],
  { growth = 0.3, capacity = 100, rounds = 20_000 } = {},
): readonly Settled[] => {
  const config = { members: 1, capacity, growth, productivity: 1, consumption: 0, cost: 0, penalty: 0, memory: 0 }
  const before = new Float64Array(shares.length)
  const { stock } = batch(
    { ...config, viability: capacity * 1e-6 },
    { groups: shares.length, rounds },
    {
      harvest: (_round, buffers, efforts) => {
        before.set(buffers.stock)
        efforts.set(shares)
      },
    },
  )
  return shares.map((share, i) => {
    const kept = stock[i]! < capacity * 1e-6 ? 0 : before[i]!
    return { share, stock: kept, taken: share * kept }
  })
}

/** The least of the shares at which the stock dies out, and the one before it: their mean is where it begins. */
export const collapseAt = (settled: readonly Settled[]): number => {
  const lost = settled.findIndex(({ stock }) => stock === 0)
  if (lost < 1)
    throw new Error('the shares must be ascending, from one that the stock survives to one that it does not')
  return (settled[lost - 1]!.share + settled[lost]!.share) / 2
}
