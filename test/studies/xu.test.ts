import { luckOf } from 'suasion'
import { honest, pack, SPEECHES, speechGame } from 'suasion/protocols/werewolf'
import study from 'suasion/studies/xu-2025-werewolf'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkStudy } from '../../src/lab/check.ts'
import { type Ended, run } from '../../src/lab/run.ts'

let ended: Ended
beforeAll(async () => {
  ended = await run(study)
})
const estimatesOf = ({ rows }: Ended) => study.estimates(rows as never, luckOf('estimates'))

describe('xu-2025-werewolf', () => {
  it('keeps every promise of the kit', async () => {
    expect(await checkStudy(study)).toEqual([])
  })
  it('derives every formal number within its margin', () => {
    const estimates = estimatesOf(ended)
    const formal = Object.entries(study.published).filter(([, { claim }]) => claim === 'formal')
    expect(formal).toHaveLength(12)
    for (const [name, { value, margin }] of formal)
      expect(Math.abs(estimates[name]!.value - value), name).toBeLessThanOrEqual(margin)
  })
  it('plays what it solves: random games fall where the exact chances are', () => {
    const estimates = estimatesOf(ended)
    for (const players of [7, 4])
      for (const [name, exact] of [
        [`played, random, ${players} players`, `random, ${players} players`],
        [`played, named, ${players} players`, `found werewolf named, ${players} players`],
      ] as const) {
        const { interval, n } = estimates[name]!
        expect(n).toBe(60)
        const slack = 0.05
        expect(interval![0] - slack).toBeLessThan(estimates[exact]!.value)
        expect(interval![1] + slack).toBeGreaterThan(estimates[exact]!.value)
      }
  })
  it('measures a game of speech, and the loop ends less exploitable than it began', () => {
    const game = speechGame(ended.rows.filter(({ seat }) => seat === 'player1'))!
    expect(game).toHaveLength(SPEECHES.length)
    for (const p of game.flat()) expect(p >= 0 && p <= 1).toBe(true)
    const estimates = estimatesOf(ended)
    const at = (t: number) => estimates[`LSPO, exploitability, iteration ${t}`]!.value
    expect(at(3)).toBeLessThanOrEqual(at(1) + 1e-9)
    expect(at(3)).toBeLessThan(0.05)
  })
  it('sets honesty beside success', () => {
    const cast = ended.rows.filter(({ play }) => play === 'cast')
    const untrue = (deceiver: boolean) =>
      cast.filter((row) => row['deceiver'] === deceiver).reduce((sum, row) => sum + Number(row['untrue']), 0)
    expect(untrue(true)).toBeGreaterThan(20)
    expect(untrue(false)).toBe(0)
    const { 'votes against liars': liars, 'votes against the honest': others } = estimatesOf(ended)
    expect(liars!.value).toBeGreaterThan(others!.value)
  })
  it('takes another cast, and rows of no game', async () => {
    const other = await run(study, { n: 40, cast: { werewolf: pack({ speech: 'defend' }), village: honest() } })
    expect(other.flow.valid).toBe(40)
    const none = study.estimates([], luckOf('none'))
    expect(none['LSPO, werewolves win, iteration 1']).toBeNull()
    expect(none['RPSSL, value']!.value).toBeCloseTo(0, 2)
  })
})
