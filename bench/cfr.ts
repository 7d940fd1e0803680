import { kuhnPoker } from 'suasion/protocols/kuhn-poker'
import { leducPoker } from 'suasion/protocols/leduc-poker'
import { compile, startCfr, type TreeGame } from '../src/solvers/index.ts'

export { startCfr }
export const games: Readonly<Record<string, () => TreeGame>> = {
  kuhn: () => compile(kuhnPoker),
  leduc: () => compile(leducPoker),
}

/** A game of two players as the twin reads it. */
export const gameText = ({ players }: TreeGame): string =>
  players
    .map(({ after, first, rows, others, weights }) =>
      [[after.length, first.at(-1), weights.length], after, first, rows, others, weights]
        .map((list) => [...list].join(' '))
        .join('\n'),
    )
    .join('\n')

/** What the twin sums up of its averages, to see that both did the same. */
export const checksum = (sums: readonly (readonly number[])[]): number =>
  sums.flatMap((list) => list.slice(1).map((sum, i) => sum * (1 + ((i + 1) % 7)))).reduce((a, b) => a + b, 0)
