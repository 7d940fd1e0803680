import { luckOf } from 'suasion'
import { dealKeeper } from 'suasion/protocols/conquest'
import study from 'suasion/studies/oneill-2026-conquest'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkStudy } from '../../src/lab/check.ts'
import { type Ended, run } from '../../src/lab/run.ts'

let ended: Ended
beforeAll(async () => {
  ended = await run(study)
})
const estimatesOf = ({ rows }: Ended) => study.estimates(rows as never, luckOf('estimates'))

describe('oneill-2026-conquest', () => {
  it('keeps the promises of a study', async () => {
    expect(await checkStudy(study)).toEqual([])
  })

  it('plays sixty games under each of six orders, with a row for each commander', () => {
    expect(ended.flow).toMatchObject({ assigned: 360, completed: 360, valid: 360, analysed: 360 })
    expect(ended.rows).toHaveLength(1440)
    for (const row of ended.rows.filter(({ seat, orders }) => seat === 'red' && orders === 'no negotiation'))
      expect(row).toMatchObject({ conversations: 0, made: 0, answered: 0 })
  })

  it('finds the order of the paper that does not hang on the other commanders: silence costs wins', () => {
    const estimates = estimatesOf(ended)
    expect(estimates['no negotiation less none']!.value).toBeLessThan(0)
    const [low, high] = estimates['share of decided games']!.interval!
    expect(low).toBeLessThan(0.25)
    expect(high).toBeGreaterThan(0.25)
    expect(estimates['agreed at once']!.n).toBeGreaterThan(100)
    // Only the deceptive orders make an opportunist claim a mission at all, and then a false one.
    expect(estimates['claims that were false']!.value).toBe(1)
  })

  it('claims nothing of rows it does not have, and takes other commanders', async () => {
    for (const estimate of Object.values(study.estimates([], luckOf('none')))) expect(estimate).toBeNull()
    const honest = estimatesOf(await run(study, { n: 12, cast: { tested: dealKeeper(), others: dealKeeper() } }))
    expect(honest['promises kept']!.value).toBe(1)
  })
})
