import type { Luck } from 'suasion'

/** What one unit was dealt: which of the choices, and the address of the draw that decided it. */
export interface Dealt {
  readonly choice: number
  readonly draw: string
}

/**
 * Deals `k` choices to units in permuted blocks: whole permutations within each block of units, and the rests of the
 * blocks from shared ones, so that the counts differ by at most one, overall and within each block. `blocks` names the
 * block of each unit.
 */
export const permutedBlocks = (k: number, blocks: readonly (string | number)[], luck: Luck): readonly Dealt[] => {
  const every = Array.from({ length: k }, (_, choice) => choice)
  const members = new Map<string | number, number[]>()
  for (const [i, block] of blocks.entries()) {
    const own = members.get(block)
    if (own) own.push(i)
    else members.set(block, [i])
  }
  const dealt: Dealt[] = []
  let deck: Dealt[] = []
  let decks = 0
  for (const [block, units] of members) {
    const whole = units.length - (units.length % k)
    for (let at = 0; at < whole; at += k)
      for (const [j, choice] of luck.of('block', block, at).draw(every, k).entries())
        dealt[units[at + j]!] = { choice, draw: `block/${block}/${at}` }
    const rest = deck.splice(0, units.length - whole)
    if (rest.length < units.length - whole) {
      // No choice twice among the rest of one block: the new deck starts with those the old one did not give it.
      const draw = `rest/${decks}`
      const fresh = luck
        .of('rest', decks++)
        .draw(every, k)
        .map((choice): Dealt => ({ choice, draw }))
      const given = new Set(rest.map(({ choice }) => choice))
      deck = [...fresh.filter(({ choice }) => !given.has(choice)), ...fresh.filter(({ choice }) => given.has(choice))]
      rest.push(...deck.splice(0, units.length - whole - rest.length))
    }
    for (const [j, each] of rest.entries()) dealt[units[whole + j]!] = each
  }
  return dealt
}
