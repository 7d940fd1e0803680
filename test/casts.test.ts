import {
  type AnyMind,
  type AnyProtocol,
  advance,
  asked,
  begin,
  finish,
  luckOf,
  type Moves,
  type Reply,
  refold,
  scene,
  settings,
  type Table,
} from 'suasion'
import { scripted } from 'suasion/models'
import { describe, expect, test } from 'vitest'
import * as catalogue from '../src/catalogue.ts'
import { play } from '../src/lab/driver.ts'
import type { ProtocolEntry } from '../src/lab/load.ts'
import { drawAct, llm } from '../src/minds/index.ts'

/** A language model that answers every ask with a legal act drawn from its grammar, and says it in JSON. */
const model = (seed: string): AnyMind => {
  let calls = 0
  const drawn = { text: '' }
  const speaks = llm(scripted(() => drawn.text, { id: 'scripted' }))
  return {
    ...speaks,
    decide: (seen, kept) => {
      drawn.text = JSON.stringify(drawAct(seen.moves, seen.legal, luckOf(seed).of('call', calls++), {}))
      return speaks.decide(seen, kept)
    },
  } as AnyMind
}

const formalFor = (protocol: AnyProtocol, minds: readonly AnyMind[], params: object): Record<string, AnyMind> => {
  const roles: Readonly<Record<string, string>> = protocol.seats(settings(protocol, params as never), luckOf('casts'))
  return Object.fromEntries(
    [...new Set([...Object.values(roles), ...Object.keys(protocol.roles)])].flatMap((role) => {
      const mind = minds.find((each) => !each.roles || each.roles.includes(role))
      return mind ? [[role, mind]] : []
    }),
  )
}

describe.each(Object.keys(catalogue.protocols))('%s', (name) => {
  const load = async () => {
    const { catalogue: entry } = (await catalogue.protocols[name as keyof typeof catalogue.protocols]()) as unknown as {
      catalogue: ProtocolEntry
    }
    return { protocol: entry.protocol, minds: Object.values(entry.minds).map((make) => make()) }
  }

  test('is played by a scripted model in every seat, from the words and the grammar alone', async () => {
    const { protocol } = await load()
    const minds = Object.fromEntries(Object.keys(protocol.roles).map((role) => [role, model(name)]))
    const { close, episode } = await play(scene(protocol, { minds }), name, { maxTurns: 60 })
    expect(episode.filter(({ kind }) => kind === 'fault')).toEqual([])
    expect(close.flags.filter((flag) => flag !== 'truncated' && flag !== 'seat never spoke')).toEqual([])
    expect(episode.some((event) => event.kind === 'act' && event.words !== undefined)).toBe(true)
  })

  test('goes the same way through the stepper, its table stored as JSON and read again at every step', async () => {
    const { protocol, minds } = await load()
    const cast = formalFor(protocol, minds, {})
    const staged = scene(protocol, { minds: cast })
    const whole = await play(staged, name)
    const { pack, unpack } = protocol
    const stored = (table: Table): Table => {
      const state = JSON.parse(JSON.stringify(pack ? pack(table.state) : table.state))
      return { ...JSON.parse(JSON.stringify({ ...table, state: null })), state: unpack ? unpack(state) : state }
    }
    let table = stored(begin(staged, { key: name }).table)
    const root = luckOf(name)
    for (let steps = 0; steps < 5000; steps++) {
      const asks = asked(staged, table)
      if (asks.length === 0) break
      const { until } = protocol.turn(table.state)
      const chosen = until === 'any' && asks.length > 1 ? [root.of('floor', table.turn).pick(asks)] : asks
      // One seat at a time: the others' replies wait in the stored table.
      for (const { seat } of chosen) {
        const seen = asked(staged, table).find((each) => each.seat === seat)!
        const reply = seen.mind.decide(seen as never, (table.kept[seat] ?? null) as never) as unknown as Reply<Moves>
        table = stored(advance(staged, table, { [seat]: reply }).table)
      }
    }
    expect(table.turn).toBe(whole.close.turns)
    expect(JSON.parse(JSON.stringify(finish(staged, table).event.payoff))).toEqual(
      JSON.parse(JSON.stringify(whole.close.payoff)),
    )
    expect(JSON.stringify(stored(refold(staged, whole.episode)).state)).toBe(JSON.stringify(table.state))
  })
})
