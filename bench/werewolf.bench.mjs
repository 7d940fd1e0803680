export const entries = { werewolf: 'bench/werewolf.ts' }

const acts = (events) => JSON.stringify(events.filter(({ kind }) => kind === 'act'))

/** Throws where the twin and the engine part with the same luck: another act, or another winner. */
const same = (engine, twin, cast, n) => {
  const wins = { village: 0, werewolves: 0 }
  for (let i = 0; i < n; i++) {
    const key = `same/${i}`
    const { episode, close } = engine(cast, key)
    const { events, winner } = twin(cast, key)
    for (const [seat, { role }] of Object.entries(episode[0].seats)) {
      const side = role === 'werewolf' ? 'werewolves' : 'village'
      if (close.payoff[seat] !== Number(side === winner))
        throw new Error(`${key}: the twin says ${winner} won, and the payoff of ${seat} (${role}) says otherwise`)
    }
    if (acts(episode) !== acts(events)) throw new Error(`${key}: the twin's acts are not the engine's`)
    wins[winner]++
  }
  if (wins.village === 0 || wins.werewolves === 0) throw new Error(`one side always won: ${JSON.stringify(wins)}`)
  return wins
}

export default async ({ load, race, say }) => {
  const { engine, twin } = await load('werewolf')
  for (const cast of ['talking', 'random']) {
    const wins = same(engine, twin, cast, 300)
    const { twin: bare, memory } = race(
      { twin: (key) => twin(cast, key), memory: (key) => engine(cast, key) },
      cast === 'talking' ? 500 : 1000,
    )
    say(
      `werewolf, 8 ${cast} players: in memory / bare twin`,
      memory.ratio,
      { least: 0.3 },
      `${memory.us.toFixed(1)} against ${bare.us.toFixed(1)} us; the same ${wins.village + wins.werewolves} games, ${wins.village} won by the village`,
    )
  }
}
