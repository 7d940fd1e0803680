import { luckOf } from 'suasion'
import { fixedShare } from 'suasion/protocols/donor-game'
import study from 'suasion/studies/vallinder-2024-donor-game'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Ended, run } from '../../src/lab/run.ts'

let ended: Ended
let seconds = 0
beforeAll(async () => {
  const before = process.cpuUsage()
  ended = await run(study)
  const { user, system } = process.cpuUsage(before)
  seconds = (user + system) / 1e6
})
const estimatesOf = ({ rows }: Ended) => study.estimates(rows as never, luckOf('estimates'))

describe('vallinder-2024-donor-game', () => {
  it('plays two generations of five lineages of six societies offline', () => {
    expect(ended.flow).toMatchObject({ assigned: 60, completed: 60, valid: 60, analysed: 60 })
    expect(ended.rows).toHaveLength(720)
    expect(seconds).toBeLessThan(3)
  })

  it('plays the outcomes of the rules exactly', () => {
    const { ceiling, half, released } = estimatesOf(ended)
    expect(ceiling!.value).toBe(30_720)
    expect(half!.value).toBeCloseTo(393.90625, 8)
    expect(released!.value).toBe(15_360)
  })

  it('reports both rules of selection, which part after the first generation', () => {
    const estimates = estimatesOf(ended)
    expect(estimates['change, second game']!.value).not.toBe(estimates.change!.value)
    expect(estimates.change!.n).toBe(5)
    expect(estimates.change!.interval).toBeDefined()
    const first = (society: string) =>
      ended.rows.filter((row) => row['society'] === society && row['generation'] === 1).map((row) => row['given'])
    expect(first('evolving')).toEqual(first('second game'))
    expect(estimates.first!.value).toBeGreaterThan(0.1)
    expect(estimates.first!.value).toBeLessThan(0.9)
    expect(estimates.punished!.value).toBeGreaterThanOrEqual(0)
  })

  it('carries memories into the second generation and none into the first', () => {
    for (const { trial } of ended.stored) {
      expect(trial.carry !== undefined, trial.pair).toBe(trial.condition['generation'] === 2)
      if (trial.carry) expect(Object.keys(trial.carry)).toHaveLength(12)
    }
  })

  it('repeats itself, and grows in generations', async () => {
    expect((await run(study)).rows).toEqual(ended.rows)
    const longer = await run(study, { n: 90 })
    expect(Math.max(...longer.rows.map((row) => row['generation'] as number))).toBe(3)
    expect(longer.rows.filter((row) => (row['generation'] as number) < 3)).toEqual(ended.rows)
    await expect(run(study, { n: 7 })).rejects.toThrow('30, 60, 90')
  })

  it('takes minds that do not vary, and rows of one generation', async () => {
    const still = estimatesOf(await run(study, { cast: { player: fixedShare({ share: 0.2 }) } }))
    expect(still.change).toMatchObject({ value: expect.closeTo(0, 12), n: 5 })
    const one = estimatesOf(await run(study, { n: 30 }))
    expect(one.change).toBeNull()
    expect(one.ceiling!.value).toBe(30_720)
  })
})
