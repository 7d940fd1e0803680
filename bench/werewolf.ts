import { type Event, type Legal, type Luck, luckOf, type MovesOf, type Scene, scene } from 'suasion'
import { honest, pack, randomPlayer, werewolf } from 'suasion/protocols/werewolf'
import { type Played, play } from '../src/lab/driver.ts'

const settings = werewolf.params.parse({ villagers: 4 })
const village = honest()
/** The cheap minds that play: those who talk, and those who do everything at random and say nothing. */
const casts = {
  talking: { werewolf: pack(), seer: village, doctor: village, villager: village },
  random: { werewolf: randomPlayer(), seer: randomPlayer(), doctor: randomPlayer(), villager: randomPlayer() },
} as const
export type Cast = keyof typeof casts
type Role = keyof (typeof casts)['talking']

const staged = Object.fromEntries(
  Object.entries(casts).map(([cast, minds]) => [cast, scene(werewolf, { params: { villagers: 4 }, minds })]),
) as Record<Cast, Scene>

/** One game of eight with the default rules through the engine. */
export const engine = (cast: Cast, key: string): Played => play(staged[cast], key, { trusted: true }) as Played

const deck: readonly Role[] = ['werewolf', 'werewolf', 'seer', 'doctor', 'villager', 'villager', 'villager', 'villager']
type Made = Readonly<Record<string, unknown>> & { readonly move: string }
type Open = Legal<MovesOf<typeof werewolf>>

/** Whom most name; a tie is drawn. */
const most = (votes: readonly (readonly [string, string])[], lot: Luck): string => {
  const counts = new Map<string, number>()
  let top = 0
  for (const [, who] of votes) {
    const count = (counts.get(who) ?? 0) + 1
    counts.set(who, count)
    if (count > top) top = count
  }
  const first: string[] = []
  for (const [who, count] of counts) if (count === top) first.push(who)
  return first.length > 1 ? lot.pick(first.sort()) : first[0]!
}

/** The same game by hand: the same minds, one loop over lists that are changed in place, and a list of events. */
export const twin = (cast: Cast, key: string): { events: Event[]; winner: 'village' | 'werewolves' | null } => {
  const minds = casts[cast]
  const root = luckOf(key)
  const dealt = root.of('deal').draw(deck, 8)
  const roles: Record<string, Role> = {}
  const secrets: Record<string, object[]> = {}
  const werewolves: string[] = []
  for (let i = 0; i < 8; i++) {
    const seat = `player${i + 1}`
    roles[seat] = dealt[i]!
    secrets[seat] = []
    if (dealt[i] === 'werewolf') werewolves.push(seat)
  }
  let living = Object.keys(roles)
  let round = 1
  let turn = 0
  const events: Event[] = []
  const history: object[] = []
  const nobody: string[] = []

  const act = (seat: string, stage: string, step: number, legal: Open): Made => {
    const role = roles[seat]!
    const pack = role === 'werewolf' ? werewolves : nobody
    const known = { seat, role, settings, stage, round, step, living, asked: true, werewolves: pack }
    const view = { ...known, history, secrets: secrets[seat]! }
    const seen = { seat, role, view, legal, question: null, luck: root.of('mind', seat) }
    const { act: did } = minds[role].decide(seen as never, null) as never as { act: Made }
    events.push({ kind: 'act', turn, seat, act: did as never })
    return did
  }
  const whisper = (seats: readonly string[], news: object): void => {
    const secret = { ...news, after: history.length, round }
    for (const seat of seats) if (living.includes(seat)) secrets[seat]!.push(secret)
  }
  const others = (seat: string): string[] => living.filter((each) => each !== seat)
  const prey = (): string[] => living.filter((each) => roles[each] !== 'werewolf')
  const speaks = (room: string, targets: readonly string[]): Open => ({
    say: { room: { only: [room] }, target: { only: [...targets, 'nobody'] } },
    silent: {},
  })
  const said = (seat: string, { claim, stance, target, text }: Made): object =>
    target === 'nobody'
      ? { by: seat, claim, stance: 'vague', target: null, text }
      : { by: seat, claim, stance, target, text }
  const winner = (): 'village' | 'werewolves' | null => {
    let wolves = 0
    for (const seat of living) if (roles[seat] === 'werewolf') wolves++
    return wolves === 0 ? 'village' : wolves >= living.length - wolves ? 'werewolves' : null
  }
  const byNight = (seat: string): Open => {
    const role = roles[seat]!
    if (role === 'werewolf') return { kill: { who: { only: prey() } } }
    if (role === 'doctor') return { save: { who: { only: living } } }
    if (role === 'villager') return { dream: { who: { only: others(seat) } } }
    const seen = secrets[seat] as { what: string; who: string }[]
    const all = others(seat)
    const fresh = all.filter((each) => !seen.some(({ what, who }) => what === 'checked' && who === each))
    return { check: { who: { only: fresh.length > 0 ? fresh : all } } }
  }
  const everyone = (stage: string, legal: (seat: string) => Open): Made[] => {
    const acts = living.map((seat) => act(seat, stage, 0, legal(seat)))
    turn++
    return acts
  }

  for (; round <= settings.rounds; round++) {
    history.push({ what: 'dusk', round })
    const inDen = everyone('den', (seat) => (roles[seat] === 'werewolf' ? speaks('den', prey()) : { silent: {} }))
    for (const [i, did] of inDen.entries())
      if (did.move === 'say') whisper(werewolves, { what: 'said', ...said(living[i]!, did) })

    const night = everyone('night', byNight)
    const aimed = night.flatMap((did, i) => (did.move === 'kill' ? [[living[i]!, did['who'] as string] as const] : []))
    const at = most(aimed, root.of('kill', round))
    whisper(werewolves, { what: 'aimed', votes: aimed, at })
    let saved = false
    for (const [i, { move, who }] of night.entries()) {
      const seat = living[i]!
      if (move === 'dream') secrets[seat]!.push({ what: 'dreamt', who, after: history.length, round })
      if (move === 'check') whisper([seat], { what: 'checked', who, werewolf: roles[who as string] === 'werewolf' })
      if (move !== 'save') continue
      saved = who === at
      whisper([seat], { what: 'saved', who })
    }
    const victim = saved ? null : at
    history.push({ what: 'dawn', round, victim, role: null })
    if (victim !== null) living = others(victim)
    const won = winner()
    if (won) return { events, winner: won }

    for (let step = 0; step < living.length; step++) {
      const seat = living[step]!
      const did = act(seat, 'talk', step, speaks('village', others(seat)))
      if (did.move === 'say') history.push({ what: 'said', round, ...said(seat, did) })
      turn++
    }
    const predicted = everyone('predict', (seat) => {
      const each = roles[seat] === 'werewolf' ? prey() : others(seat)
      return { predict: { hostile: { each, min: 0, max: Math.min(2, each.length), distinct: true } } }
    })
    for (const [i, { hostile }] of predicted.entries()) whisper([living[i]!], { what: 'predicted', hostile })
    const votes = everyone('vote', (seat) => ({ vote: { who: { only: others(seat) } } })).map(
      ({ who }, i) => [living[i]!, who as string] as const,
    )
    const banished = most(votes, root.of('vote', round))
    history.push({ what: 'banished', round, votes, who: banished, role: null })
    living = others(banished)
    const ended = winner()
    if (ended) return { events, winner: ended }
  }
  return { events, winner: null }
}
