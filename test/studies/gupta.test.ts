import { luckOf } from 'suasion'
import { maximiser, restrained } from 'suasion/protocols/common-pool'
import study from 'suasion/studies/gupta-2025-common-pool'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkStudy } from '../../src/lab/check.ts'
import { type Ended, run } from '../../src/lab/run.ts'

let ended: Ended
beforeAll(async () => {
  ended = await run(study)
})
const estimatesOf = ({ rows }: Ended) => study.estimates(rows as never, luckOf('estimates'))

describe('gupta-2025-common-pool', () => {
  it('keeps the promises of a study', async () => {
    expect(await checkStudy(study)).toEqual([])
  })

  it('plays twenty groups of each of sixteen societies', () => {
    expect(ended.flow).toMatchObject({ assigned: 320, completed: 320, valid: 320, analysed: 320 })
  })

  it('derives the laws of the stock from the kernel', () => {
    for (const name of ['share taken above which the stock is lost', 'stock at a share of .15'] as const)
      expect(Math.abs(estimatesOf(ended)[name]!.value - study.published[name].value)).toBeLessThan(1e-3)
    expect(estimatesOf(ended)['maximum sustainable yield']!.value).toBeLessThanOrEqual(7.5)
  })

  it('orders the institutions as the paper does: copying destroys, fines slow it, a chosen norm rescues', () => {
    const estimates: Readonly<Record<string, { readonly value: number } | null>> = estimatesOf(ended)
    const at = (society: string) => estimates[society]!.value
    for (const growth of ['rich', 'scarce'])
      for (const start of ['altruistic', 'selfish']) {
        const [learning, punishment, vote] = ['learning', 'punishment', 'vote'].map((each) =>
          at(`${growth}, ${start}, ${each}`),
        )
        expect(learning, `${growth}, ${start}`).toBeLessThanOrEqual(punishment!)
        expect(punishment, `${growth}, ${start}`).toBeLessThanOrEqual(vote!)
      }
    expect(at('rich, altruistic, learning')).toBeLessThan(at('rich, altruistic, nothing'))
    expect(at('rich, selfish, vote')).toBeGreaterThanOrEqual(2 * at('rich, selfish, learning'))
  })

  it('takes any members: nobody holds a norm, or everybody takes all', async () => {
    const kept = await run(study, { cast: { altruistic: restrained(), selfish: maximiser() }, n: 16 })
    for (const row of kept.rows) {
      const altruistic = row['start'] === 'altruistic'
      expect(row['lost'], JSON.stringify(row)).toBe(!altruistic)
      if (altruistic) expect(row['efficiency']).toBeGreaterThan(0.95)
    }
    expect(estimatesOf(kept)['survival, learning only']!.value).toBe(1)
    const none = study.estimates([], luckOf('none'))
    expect(none['survival, learning only']).toBeNull()
  })
})
