/** Answers from 1 to 5, before (rows) and after (columns): how many people gave each pair. */
export type Counts = readonly (readonly number[])[]

/** 25 whole numbers with a space between, row after row, as a table; throws where it is not that. */
export const readCounts = (text: string): Counts => {
  const cells = text.split(' ').map(Number)
  if (cells.length !== 25 || cells.some((count) => !(Number.isInteger(count) && count >= 0)))
    throw new Error(`a table of answers is 25 counts, row after row, not "${text}"`)
  return [0, 5, 10, 15, 20].map((at) => cells.slice(at, at + 5))
}

/** How an answer before becomes one after: first whether it moves at all, then where it goes. */
export interface Hurdle {
  /** The probability of moving, by the answer before (place 0 is answer 1). */
  readonly moves: readonly number[]
  /** Given a move from an answer, the probability of each answer after; 0 for staying. */
  readonly goes: readonly (readonly number[])[]
}

/**
 * The hurdle model of a table: a logistic regression of moving on the answer before as a factor, which is its shares,
 * then the shares of where those who moved went. Half a person is added to each outcome (Jeffreys), so none is
 * impossible because none of a few people did it.
 */
export const hurdle = (counts: Counts): Hurdle => {
  const movers = counts.map((row, before) => row.reduce((sum, count, after) => sum + (after === before ? 0 : count), 0))
  return {
    moves: counts.map((row, before) => (movers[before]! + 0.5) / (row[before]! + movers[before]! + 1)),
    goes: counts.map((row, before) =>
      row.map((count, after) => (after === before ? 0 : (count + 0.5) / (movers[before]! + 2))),
    ),
  }
}
