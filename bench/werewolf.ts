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

const names = Array.from({ length: 8 }, (_, i) => `player${i + 1}`)
const placeOf = new Map(names.map((name, i) => [name, i]))
const deck: readonly Role[] = ['werewolf', 'werewolf', 'seer', 'doctor', 'villager', 'villager', 'villager', 'villager']
const silent = { silent: {} }
const nobody: readonly string[] = []
type Made = Readonly<Record<string, unknown>> & { readonly move: string; readonly who: string }
type Open = Legal<MovesOf<typeof werewolf>>
type Known = Readonly<Record<string, unknown>> & { readonly what: string; readonly who?: unknown }

/** Whom most name; a tie is drawn. */
const most = (votes: readonly (readonly [string, string])[], lot: () => Luck): string => {
  const counts = new Array<number>(8).fill(0)
  let top = 0
  for (const [, who] of votes) top = Math.max(top, ++counts[placeOf.get(who)!]!)
  const first = names.filter((_, i) => counts[i] === top)
  return first.length > 1 ? lot().pick(first) : first[0]!
}

/** The same game by hand: the same minds, one loop over lists that are changed in place, and a list of events. */
export const twin = (cast: Cast, key: string): { events: Event[]; winner: 'village' | 'werewolves' | null } => {
  const minds = casts[cast]
  const root = luckOf(key)
  const roles = root.of('deal').draw(deck, 8)
  const secrets = roles.map((): Known[] => [])
  const lucks = names.map((name) => root.of('mind', name))
  const werewolves = names.filter((_, i) => roles[i] === 'werewolf')
  let living = [...names]
  let places = names.map((_, i) => i)
  let prey = names.filter((_, i) => roles[i] !== 'werewolf')
  let round = 1
  let turn = 0
  const events: Event[] = []
  const history: object[] = []

  const act = (place: number, stage: string, step: number, legal: Open): Made => {
    const seat = names[place]!
    const role = roles[place]!
    const view = {
      seat,
      role,
      settings,
      stage,
      round,
      step,
      living,
      asked: true,
      werewolves: role === 'werewolf' ? werewolves : nobody,
      history,
      secrets: secrets[place]!,
    }
    const seen = { seat, role, view, legal, question: null, luck: lucks[place]! }
    const { act: did } = minds[role].decide(seen as never, null) as never as { act: Made }
    events.push({ kind: 'act', turn, seat, act: did as never })
    return did
  }
  const everyone = (stage: string, legal: (place: number) => Open): Made[] => {
    const acts = new Array<Made>(places.length)
    for (let i = 0; i < places.length; i++) acts[i] = act(places[i]!, stage, 0, legal(places[i]!))
    turn++
    return acts
  }
  const others = (place: number): string[] => {
    const seat = names[place]!
    const list: string[] = []
    for (let i = 0; i < living.length; i++) if (living[i] !== seat) list.push(living[i]!)
    return list
  }
  const tellPack = (secret: Known): void => {
    for (let i = 0; i < places.length; i++) if (roles[places[i]!] === 'werewolf') secrets[places[i]!]!.push(secret)
  }
  const speaks = (room: string, targets: string[]): Open => {
    targets.push('nobody')
    return { say: { room: { only: [room] }, target: { only: targets } }, silent: {} }
  }
  const inDen = (place: number): Open => (roles[place] === 'werewolf' ? speaks('den', prey.slice()) : silent)
  const byNight = (place: number): Open => {
    const role = roles[place]!
    if (role === 'werewolf') return { kill: { who: { only: prey } } }
    if (role === 'doctor') return { save: { who: { only: living } } }
    const all = others(place)
    if (role === 'villager') return { dream: { who: { only: all } } }
    const fresh = all.filter((each) => !secrets[place]!.some(({ what, who }) => what === 'checked' && who === each))
    return { check: { who: { only: fresh.length > 0 ? fresh : all } } }
  }
  const ofHostiles = (place: number): Open => {
    const each = roles[place] === 'werewolf' ? prey : others(place)
    return { predict: { hostile: { each, min: 0, max: Math.min(2, each.length), distinct: true } } }
  }
  const ofBallots = (place: number): Open => ({ vote: { who: { only: others(place) } } })

  const without = (gone: string): 'village' | 'werewolves' | null => {
    const place = placeOf.get(gone)!
    living = others(place)
    places = places.filter((each) => each !== place)
    prey = prey.filter((each) => each !== gone)
    const wolves = living.length - prey.length
    return wolves === 0 ? 'village' : wolves >= prey.length ? 'werewolves' : null
  }

  for (; round <= settings.rounds; round++) {
    history.push({ what: 'dusk', round })
    const proposals = everyone('den', inDen)
    for (let i = 0; i < proposals.length; i++) {
      const did = proposals[i]!
      if (did.move === 'say') tellPack({ what: 'said', ...said(names[places[i]!]!, did), after: history.length, round })
    }

    const night = everyone('night', byNight)
    const after = history.length
    const aimed: [string, string][] = []
    for (let i = 0; i < night.length; i++)
      if (night[i]!.move === 'kill') aimed.push([names[places[i]!]!, night[i]!.who])
    const at = most(aimed, () => root.of('kill', round))
    tellPack({ what: 'aimed', votes: aimed, at, after, round })
    let saved = false
    for (let i = 0; i < night.length; i++) {
      const { move, who } = night[i]!
      const own = secrets[places[i]!]!
      if (move === 'dream') own.push({ what: 'dreamt', who, after, round })
      else if (move === 'check')
        own.push({ what: 'checked', who, werewolf: roles[placeOf.get(who)!] === 'werewolf', after, round })
      else if (move === 'save') {
        saved = who === at
        own.push({ what: 'saved', who, after, round })
      }
    }
    const victim = saved ? null : at
    history.push({ what: 'dawn', round, victim, role: null })
    const won = victim === null ? null : without(victim)
    if (won) return { events, winner: won }

    for (let step = 0; step < places.length; step++) {
      const place = places[step]!
      const did = act(place, 'talk', step, speaks('village', others(place)))
      if (did.move === 'say') history.push({ what: 'said', round, ...said(names[place]!, did) })
      turn++
    }
    const predicted = everyone('predict', ofHostiles)
    for (let i = 0; i < predicted.length; i++) {
      const { hostile } = predicted[i]!
      secrets[places[i]!]!.push({ what: 'predicted', hostile, after: history.length, round })
    }
    const ballots = everyone('vote', ofBallots)
    const votes = ballots.map(({ who }, i): [string, string] => [living[i]!, who])
    const banished = most(votes, () => root.of('vote', round))
    history.push({ what: 'banished', round, votes, who: banished, role: null })
    const ended = without(banished)
    if (ended) return { events, winner: ended }
  }
  return { events, winner: null }
}

const said = (by: string, { claim, stance, target, text }: Made) =>
  target === 'nobody' ? { by, claim, stance: 'vague', target: null, text } : { by, claim, stance, target, text }
