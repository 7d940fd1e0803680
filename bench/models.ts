import { type AnyMind, type AnyProtocol, type AnyStudy, type Design, protocol, rules, scene, study } from 'suasion'
import { z } from 'zod'

const turns = 10

/** Two who talk in turn, ten lines in all: every line is one call. */
const talk = protocol(
  rules({
    name: 'bench-talk',
    version: 1,
    params: z.object({}),
    moves: { say: z.object({ text: z.string().min(1).max(200) }) },
    roles: { speaker: ['say'] },
    seats: () => ({ ann: 'speaker', bob: 'speaker' }) as const,
    start: () => ({ said: [] as { by: string; text: string }[] }),
    turn: ({ said }) => ({ ask: said.length < turns ? [said.length % 2 === 0 ? 'ann' : 'bob'] : [] }),
    view: (state, seat) => ({ ...state, seat }),
    legal: () => ({ say: {} }),
    resolve: ({ said }, acts) => ({ said: [...said, ...acts.map(({ seat, act }) => ({ by: seat, text: act.text }))] }),
  }),
  {
    about: 'Two people talk about what to do with a piece of common land: graze it, plant trees, or let it rest.',
    brief: ({ seat }) => `You are ${seat}. You would like to persuade the other of your own view.`,
    lines: ({ said }) => said,
    now: ({ said }) => `${turns - said.length} lines are left.`,
    ask: { say: () => 'What do you say?' },
  },
) as unknown as AnyProtocol

const plain = (size: number): Design<{ topic: readonly ['land'] }> => ({
  name: 'plain',
  factors: { topic: ['land'] },
  size,
  resize: plain,
  next: (finished, running) => {
    if (finished.length + running.length > 0) return []
    return Array.from({ length: size }, (_, i) => ({
      condition: { topic: 'land' as const },
      replicate: i,
      pair: `${i}`,
    }))
  },
})

/** A study of so many talks, both of whose seats are the given mind. */
export const talks = (size: number, mind: AnyMind): AnyStudy =>
  study({
    name: 'bench-talks',
    title: 'Talks',
    cite: 'none',
    question: 'How fast are calls?',
    estimand: 'nothing',
    design: plain(size),
    cast: { speaker: mind },
    scene: (_condition, cast) => scene(talk, { minds: { speaker: cast.speaker } }),
    instruments: [{ name: 'turns', columns: { turns: 'turns' }, read: (episode) => ({ turns: episode.length - 2 }) }],
    published: {},
    estimates: () => ({}),
    limits: ['a bench'],
  })
