import { closingOf, playOut, scene } from 'suasion'
import { catalogue } from 'suasion/protocols/kuhn-poker'
import { expect, test } from 'vitest'
import { type Played, play } from '../../src/lab/driver.ts'
import { random } from '../../src/minds/random.ts'

test('plays what the driver plays, and refuses minds that wait and episodes that do not end', () => {
  const staged = scene(catalogue.protocol, { minds: { player: random() } })
  for (let i = 0; i < 20; i++) expect(playOut(staged, `${i}`)).toEqual((play(staged, `${i}`) as Played).episode)
  expect(closingOf(playOut(staged, '0')).payoff).toBeTruthy()
  const waits = { ...random(), name: 'slow', decide: () => Promise.resolve({ act: { move: 'pass' } }) }
  expect(() => playOut(scene(catalogue.protocol, { minds: { player: waits as never } }), 'k')).toThrow(
    'slow waits, and playOut plays minds that answer at once',
  )
  expect(() => playOut(staged, 'k', { maxTurns: 1 })).toThrow('k of kuhn-poker has not ended after 1 turns')
})
