import { join } from 'node:path'

export const entries = { bargain: 'bench/bargain.ts', store: 'src/lab/store.ts' }

/** Negotiations of fifty turns through the engine, in memory and stored, against the same minds in a bare loop. */
export default async ({ load, say, race, folder }) => {
  const [{ openLines, storedLine }, { engine, twin }] = await Promise.all([load('store'), load('bargain')])
  const lines = openLines(join(folder, 'bargain.ndjson'))
  const trial = { condition: {}, replicate: 0, pair: '0' }
  const calls = {
    twin,
    memory: (key) => engine(key, true),
    stored: (key) => {
      const { episode, kept } = engine(key, false)
      lines.write(storedLine({ key, trial, episode, kept }))
    },
  }
  const { twin: bare, memory, stored } = race(calls, 2000)
  lines.close()
  const compared = `${memory.us.toFixed(1)} against ${bare.us.toFixed(1)} us`
  say('price bargain, 50 acts: in memory / bare twin', memory.ratio, { least: 0.6 }, compared)
  say('price bargain, 50 acts: in memory per second', 1e6 / memory.us, { least: 10_000 }, 'negotiations per CPU second')
  // Reported without a goal: what storing costs depends on how much is said.
  say('price bargain, 50 acts: stored per second', 1e6 / stored.us, { least: 0 }, `${stored.us.toFixed(1)} us`)
}
