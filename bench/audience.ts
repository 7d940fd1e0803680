import { type Event, luckOf, type Scene, scene } from 'suasion'
import { advocate, debate, sourceTrust } from 'suasion/protocols/debate'
import { type Played, play } from '../src/lab/driver.ts'

const rounds = 4
const staged: Scene = scene(debate, {
  params: { form: 'audience', rounds, sides: 'participant-con' },
  minds: { persuader: advocate(), listener: sourceTrust() },
})

/** One audience debate through the engine: eight turns. */
export const engine = (key: string, trusted: boolean): Played => play(staged, key, { trusted }) as Played

const speaker = advocate()
const hearer = sourceTrust()

/** The same debate by hand: the same two minds, a plain loop, a list of what was said and a list of events. */
export const twin = (key: string): Event[] => {
  const root = luckOf(key)
  const state = debate.start(staged.params as never, { persuader: 'persuader', listener: 'listener' }, root)
  const { places, proposition, premises } = state.setting
  const said: unknown[] = []
  const events: Event[] = []
  let kept = hearer.open({ id: 'listener', role: 'listener' }, null)
  for (let turn = 0; turn < 2 * rounds; turn++) {
    const talks = turn % 2 === 0
    const seat = talks ? 'persuader' : 'listener'
    const place = places[seat]!
    const view = {
      seat,
      role: place.role,
      form: 'audience',
      proposition,
      premises,
      rounds,
      round: said.length >> 1,
      side: place.side,
      otherSide: places[place.other]!.side,
      profile: place.profile,
      otherProfile: null,
      said,
    }
    const seen = {
      seat,
      role: place.role,
      view,
      legal: talks ? { argue: {} } : { answer: {} },
      question: null,
      luck: root.of('mind', seat),
    }
    const { act } = (talks
      ? speaker.decide(seen as never, null as never)
      : hearer.decide(seen as never, kept as never)) as never as { act: Record<string, unknown> }
    if (!talks) kept = hearer.keep!(kept as never, seen as never, { act } as never)
    said.push({ by: seat, ...act })
    events.push({ kind: 'act', turn, seat, act: act as never })
  }
  return events
}
