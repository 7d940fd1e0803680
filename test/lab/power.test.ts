import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { between, groupSequential } from 'suasion/designs'
import { describe, expect, test } from 'vitest'
import { readNumbers } from '../../src/lab/commands/power.ts'
import { renderPowerPage } from '../../src/lab/power/page.ts'
import { oversized } from '../../src/lab/power/points.ts'
import { powerOf } from '../../src/lab/power/power.ts'
import { safeguard } from '../../src/lab/power/ready.ts'
import { renderPower } from '../../src/lab/power/text.ts'
import salvi from '../../studies/salvi-2024-conversational-persuasion.ts'
import { arms, coinStudy, kindness } from './coin-study.ts'
import { built, scratch, start, suasion } from './command-line.ts'
import { pokerStudy } from './fixture.ts'

describe('power', () => {
  test('is that of power.prop.test: two shares of .4 and .65 in 60 a group have power .79', async () => {
    // R: power.prop.test(n = 60, p1 = .4, p2 = .65)$power is .7906.
    const power = await powerOf(coinStudy(), { n: [120], sesoi: 0.25, sims: 400 })
    const [none, found] = power.points
    expect(found!.interval[0]).toBeLessThan(0.79 + 0.06)
    expect(found!.interval[1]).toBeGreaterThan(0.79 - 0.06)
    expect(none!.interval[0]).toBeLessThan(0.06)
    expect(none!.power).toBeLessThan(0.12)
    const [least] = power.detectable
    expect(least!.value!).toBeGreaterThan(0.2)
    expect(least!.value!).toBeLessThan(0.32)
    // Half a Newcombe interval of this difference is about 1.96 x sqrt(.4 x .6 / 60 + .65 x .35 / 60).
    expect(found!.halfWidth!).toBeCloseTo(0.173, 1)
    expect(power.mechanism).toContain('rows with a planted effect')
  })

  test('grows with n, falls with attrition and with those whom nothing moves, and is the same again', async () => {
    const of = async (more: object) =>
      (await powerOf(coinStudy(), { n: [60, 160], sesoi: 0.25, sims: 120, ...more })).points
    const [, small, , large] = await of({})
    expect(large!.power).toBeGreaterThan(small!.power)
    expect((await of({}))[3]).toEqual(large)
    expect((await of({ seed: '2' }))[3]).not.toEqual(large)
    expect((await of({ attrition: 0.5 }))[3]!.power).toBeLessThan(large!.power)
    expect((await of({ unmoved: 0.5 }))[3]!.power).toBeLessThan(large!.power - 0.2)
  })

  test.skipIf(!built)(
    'is the same however many threads share the work',
    async () => {
      const of = async (workers: string, ...more: string[]) => {
        const { out, code, err } = await suasion(
          scratch(),
          ...['power', 'salvi-2024', '--sesoi', '2', '--n', '100:200:100', '--sims', '30', '--json'],
          ...['--workers', workers, ...more],
        )
        expect(err).toBe('')
        expect(code).toBe(0)
        return JSON.parse(out)
      }
      const alone = await of('1')
      expect(alone.points).toHaveLength(4)
      expect(await of('3')).toEqual(alone)
      const { err, code } = await suasion(
        scratch(),
        ...['power', 'salvi-2024', '--sesoi', '2', '--n', '100', '--workers', '0'],
      )
      expect(code).toBe(2)
      expect(err).toContain('--workers')
    },
    120_000,
  )

  test('refuses an estimate that nothing tests, and says where a test finds what is not there', async () => {
    const bare = {
      ...coinStudy({ plan: null }),
      estimates: () => ({ 'kind against plain': { value: 1, n: 9, estimator: 'sign' } }),
    }
    await expect(powerOf(bare as never, { n: [40], sesoi: 0.3, sims: 20 })).rejects.toThrow(
      '"kind against plain" came with neither an error nor a test in any of 20 simulated studies',
    )
    const few = { n: 40, expected: 40, sims: 200, none: 0, halfWidth: 0.1, power: 0.3, interval: [0.24, 0.37] as const }
    const nothing = { label: 'no effect', value: 0 } as const
    expect(oversized([{ ...few, effect: nothing }], 0.05)[0]).toContain('30% of studies of 40 trials find one')
    expect(oversized([{ ...few, effect: nothing, interval: [0.04, 0.1] }], 0.05)).toEqual([])
  })

  test('stands at the lower 60% bound of a published effect, and never at its point estimate alone', async () => {
    // .3 with an interval of .1 to .5 has a standard error of .102; .3 less .8416 of it is .2141.
    expect(safeguard(coinStudy().published['kind against plain'])).toBeCloseTo(0.3 - 0.841621 * 0.1020427, 5)
    const ratio = safeguard(salvi.published['personalised ai against human']!)
    expect(ratio).toBeCloseTo(Math.exp(Math.log(1.812) - (0.841621 * Math.log(2.607 / 1.26)) / 3.919928), 5)
    const point = await powerOf(coinStudy(), { n: [40], sesoi: 0.3, sims: 20 })
    expect(point.effects.map(({ label }) => label)).toEqual([
      'no effect',
      'smallest effect of interest',
      'lower 60% bound of the published effect',
    ])
    expect(point.notes.join()).toContain('too large on average')
    const alone = await powerOf(coinStudy(), { n: [40], published: true, sims: 20 })
    expect(alone.effects).toHaveLength(2)
  })

  test('of a stopping design counts what it stops at, and says how many trials it takes on average', async () => {
    const design = groupSequential(between(arms, { n: 160 }), { estimate: kindness, looks: 4, boundary: 'Pocock' })
    const power = await powerOf(coinStudy({ design }), { n: [160], sesoi: 0.35, sims: 80 })
    const [none, found] = power.points
    expect(found!.power).toBeGreaterThan(0.9)
    expect(found!.expected).toBeLessThan(130)
    expect(none!.power).toBeLessThan(0.16)
    expect(renderPower(power, { colour: false })).toContain('trials on average')
  })

  test('where the plan places the effect in no column, runs the study itself and moves its estimate', async () => {
    const power = await powerOf(coinStudy({ plan: null }), { n: [80], sesoi: 0.3, sims: 60 })
    expect(power.mechanism).toContain('the study itself, episode by episode')
    const [none, found] = power.points
    expect(none!.power).toBeLessThan(0.2)
    // power.prop.test(n = 40, p1 = .4, p2 = .7)$power is .78.
    expect(found!.power).toBeGreaterThan(0.6)
    expect(power.detectable[0]!.value!).toBeGreaterThan(0.2)
  })

  test('of the trial of 2 x 2 is of its ordinal answers: found by the study’s own estimate', async () => {
    const power = await powerOf(salvi, { n: [400], sesoi: 4, sims: 20 })
    expect(power.estimate).toBe('personalised ai against human')
    expect(power.scale).toBe('ratio')
    const [none, found] = power.points
    expect(found!.power).toBeGreaterThan(0.8)
    expect(none!.power).toBeLessThan(0.35)
    expect(power.detectable[0]!.value!).toBeGreaterThan(1.5)
    // An estimate that nobody published is judged on the scale of its outcome; items that differ take power away.
    const unpublished = { estimate: 'personalised human against human', n: [400], sesoi: 4, sims: 20, itemSd: 2 }
    const other = await powerOf(salvi, unpublished)
    expect(other.scale).toBe('ratio')
    expect(other.notes.join()).toContain('12 items with sd 2')
    expect(other.points[0]!.power).toBeGreaterThan(none!.power)
  })

  test('is drawn as curves on a page of its own, with nothing fetched', async () => {
    const power = await powerOf(coinStudy(), { n: [40, 80], sesoi: 0.3, sims: 20, itemSd: 0 })
    const page = await renderPowerPage({ ...power, title: '<script>alert(1)</script>' })
    expect(page).toContain('<svg')
    expect(page).toContain('Power to find kind against plain')
    expect(page).not.toContain('<script>')
    expect(page).not.toMatch(/src="|href="http/)
  })

  test('refuses what it cannot mean', async () => {
    const of = (options: object) => powerOf(coinStudy(), { n: [40], sesoi: 0.3, sims: 20, ...options })
    await expect(of({ sesoi: Number.NaN })).rejects.toThrow('--sesoi is a finite number, not NaN')
    await expect(of({ sesoi: 0 })).rejects.toThrow('no effect at all')
    await expect(of({ sesoi: undefined })).rejects.toThrow('--sesoi (a difference of "kind against plain")')
    await expect(of({ sesoi: 0.9 })).rejects.toThrow('cannot be moved by 0.9')
    await expect(of({ n: [0] })).rejects.toThrow('at least 1')
    await expect(of({ n: [] })).rejects.toThrow('--n takes')
    await expect(of({ sims: 2 })).rejects.toThrow('at least 20, not 2')
    await expect(of({ alpha: 2 })).rejects.toThrow('--alpha lies between 0 and 1')
    await expect(of({ attrition: 1 })).rejects.toThrow('--attrition is a share')
    await expect(of({ unmoved: -0.1 })).rejects.toThrow('--unmoved is a share')
    await expect(of({ itemSd: 1 })).rejects.toThrow('has no item table')
    await expect(of({ estimate: 'kind agianst plain' })).rejects.toThrow('did you mean kind against plain?')
    await expect(powerOf(salvi, { n: [400], sesoi: -1 })).rejects.toThrow('a ratio above 0, not -1')
    await expect(powerOf(salvi, { n: [400], published: true, estimate: 'ai against human' })).rejects.toThrow(
      'no interval is published',
    )
    await expect(powerOf(pokerStudy(), { n: [20], published: true })).rejects.toThrow('give --sesoi')
    expect(readNumbers('100:400:100')).toEqual([100, 200, 300, 400])
    expect(readNumbers('80')).toEqual([80])
    expect(readNumbers('100:900').at(-1)).toBe(900)
    expect(() => readNumbers('400:100')).toThrow('400 is more than 100')
    expect(() => readNumbers('0:100')).toThrow('at least 1 trial')
    expect(() => readNumbers('1:1000000:1')).toThrow('more than 100 numbers')
    expect(() => readNumbers('a:b')).toThrow('no whole numbers')
    expect(() => readNumbers('1:9:0')).toThrow('the step is at least 1')
  })
})

describe.skipIf(!built)('suasion power and prereg', () => {
  test('write what they say, and suggest what was meant', async () => {
    const folder = scratch()
    const given = ['--sesoi', '2', '--n', '200', '--sims', '20']
    const json = await suasion(folder, 'power', 'salvi-2024', ...given, '--json', '--html', 'power.html')
    expect(json.code, json.err).toBe(0)
    expect(JSON.parse(json.out).points).toHaveLength(2)
    expect(readFileSync(join(folder, 'power.html'), 'utf8')).toContain('The least effect found with 80% power')
    const wrong = await suasion(folder, 'power', 'salvi-2024', '--sesoi', 'x', '--n', '200')
    expect(wrong).toMatchObject({ code: 2 })
    expect((await suasion(folder, 'power', 'salvi-2024', '--sesoi', '2')).err).toContain('needs --n FROM:TO')
    expect((await suasion(folder, 'power', 'salvi-2025', '--sesoi', '2', '--n', '9')).err).toContain('salvi-2024')
    const text = await suasion(folder, 'prereg', 'salvi-2024', '--n', '900')
    expect(text.out).toContain('## Hypotheses')
    expect((await suasion(folder, 'prereg', 'salvi-2024', '--n', '0')).err).toContain('at least 1')
    expect((await suasion(folder, 'run', 'salvi-2024', '--amend', 'x')).err).toContain('--out')
  })

  test('ctrl-C ends it, with what was simulated to its end', async () => {
    const { child, done } = start(scratch(), [
      'power',
      'salvi-2024',
      '--sesoi',
      '1.5',
      '--n',
      '100:2000:100',
      '--sims',
      '500',
    ])
    await new Promise((settle) => setTimeout(settle, 3000))
    child.kill('SIGINT')
    const { code, err, out } = await done
    expect(code, err + out).toBe(130)
    expect(err).toContain('stopped by the user')
  })
})
