import { join } from 'node:path'

/** Races whole episodes through the engine, in memory and stored, against the same game as a bare loop. */
export const raceEpisodes = async ({ load, say, race, folder }, name, title, n) => {
  const [{ openLines, storedLine }, { engine, twin }] = await Promise.all([load('store'), load(name)])
  const lines = openLines(join(folder, `${name}.ndjson`))
  const trial = { condition: {}, replicate: 0, pair: '0' }
  const result = race(
    {
      twin,
      memory: (key) => engine(key, true),
      stored: (key) => {
        const { episode, kept } = engine(key, false)
        lines.write(storedLine({ key, trial, episode, kept }))
      },
    },
    n,
  )
  lines.close()
  const { twin: bare, memory, stored } = result
  say(
    `${title}: in memory / bare twin`,
    memory.ratio,
    { least: 0.6 },
    `${memory.us.toFixed(1)} against ${bare.us.toFixed(1)} us`,
  )
  say(`${title}: checked and stored / bare twin`, stored.ratio, { least: 0.33 }, `${stored.us.toFixed(1)} us`)
}
