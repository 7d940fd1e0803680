import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AnyStudy } from 'suasion'
import { adaptive, anytimeValid, between, crossover, groupSequential } from 'suasion/designs'
import { adaptiveEstimate } from 'suasion/statistics'
import { afterEach, describe, expect, test } from 'vitest'
import { exportRun } from '../../src/lab/export.ts'
import { ledger, renderLedger } from '../../src/lab/ledger.ts'
import { prepare } from '../../src/lab/prepare.ts'
import { preregistration } from '../../src/lab/prereg.ts'
import { renderReport } from '../../src/lab/report.ts'
import { run } from '../../src/lab/run.ts'
import { readManifest } from '../../src/lab/store.ts'
import { summarise } from '../../src/lab/summary.ts'
import { renderText } from '../../src/lab/text.ts'
import { arms, coinPlan, coinStudy, kindness } from './coin-study.ts'
import { pokerStudy } from './fixture.ts'

const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'suasion-plan-'))
  folders.push(made)
  return join(made, 'run')
}
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true })
})

describe('a registration', () => {
  test('says hypotheses, estimand, assignment, exclusions, n and stopping, with the hash a run will carry', async () => {
    const study = coinStudy()
    const text = preregistration(prepare(study, { n: 40 }))
    const { manifest } = await run(study, { n: 40 })
    expect(text).toContain(`Plan: \`${manifest.plan.hash}\``)
    for (const said of [
      '## Hypotheses',
      'kindness raises the share',
      'Outcome: yes; arm kind against arm plain',
      '## Estimand',
      '## Assignment',
      'between: 40 episodes',
      'Conditions are assigned at random, with probability 0.5 for each unit. Of all episodes 20 stand in each of 2 cells.',
      'p value, corrected, is below .05, two-sided',
      '`suasion power coin-2026-test --sesoi EFFECT --n 40`',
      '- nobody',
      '40 episodes. after all trials',
      'corrected together (Holm, family of 2)',
      'exploratory',
    ])
      expect(text).toContain(said)
    expect(preregistration(prepare(study, { n: 60 }))).not.toContain(manifest.plan.hash)
    const bare = preregistration(prepare(pokerStudy()))
    expect(bare).toContain('declares no plan')
    expect(bare).toContain('declares no hypotheses')
  })

  test('warns where one subject gets several treatments and the outcome lasts, which is a property it declares', async () => {
    const within = crossover(arms, { subjects: 20, subject: 'first' })
    const warned = coinStudy({ design: within })
    expect(preregistration(prepare(warned))).toContain('persuasion does not wash out')
    const passing = { ...warned, instruments: warned.instruments.map((each) => ({ ...each, measures: {} })) }
    expect(preregistration(prepare(passing as AnyStudy))).not.toContain('wash out')
    expect(preregistration(prepare(coinStudy()))).not.toContain('wash out')
    const { limits } = summarise(await run(warned))
    expect(limits.join()).toContain('crossover: yes (coin) lasts')
  })

  test('refuses a plan of what is not there', () => {
    const planned = (plan: object) => () => prepare(coinStudy({ plan: { ...coinPlan, ...plan } }))
    expect(planned({ primary: { 'kind agianst plain': { says: 'x' } } })).toThrow('did you mean kind against plain?')
    expect(planned({ family: ['else'] })).toThrow('no estimate of coin-2026-test for its plan called else')
    expect(planned({ primary: { share: { says: 'x', outcome: 'yess' } } })).toThrow('did you mean yes?')
    expect(planned({ primary: { share: { says: 'x', treated: { arm: 'rude' } } } })).toThrow('arm rude')
  })
})

describe('a frozen plan', () => {
  test('makes no estimate before the data where the study declares none: it may be a game to be solved', () => {
    let made = 0
    const counting = { ...pokerStudy(), estimates: () => ({ made: made++ }) } as unknown as AnyStudy
    expect(prepare(counting).manifest.plan.estimates).toEqual(['value of the game'])
    expect(made).toBe(0)
  })

  test('is changed after data only with a reason, which every report shows', async () => {
    const path = folder()
    const before = coinStudy()
    await run(before, { folder: path })
    const { plan } = readManifest(path)
    expect(plan).toMatchObject({
      declared: true,
      family: ['kind against plain', 'share'],
      estimates: expect.arrayContaining(['share']),
    })
    const changed = coinStudy({ plan: { ...coinPlan, exclusions: ['the first ten'] } })
    await expect(run(changed, { folder: path })).rejects.toThrow(/changed after 60 episodes.*exclusions.*--amend "why"/)
    await expect(run(before, { folder: path, amend: 'no reason' })).rejects.toThrow('there is nothing to amend')
    await expect(run(changed, { folder: path, amend: ' ' })).rejects.toThrow('--amend says why')
    await expect(run(changed, { folder: folder(), amend: 'x' })).rejects.toThrow('holds no run yet')
    const ended = await run(changed, { folder: path, amend: 'ten were <b>ours</b>' })
    expect(ended.manifest.amendments).toMatchObject([
      { why: 'ten were <b>ours</b>', from: plan.hash, changed: 'exclusions', episodes: 60 },
    ])
    expect(readManifest(path).amendments![0]!.date).toMatch(/^\d{4}-\d\d-\d\d$/)
    const summary = summarise(ended)
    expect(summary.plan.first).toBe(plan.hash)
    expect(summary.plan.hash).not.toBe(plan.hash)
    expect(renderText(summary, false)).toMatch(/amended \d{4}-\d\d-\d\d after 60 episodes/)
    const page = await renderReport(summary, ended)
    expect(page).toContain('Amendments after data')
    expect(page).toContain('ten were &lt;b&gt;ours')
    expect(page).toContain(plan.hash)
    // The amended run goes on without a word.
    expect((await run(changed, { folder: path })).manifest.amendments).toHaveLength(1)
  })

  test('marks what was added later as exploratory, in text, report and ledger', async () => {
    const path = folder()
    await run(coinStudy(), { folder: path })
    const first = coinStudy()
    const more = {
      ...first,
      published: { ...first.published, late: first.published['kind against plain'] },
      estimates: (rows: never, luck: never) => ({ ...first.estimates(rows, luck), late: null, later: null }),
    } as unknown as AnyStudy
    const ended = await run(more, { folder: path, amend: 'two more' })
    const summary = summarise(ended)
    expect(summary.comparisons.map(({ key, status }) => [key, status])).toEqual([
      ['kind against plain', 'primary'],
      ['late', 'exploratory'],
    ])
    expect(summary.further.map(({ key, status }) => [key, status])).toEqual([
      ['share', 'secondary'],
      ['later', 'exploratory'],
    ])
    expect(renderText(summary, false)).toContain('late (exploratory)')
    expect(renderLedger(ledger([summary]), { colour: false })).toContain('late (exploratory)')
    expect(await renderReport(summary, ended)).toContain('>exploratory<')
  })

  test('is the one that is there before the first episode, and corrects its family by Holm', async () => {
    const path = folder()
    await run(coinStudy({ lift: 0.3 }), { folder: path, signal: AbortSignal.abort() })
    const changed = coinStudy({ lift: 0.3, plan: { ...coinPlan, stopping: 'another time' } })
    const ended = await run(changed, { folder: path })
    expect(ended.manifest.amendments).toBeUndefined()
    const { plan } = summarise(ended)
    const [kind, share] = plan.family
    expect(kind!.p).not.toBeNull()
    // The share has no test: it counts in the family, and gets no p value.
    expect(kind!.holm).toBeCloseTo(Math.min(1, 2 * kind!.p!), 12)
    expect(share).toEqual({ key: 'share', p: null, holm: null })
  })

  test('of a manifest that holds a fingerprint alone is read, and its run goes on', async () => {
    const path = folder()
    await run(coinStudy(), { folder: path })
    const file = join(path, 'manifest.json')
    const manifest = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ ...manifest, plan: manifest.plan.analysis }))
    expect(readManifest(path).plan).toMatchObject({ hash: manifest.plan.analysis, estimates: null })
    const ended = await run(coinStudy(), { folder: path })
    expect(summarise(ended).plan.changed).toBeNull()
    writeFileSync(file, JSON.stringify({ ...manifest, plan: 'another' }))
    await expect(run(coinStudy(), { folder: path })).rejects.toThrow('--amend')
  })
})

describe('a run that looks at its own data', () => {
  const stopping = (lift: number) =>
    coinStudy({
      lift,
      design: groupSequential(between(arms, { n: 200 }), { estimate: kindness, looks: 4, boundary: 'Pocock' }),
    })

  test('stops, says at which look, with the adjusted interval, and lacks nothing', async () => {
    const ended = await run(stopping(0.5), { folder: folder() })
    const { flow, manifest } = ended
    expect(manifest.size).toBe(200)
    expect(flow.completed).toBeLessThan(200)
    expect(flow).toMatchObject({ assigned: flow.completed, reasons: {} })
    const summary = summarise(ended)
    const last = summary.interim[0]!.looks.at(-1)!
    expect(last).toMatchObject({ trials: flow.completed, of: 4 })
    expect(last.estimate!.interval![0]).toBeGreaterThan(0)
    const wide = kindness(ended.rows)!.interval!
    expect(last.estimate!.interval![1] - last.estimate!.interval![0]).toBeGreaterThan(wide[1] - wide[0])
    const text = renderText(summary, false)
    expect(text).toContain(`stopped at look ${last.look} of 4, after ${last.trials} trials of at most 200`)
    const page = await renderReport(summary, ended)
    expect(page).toContain('repeated confidence interval')
    expect(page).toContain('Looks')
    const again = await run(stopping(0.5), { folder: ended.folder! })
    expect(again.flow).toEqual(flow)
    await expect(run(stopping(0.5), { shard: [1, 2] })).rejects.toThrow('cannot run in shards')
  })

  test('goes to its end where there is nothing, and each mind of a factor stops by itself', async () => {
    const none = summarise(await run(stopping(0)))
    expect(none.flow.completed).toBe(200)
    expect(renderText(none, false)).toContain('went to its planned end after look 4 of 4')
    const watched = coinStudy({
      lift: 0.5,
      design: anytimeValid(between(arms, { n: 120 }), { estimate: kindness, optimalSe: 0.09, every: 20 }),
    })
    const second = [watched.cast.second, { ...watched.cast.second, name: 'another' }]
    const both = await run(watched, { cast: { second } })
    expect(both.manifest.size).toBe(240)
    const summary = summarise(both)
    expect(summary.interim.map(({ minds }) => minds)).toEqual(['another', watched.cast.second.name])
    expect(both.flow.assigned).toBe(summary.interim.reduce((sum, { looks }) => sum + looks.at(-1)!.trials, 0))
    expect(both.flow.assigned).toBeLessThan(240)
  })

  test('an adaptive run gives rows their probabilities, and the export an audit of every draw', async () => {
    const study = coinStudy({ lift: 0.4, design: adaptive(arms, { n: 80, batch: 20, outcome: 'yes', kind: 'share' }) })
    const path = folder()
    const ended = await run(study, { folder: path, parallel: 3 })
    const rows = ended.rows.map((row) => ({ ...row, yes: Number(row['yes']) }))
    const estimate = adaptiveEstimate(rows, { arm: 'arm', outcome: 'yes', of: 'kind', against: 'plain' })
    expect(estimate.value).toBeGreaterThan(0)
    await exportRun(ended, { folder: join(path, 'tables'), format: 'csv' })
    const [head, ...lines] = readFileSync(join(path, 'tables/assignments.csv'), 'utf8').trim().split('\n')
    expect(head).toBe('trial,pair,item,replicate,arm,probability,draw,batch,design_luck,subjects,p_plain,p_kind')
    expect(lines).toHaveLength(80)
    expect(lines[0]).toContain('coin-2026-test/1/design')
    const again = await run(study, {})
    expect(again.stored.map(({ trial }) => trial.assignment)).toEqual(ended.stored.map(({ trial }) => trial.assignment))
    const other = await run(study, { seed: '2' })
    expect(other.stored.map(({ key }) => key)).not.toEqual(ended.stored.map(({ key }) => key))
  })
})
