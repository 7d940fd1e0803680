import { closingOf, type Episode, luckOf } from 'suasion'
import { type CompletionRequest, scripted } from 'suasion/models'
import { fixedShare, type Reading } from 'suasion/protocols/donor-game'
import study from 'suasion/studies/vallinder-2024-donor-game'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Ended, run } from '../../src/lab/run.ts'
import { llm } from '../../src/minds/llm.ts'
import { random } from '../../src/minds/random.ts'

let ended: Ended
beforeAll(async () => {
  ended = await run(study)
})
const estimatesOf = ({ rows }: Ended) => study.estimates(rows as never, luckOf('estimates'))

describe('vallinder-2024-donor-game', () => {
  it('plays two generations of five lineages of six societies offline', () => {
    expect(ended.flow).toMatchObject({ assigned: 60, completed: 60, valid: 60, analysed: 60 })
    expect(ended.rows).toHaveLength(720)
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
  it('can have everyone write a plan, which changes nothing for formal minds', async () => {
    const planned = await run(study, { set: { plan: true } })
    expect(planned.rows).toEqual(ended.rows)
    const plans = planned.stored[0]!.episode.filter((event) => event.kind === 'act' && event.act['move'] === 'plan')
    expect(plans).toHaveLength(12)
    const drawn = await run(study, { set: { plan: true, rounds: 1 }, cast: { player: random() } })
    expect(drawn.flow).toMatchObject({ assigned: 60, analysed: 60 })
  })

  it('lets newcomers among language models read the plans of all survivors, with what they ended with', async () => {
    const requests: CompletionRequest[] = []
    const model = scripted((request) => {
      requests.push(request)
      const [, player, generation] = /You are Player (\d+), .* of generation (\d)/.exec(request.messages[0]!.content)!
      const { properties } = request.schema as { properties?: { move?: { const?: string } } }
      if (properties?.move?.const === 'plan')
        return { move: 'plan', text: `Plan ${player} of ${generation}, number ${requests.length}.` }
      return { move: 'donate', share: 0.1 + Number(player) / 37 }
    })
    const { stored, flow } = await run(study, { set: { plan: true, rounds: 1 }, cast: { player: llm(model) } })
    expect(flow).toMatchObject({ assigned: 60, completed: 60, valid: 60 })

    const at = (lineage: number, generation: number) =>
      stored.find(
        ({ trial: { condition, replicate } }) =>
          condition['society'] === 'evolving' && condition['generation'] === generation && replicate === lineage,
      )!
    const planOf = (episode: Episode, seat: string) =>
      episode.find((event) => event.kind === 'act' && event.seat === seat && event.act['move'] === 'plan')
    const systems = requests.map(({ messages }) => messages[0]!.content)
    for (let lineage = 0; lineage < 5; lineage++) {
      const { episode } = at(lineage, 1)
      const best = Object.entries(closingOf(episode).payoff!)
        .sort(([, a], [, b]) => b - a)
        .slice(0, 6)
      const expected: Reading = {
        survivors: best.map(([seat, resources]) => {
          const event = planOf(episode, seat)
          return { plan: event?.kind === 'act' ? String(event.act['text']) : '', resources }
        }),
      }
      expect(new Set(best.map(([, resources]) => resources)).size).toBe(6)
      const carried = Object.values(at(lineage, 2).trial.carry!) as unknown as { earlier: object[] }[]
      const newcomers = carried.filter(({ earlier }) => 'survivors' in earlier[0]!)
      expect(newcomers).toHaveLength(6)
      for (const { earlier } of newcomers) expect(earlier).toEqual([expected])
      const readers = systems.filter((text) => text.includes(JSON.stringify(expected)))
      // Each of six newcomers plans once and is a donor in one of its two games.
      expect(readers).toHaveLength(12)
      expect(readers.every((text) => text.includes('of generation 2'))).toBe(true)
    }
    for (const { messages } of requests) {
      const [system, ...rest] = messages
      const player = /You are (Player \d+)/.exec(system!.content)![1]!
      if (system!.content.includes('of generation 1')) expect(system!.content).not.toContain('Plan ')
      const own = rest.flatMap(({ content }) => content.match(/Plan \d+/g) ?? [])
      expect(own.every((plan) => plan === player.replace('Player', 'Plan'))).toBe(true)
    }
  })
})
