import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readEpisodes, verifyRun } from '../dist/lab/index.js'
import { mockServer } from '../dist/models/index.js'

export const about =
  'A run of salvi-2024 against the mock server is killed with -9 at random moments and started again with the same command. Every call is counted at the server, beside the same run that nobody kills.'

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url))
const parallel = 4
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const start = (folder, n, server) => {
  const cast = `ai=${server.url}#${server.model}`
  const args = ['run', 'salvi-2024', '--n', String(n), '--cast', cast, '--parallel', String(parallel), '--out', folder]
  const child = spawn(process.execPath, [bin, ...args], { stdio: 'ignore' })
  return { child, ended: new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code))) }
}
const keysOf = (folder) =>
  existsSync(join(folder, 'episodes-1.ndjson')) ? readEpisodes(folder).map(({ key }) => key) : []

/** Kills a run so many times, and says what that cost: calls made twice, and finished episodes that were lost. */
export const killed = async (kills, n, say = () => undefined) => {
  const place = mkdtempSync(join(tmpdir(), 'suasion-kill-'))
  const keep = 1_000_000
  const [quiet, server] = [await mockServer({ delay: 20, keep }), await mockServer({ delay: 20, keep })]
  try {
    const whole = await start(join(place, 'whole'), n, quiet).ended
    if (whole !== 0) throw new Error(`the run that nobody kills ended with ${whole}`)
    const needed = quiet.requests().count
    const folder = join(place, 'killed')
    let [lost, underWay, moments] = [0, 0, 0]
    let finished = []
    while (moments < kills) {
      const before = server.requests().count
      const { child, ended } = start(folder, n, server)
      let over = false
      ended.then(() => {
        over = true
      })
      while (!over && server.requests().count === before) await pause(2)
      await pause(Math.random() * 700)
      const { count, last } = server.requests()
      if (over) throw new Error(`the run ended after ${moments} kills; it must have more than ${n} episodes`)
      child.kill('SIGKILL')
      await ended
      moments++
      underWay += count - last.length
      const now = new Set(keysOf(folder))
      lost += finished.filter((key) => !now.has(key)).length
      finished = [...now]
      say(`kill ${moments}: ${finished.length} of ${n} episodes finished, ${count - last.length} calls under way`)
    }
    const end = await start(folder, n, server).ended
    if (end !== 0) throw new Error(`the last start ended with ${end}`)
    const { count } = server.requests()
    const { same, episodes } = await verifyRun(folder)
    return {
      kills,
      episodes,
      verified: same,
      episodesLost: lost,
      callsWithoutKills: needed,
      callsWithKills: count,
      callsMadeTwice: count - needed,
      callsUnderWayAtKills: underWay,
      mostUnderWay: kills * parallel,
    }
  } finally {
    await server.close()
    await quiet.close()
    rmSync(place, { recursive: true, force: true })
  }
}

export const gather = async (say) => {
  const found = await killed(20, 1600, say)
  if (found.episodesLost > 0) throw new Error(`${found.episodesLost} finished episodes were lost`)
  if (found.callsMadeTwice > found.mostUnderWay) throw new Error(`${found.callsMadeTwice} calls were made twice`)
  return found
}
