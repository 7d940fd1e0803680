import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Episode, scene } from 'suasion'
import { catalogue } from 'suasion/protocols/kuhn-poker'
import { expect, test } from 'vitest'
import { play } from '../../src/lab/driver.ts'
import { random } from '../../src/minds/random.ts'
import { readEpisode, replay } from '../../src/minds/replay.ts'
import { type ActScript, readScript, scripted } from '../../src/minds/scripted.ts'

const { protocol, minds } = catalogue
const folder = mkdtempSync(join(tmpdir(), 'suasion-minds-'))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const acts = (script: ActScript, options = {}): string[] => {
  const played = play(scene(protocol, { minds: { player: scripted(script, options) } }), 'k') as { episode: Episode }
  return played.episode.flatMap((event) =>
    event.kind === 'act' ? [`${event.seat} ${event.act['move']}`] : [event.kind],
  )
}

test('a script is followed by seat, by role, in common, or as a function says', () => {
  const bySeat = { first: [{ move: 'pass' }, { move: 'bet' }], second: [{ move: 'bet' }] }
  expect(acts(bySeat)).toEqual(['open', 'first pass', 'second bet', 'first bet', 'close'])
  expect(acts({ player: [{ move: 'pass' }] })).toEqual(['open', 'first pass', 'second pass', 'close'])
  expect(acts([{ move: 'bet' }])).toEqual(['open', 'first bet', 'second bet', 'close'])
  expect(acts(({ seat }) => ({ move: seat === 'first' ? 'bet' : 'pass' }))).toEqual([
    'open',
    'first bet',
    'second pass',
    'close',
  ])
})

test('a script that is over, or has nothing for a seat, says so', () => {
  expect(() => acts({ first: [{ move: 'pass' }], second: [{ move: 'bet' }] })).toThrow(
    'scripted is over: first is asked for act number 2, and its script has 1',
  )
  expect(() => acts({ second: [] })).toThrow('scripted has no acts for first (player); it has some for second')
})

test('an illegal scripted act is a fault, and at last an absence, as anybody’s is', () => {
  expect(acts([{ move: 'fold' }])).toEqual(['open', 'fault', 'fault', 'fault', 'absent', 'close'])
})

test('probes are answered from the script, or refused by their name', () => {
  const question = { kind: 'likert', id: 'mood', text: 'Mood?', points: 5, low: 'bad', high: 'good' } as const
  const probes = [{ of: 'first', when: 'before', question }] as const
  const ask = (answers: object) =>
    play(scene(protocol, { minds: { player: scripted([{ move: 'bet' }], { answers } as never) } }), 'k', {
      probes,
    }) as { episode: Episode }
  expect(ask({ mood: { move: 'rate', value: 4 } }).episode[1]).toMatchObject({
    kind: 'probe',
    question: 'mood',
    answer: 4,
  })
  expect(() => ask({ age: { move: 'rate', value: 4 } })).toThrow('scripted has no answer to "mood"; it answers age')
})

test('a script file is checked before anything is played', () => {
  expect(readScript(file('a.json', '[{"move":"bet"}]'))).toEqual({ script: [{ move: 'bet' }], answers: {} })
  const both = readScript(
    file('b.json', '{"acts":{"first":[{"move":"bet"}]},"answers":{"q":{"move":"rate","value":1}}}'),
  )
  expect(both.answers['q']).toEqual({ move: 'rate', value: 1 })
  expect(() => readScript(join(folder, 'none.json'))).toThrow(/none\.json cannot be read: ENOENT/)
  expect(() => readScript(file('c.json', '[{"move":"b'))).toThrow(/c\.json cannot be read: .*JSON/)
  expect(() => readScript(file('d.json', '{"first":[{"bet":1}]}'))).toThrow(
    /d\.json, act 1 of first, is {"bet":1}; right would be/,
  )
  expect(() => readScript(file('e.json', '3'))).toThrow(/holds 3; right would be a list of acts/)
  expect(() => readScript(file('f.json', '{"first":3}'))).toThrow(/no list of acts for first/)
})

const question = { kind: 'slider', id: 'sure', text: 'How sure?', min: 0, max: 100 } as const
const probes = (['before', 'each', 'after'] as const).map((when) => ({ of: 'player', when, question }))
const original = (key: string, options = {}) =>
  play(scene(protocol, { minds: { player: random() } }), key, options) as { episode: Episode }

test('a replay plays the same log again, with acts, notes and answers to probes', () => {
  for (let i = 0; i < 20; i++) {
    const { episode } = original(`k${i}`, { probes })
    const again = play(scene(protocol, { minds: { player: replay(episode) } }), `k${i}`, { probes }) as {
      episode: Episode
    }
    expect(again.episode.slice(1)).toEqual(episode.slice(1))
    expect(again.episode[0]).toMatchObject({ seats: { first: { mind: `replay of k${i}`, cast: 'formal' } } })
  }
})

test('a replay gives logged absences again, and one seat can be replayed against another mind', () => {
  const absent = play(scene(protocol, { minds: { player: scripted([{ move: 'fold' }]) } }), 'gone') as {
    episode: Episode
  }
  const again = play(scene(protocol, { minds: { player: replay(absent.episode) } }), 'gone') as { episode: Episode }
  expect(again.episode.at(-2)).toMatchObject({ kind: 'absent', seat: 'first', why: 'invalid' })
  const { episode } = original('seat')
  const mixed = play(
    scene(protocol, { minds: { first: replay(episode, { seat: 'first' }), second: minds.honest() } }),
    'seat',
  ) as { episode: Episode }
  expect(mixed.episode[1]).toEqual(episode[1])
  expect(() => replay(episode, { seat: 'third' })).toThrow('seat has no seat called third; it has first, second')
})

test('a question that was not answered is replayed as that, and takes no act away', () => {
  const busy = scripted(({ question }, acts) =>
    question ? { move: 'slide', value: acts === 0 ? 50 : 1000 } : { move: 'bet' },
  )
  const { episode } = play(scene(protocol, { minds: { player: busy } }), 'busy', { probes }) as { episode: Episode }
  const told = (of: Episode) => of.slice(1).filter(({ kind }) => kind !== 'fault' && kind !== 'close')
  expect(told(episode).map((event) => (event.kind === 'absent' ? `no ${event.probe}` : event.kind))).toEqual(
    // Before; the first has acted, the second not; both have.
    ['probe', 'probe', 'act', 'no sure', 'probe', 'act', 'no sure', 'no sure', 'no sure', 'no sure'],
  )
  const again = play(scene(protocol, { minds: { player: replay(episode) } }), 'busy', { probes }) as {
    episode: Episode
  }
  expect(told(again.episode)).toEqual(told(episode))
})

test('a log that has no further reply says so', () => {
  const { episode } = original('short')
  const cut = episode.slice(0, 2)
  expect(() => play(scene(protocol, { minds: { player: replay(cut) } }), 'short')).toThrow(
    'the log of short has no further act of second after 0 of its acts',
  )
  expect(() => play(scene(protocol, { minds: { player: replay(episode) } }), 'short', { probes })).toThrow(
    /no further answer of first to "sure"/,
  )
})

test('an episode is found in a run’s folder by its key', () => {
  const { episode } = original('stored')
  file('episodes-1.ndjson', `${JSON.stringify({ key: 'arm=a,#0', episode })}\n`)
  expect(readEpisode(folder, 'arm=a,#0')).toEqual(JSON.parse(JSON.stringify(episode)))
  expect(() => readEpisode(folder, 'arm=b,#0')).toThrow(/has no episode arm=b,#0; it has 1, such as arm=a,#0/)
  file('episodes-2.ndjson', '{"key":')
  expect(() => readEpisode(folder, 'arm=b,#0')).toThrow(/episodes-2\.ndjson, line 1, is not JSON/)
  expect(() => readEpisode(tmpdir(), 'x')).toThrow(/holds no episodes/)
})
