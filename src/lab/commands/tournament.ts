import { join } from 'node:path'
import type { AnyMind } from '../../core/index.ts'
import { fingerprint } from '../../math/hash.ts'
import type { Command, Given } from '../command.ts'
import { Misuse } from '../misuse.ts'
import type { Debrief } from '../run.ts'
import { endOf, mindContext, modelOptions, progressLine } from './run.ts'

/** Minds by their own names, or as they were typed where they have options or share a name. */
const byName = (typed: readonly (readonly [text: string, mind: AnyMind])[]): Record<string, AnyMind> => {
  const found: Record<string, AnyMind> = {}
  for (const [text, mind] of typed) {
    const shared = typed.some(([, other]) => other !== mind && other.name === mind.name)
    const name = shared || text.includes('(') ? text : mind.name
    if (Object.hasOwn(found, name)) throw new Misuse(`${name} is named twice; minds that meet must differ`)
    found[name] = mind
  }
  return found
}

const checked = (given: Given): string => {
  const [protocol] = given.words
  if (protocol === undefined)
    throw new Misuse('suasion tournament needs a protocol, or --read FOLDER: suasion ls lists the protocols')
  if (given.texts('minds').length === 0)
    throw new Misuse(
      `--minds says who takes part, as in --minds random,human; suasion show ${protocol} lists minds made for it`,
    )
  return protocol
}

export default {
  name: 'tournament',
  about: 'Let minds meet one another in a protocol, and rank them. The same command goes on after ctrl-C or a crash.',
  words: ['[protocol]'],
  options: {
    minds: { type: 'string', multiple: true, hint: 'MIND,MIND[,...]', about: 'who takes part, named as in --cast' },
    'held-back': {
      type: 'string',
      multiple: true,
      hint: 'MIND[,...]',
      about: 'opponents outside the ranking: results against them stand apart',
    },
    rounds: { type: 'string', hint: 'N', about: 'how often everybody plays (10; of swiss, what tells them apart)' },
    format: {
      type: 'string',
      hint: 'FORMAT',
      about: 'round-robin (everybody meets everybody) or swiss (like points meet)',
    },
    swap: { type: 'boolean', about: 'play every match in all orders on the same luck, not one in turn' },
    'self-play': { type: 'boolean', about: 'everybody also meets itself, for the table of who got what against whom' },
    seed: { type: 'string', hint: 'TEXT', about: 'where all luck comes from (1)' },
    set: { type: 'string', multiple: true, hint: 'NAME=VALUE', about: 'a parameter of the protocol, or wording=NAME' },
    ...modelOptions,
    out: { type: 'string', hint: 'FOLDER', about: 'where it is kept (runs/tournament-PROTOCOL-...)' },
    read: { type: 'string', hint: 'FOLDER', about: 'print the standings of a stored tournament, and play nothing' },
    json: { type: 'boolean', about: 'print the standings as JSON' },
  },
  examples: [
    [
      'suasion tournament kuhn-poker --minds equilibrium,honest,random --rounds 100 --swap',
      'everybody meets everybody',
    ],
    [
      'suasion tournament public-goods --minds free-rider,punisher --held-back noisy',
      'two at a table of four, and both against a stranger',
    ],
    [
      'suasion tournament bayesian-persuasion --minds optimal,honest,bayesian,gullible',
      'senders meet receivers: who can take no other role is not rated',
    ],
    ['suasion tournament --read runs/tournament-kuhn-poker-1a2b3c4d --json', 'a stored one again'],
  ],
  run: async (given, desk) => {
    const [
      { readTournament, prepareTournament, renderStandings, tournament, tournamentIdentity },
      { loadProtocol },
      cast,
    ] = await Promise.all([import('../tournament.ts'), import('../load.ts'), import('../cast.ts')])
    const print = (standings: Awaited<ReturnType<typeof tournament>>): void =>
      void desk.output.write(
        given.flag('json') ? `${JSON.stringify(standings, null, 2)}\n` : renderStandings(standings, desk.colour),
      )
    const stored = given.text('read')
    if (stored !== undefined) {
      if (given.words.length) throw new Misuse(`--read prints ${stored} as it is; it takes no protocol beside it`)
      print(readTournament(stored))
      return 0
    }
    const { protocol } = await loadProtocol(checked(given))
    const { context, parallel, person, close } = mindContext(given, desk)
    try {
      const read = async (option: string): Promise<Record<string, AnyMind>> => {
        const texts = given.texts(option).flatMap((text) => cast.splitList(text))
        const minds = texts.map(
          async (text) => [text, await cast.readMind(text, { ...context, protocol, part: text })] as const,
        )
        return byName(await Promise.all(minds))
      }
      const { wording = 'own', ...params } = cast.readSettings(given.texts('set'), '--set') as Record<string, never> & {
        wording?: string
      }
      const rounds = given.number('rounds')
      const options = {
        minds: await read('minds'),
        heldBack: await read('held-back'),
        format: (given.text('format') ?? 'round-robin') as 'round-robin',
        swap: given.flag('swap'),
        selfPlay: given.flag('self-play'),
        seed: given.text('seed') ?? '1',
        params,
        wording,
        ...(rounds !== undefined && { rounds }),
      }
      const { record, study } = prepareTournament(protocol, options)
      const terminal = person()
      const people = terminal && (await import('../people.ts'))
      if (people && !(await people.askConsent(terminal, study))) {
        desk.output.write('Nothing was played, and nothing is kept.\n')
        return 0
      }
      const folder =
        given.text('out') ??
        join('runs', `tournament-${protocol.name}-${fingerprint(tournamentIdentity(record)).slice(0, 8)}`)
      const line = progressLine(desk)
      const standings = await tournament(protocol, {
        ...options,
        folder,
        signal: desk.signal,
        ...(people ? { debrief: (ended: Debrief) => people.debrief(terminal, ended) } : { onProgress: line.show }),
        ...(parallel !== undefined && { parallel }),
      }).finally(line.clear)
      print(standings)
      return endOf(standings, 'games', folder, desk)
    } finally {
      await close()
    }
  },
} satisfies Command
