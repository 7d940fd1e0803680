/** A village for the exact baseline. */
export interface Village {
  readonly werewolves: number
  readonly seer: boolean
  readonly doctor: boolean
  readonly villagers: number
  readonly selfSave?: boolean
  /** A living seer names a living werewolf it has found, and that one is banished. */
  readonly named?: boolean
}

const MOST = 9

/**
 * The exact chance that the village wins when every kill, save, check and banishment is uniformly random and werewolves
 * win at parity: 1/3 for a werewolf, a seer and two villagers. The seer looks at nobody twice while others are left.
 * Every state of who lives and who was seen is solved once; throws for more than 9 players.
 */
export const randomVillage = ({
  werewolves,
  seer,
  doctor,
  villagers,
  selfSave = true,
  named = false,
}: Village): number => {
  const n = werewolves + Number(seer) + Number(doctor) + villagers
  if (!(Number.isInteger(n) && werewolves >= 1 && villagers >= 0 && n <= MOST))
    throw new Error(
      `randomVillage solves at most ${MOST} players with a werewolf among them, not ${n} with ${werewolves}`,
    )
  const all = Array.from({ length: n }, (_, i) => i)
  const wolves = 2 ** werewolves - 1
  const seerAt = seer ? werewolves : -1
  const doctorAt = doctor ? werewolves + Number(seer) : -1
  const lives = (alive: number, i: number): boolean => i >= 0 && (alive & (1 << i)) !== 0
  const size = (set: number): number => all.filter((i) => lives(set, i)).length
  const memory = new Map<number, number>()

  const settled = (alive: number, then: () => number): number => {
    const pack = size(alive & wolves)
    if (pack === 0) return 1
    return 2 * pack >= size(alive) ? 0 : then()
  }
  const mean = (of: readonly number[], value: (i: number) => number): number =>
    of.reduce((sum, i) => sum + value(i), 0) / of.length

  const day = (alive: number, seen: number): number => {
    const known = all.find((i) => i < werewolves && lives(alive & seen, i))
    const banned = named && lives(alive, seerAt) && known !== undefined ? [known] : all.filter((i) => lives(alive, i))
    return mean(banned, (i) => settled(alive & ~(1 << i), () => night(alive & ~(1 << i), seen)))
  }
  const night = (alive: number, seen: number): number => {
    const key = alive * 2 ** n + seen
    const before = memory.get(key)
    if (before !== undefined) return before
    const here = all.filter((i) => lives(alive, i))
    const others = here.filter((i) => i !== seerAt)
    const fresh = others.filter((i) => !lives(seen, i))
    const looks = named && lives(alive, seerAt) ? (fresh.length > 0 ? fresh : others) : [-1]
    const saves = lives(alive, doctorAt) ? here.filter((i) => selfSave || i !== doctorAt) : [-1]
    const value = mean(looks, (look) => {
      const now = look < 0 ? seen : seen | (1 << look)
      return mean(saves, (save) =>
        mean(
          here.filter((i) => i >= werewolves),
          (kill) => {
            const left = save === kill ? alive : alive & ~(1 << kill)
            return settled(left, () => day(left, now))
          },
        ),
      )
    })
    memory.set(key, value)
    return value
  }
  return settled(2 ** n - 1, () => night(2 ** n - 1, 0))
}
