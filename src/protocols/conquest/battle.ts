import type { Luck } from 'suasion'

const FACES = [1, 2, 3, 4, 5, 6] as const

const lost = (attack: readonly number[], defence: readonly number[]): readonly [attacker: number, defender: number] => {
  const [a, d] = [attack, defence].map((dice) => [...dice].sort((x, y) => y - x)) as [number[], number[]]
  const pairs = Math.min(a.length, d.length)
  // The defender wins ties.
  const beaten = a.slice(0, pairs).filter((die, i) => die > d[i]!).length
  return [pairs - beaten, beaten]
}

/** How a battle ended: armies lost on each side. */
export interface Fought {
  readonly attackerLost: number
  readonly defenderLost: number
  readonly rolls: number
}

/**
 * Rolls dice until the territory falls, or the attacker has `keep` armies left or fewer; at least once. The combat of the
 * paper's game is not available; this is the published rule of Risk (Parker Brothers 1959): attack with min(3, armies - 1)
 * dice against min(2, armies), highest pairs compared, the defender wins ties.
 */
export const fight = (attackers: number, defenders: number, keep: number, luck: Luck): Fought => {
  let [a, d, rolls] = [attackers, defenders, 0]
  do {
    const roll = (dice: number): number[] => Array.from({ length: dice }, () => luck.pick(FACES))
    const [attackerLost, defenderLost] = lost(roll(Math.min(3, a - 1)), roll(Math.min(2, d)))
    a -= attackerLost
    d -= defenderLost
    rolls++
  } while (d > 0 && a > Math.max(1, keep))
  return { attackerLost: attackers - a, defenderLost: defenders - d, rolls }
}

/** The chance of each loss in one roll, by armies the attacker loses (0 first), counted over all faces of all dice. */
export const rollOdds = (attackDice: 1 | 2 | 3, defenceDice: 1 | 2): readonly number[] => {
  const throwsOf = (dice: number): number[][] =>
    dice === 0 ? [[]] : throwsOf(dice - 1).flatMap((rest) => FACES.map((face) => [...rest, face]))
  const counts = Array.from({ length: Math.min(attackDice, defenceDice) + 1 }, () => 0)
  const [attacks, defences] = [throwsOf(attackDice), throwsOf(defenceDice)]
  for (const a of attacks) for (const d of defences) counts[lost(a, d)[0]]! += 1
  return counts.map((count) => count / (attacks.length * defences.length))
}
