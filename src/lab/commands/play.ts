import type { Command } from '../command.ts'
import { Misuse } from '../misuse.ts'
import { mindContext, modelOptions } from './run.ts'

export default {
  name: 'play',
  about: 'Play one episode of a protocol here and read it as a story; take a seat with --seat SEAT=human.',
  words: ['protocol'],
  options: {
    seat: {
      type: 'string',
      multiple: true,
      hint: 'SEAT=MIND',
      about: 'who sits in a seat or role: human, random, a mind of the protocol, or a model',
    },
    set: { type: 'string', multiple: true, hint: 'NAME=VALUE', about: 'a parameter of the protocol, or wording=NAME' },
    seed: { type: 'string', hint: 'TEXT', about: 'where all luck comes from (1)' },
    json: { type: 'boolean', about: 'print the events, one a line' },
    ...modelOptions,
  },
  examples: [
    ['suasion play kuhn-poker --seat first=human', 'you against the equilibrium'],
    ['suasion play debate --set form=audience --seat listener=human', 'be argued with'],
  ],
  run: async (given, desk) => {
    const [{ loadProtocol, complete }, { readMind, readSettings }, { scene, luckOf, settings }, { play }, { story }] =
      await Promise.all([
        import('../load.ts'),
        import('../cast.ts'),
        import('../../core/index.ts'),
        import('../driver.ts'),
        import('../golden.ts'),
      ])
    const { protocol, minds: own } = await loadProtocol(given.words[0]!)
    const { context, close } = mindContext(given, desk)
    try {
      const { wording = 'own', ...params } = readSettings(given.texts('set'), '--set') as Record<string, never> & {
        wording?: string
      }
      const seed = given.text('seed') ?? '1'
      const roles: Readonly<Record<string, string>> = protocol.seats(settings(protocol, params), luckOf(seed))
      const named = await Promise.all(
        given.texts('seat').map(async (text) => {
          const [, place, name] = /^([^=]+)=(.+)$/.exec(text) ?? []
          const places = [...new Set([...Object.keys(roles), ...Object.keys(protocol.roles)])]
          if (!place || !name)
            throw new Misuse(`--seat takes SEAT=MIND, not "${text}"; the seats and roles are ${places.join(', ')}`)
          complete('seat or role', place, places)
          return [place, await readMind(name, { ...context, protocol, part: place })] as const
        }),
      )
      const minds = Object.fromEntries(named)
      const formal = Object.values(own).map((make) => make())
      for (const role of new Set(Object.values(roles)))
        minds[role] ??=
          formal.find((mind) => !mind.roles || mind.roles.includes(role)) ??
          (await readMind('random', { ...context, protocol, part: role }))
      const staged = scene(protocol, { params: params as never, wording, minds })
      const watched = !given.flag('json') && !Object.values(minds).some((mind) => mind.cast === 'people')
      const played = await play(staged, { key: `${protocol.name}/${seed}`, luck: seed })
      if (given.flag('json')) desk.output.write(played.episode.map((event) => `${JSON.stringify(event)}\n`).join(''))
      else if (watched) desk.output.write(story(staged, played.episode))
      else
        desk.output.write(
          `\nThe end. ${played.close.payoff ? `Payoffs: ${JSON.stringify(played.close.payoff)}` : ''}\n`,
        )
      return 0
    } finally {
      await close()
    }
  },
} satisfies Command
