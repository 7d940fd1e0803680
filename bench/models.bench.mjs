import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Pool } from 'undici'

export const entries = {
  talks: 'bench/models.ts',
  models: 'src/models/index.ts',
  llm: 'src/minds/llm.ts',
  run: 'src/lab/run.ts',
}

const atOnce = 200
const delay = 50

/** Starts the mock server in another process; resolves to its address and how to end it. */
const serve = async (root) => {
  const models = join(root, 'dist/models/index.js')
  const child = spawn(process.execPath, [join(root, 'bench/models-server.mjs'), models, String(delay)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const address = await new Promise((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(String(text).trim()))
    child.once('exit', () => reject(new Error('the mock server ended')))
  })
  return { address, end: () => child.stdin.end() }
}

/** Wall milliseconds, and CPU microseconds of this process. */
const measured = async (work) => {
  const [began, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - began, us: user + system }
}

/** The same number of calls through undici alone, each a body of the same length, with nothing made of the answers. */
const bare = async (address, calls, body) => {
  const { origin, pathname } = new URL(address)
  const pool = new Pool(origin, { connections: atOnce })
  const request = {
    method: 'POST',
    path: `${pathname}/chat/completions`,
    headers: ['content-type', 'application/json'],
    body,
  }
  const one = () =>
    new Promise((resolve, reject) => {
      const chunks = []
      pool.dispatch(request, {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData: (_, chunk) => chunks.push(chunk),
        onResponseEnd: () => resolve(JSON.parse(Buffer.concat(chunks).toString())),
        onResponseError: (_, error) => reject(error),
      })
    })
  await lanes(calls, one)
  await pool.close()
}

/** So many calls, always as many at once as are allowed. */
const lanes = async (calls, one) => {
  let left = calls
  const lane = async () => {
    while (left-- > 0) await one()
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}

/** Whole episodes of model calls, stored, against the ideal time of their calls and against bare transport. */
export default async ({ load, say, median, folder, root }) => {
  const [{ talks }, { endpoint, openCache }, { llm }, { run }] = await Promise.all(
    ['talks', 'models', 'llm', 'run'].map(load),
  )
  const server = await serve(root)
  const [episodes, turns] = [1000, 10]
  const calls = episodes * turns
  try {
    const play = async (model, name) => {
      const options = { folder: join(folder, name), parallel: atOnce }
      const { flow } = await run(talks(episodes, llm(model)), options)
      if (flow.valid !== episodes) throw new Error(`${flow.valid} of ${episodes} episodes are valid`)
    }
    const bodies = []
    const requests = []
    const spy = async () => {
      const model = await endpoint(server.address, { concurrency: atOnce })
      const complete = (request) => {
        bodies.push(JSON.stringify(request))
        requests.push(request)
        return model.complete(request)
      }
      await run(talks(20, llm({ ...model, complete })), { parallel: 20 })
      await model.close()
    }
    await spy()
    const body = JSON.stringify({
      model: 'mock',
      messages: [{ role: 'user', content: 'x'.repeat(median(bodies.map((each) => each.length)) - 60) }],
    })
    const rounds = []
    for (let round = -1; round < 5; round++) {
      const model = await endpoint(server.address, { concurrency: atOnce })
      const transport = await measured(() => bare(server.address, calls, body))
      let next = 0
      const client = await measured(() => lanes(calls, () => model.complete(requests[next++ % requests.length])))
      const ours = await measured(() => play(model, `fresh-${round}`))
      await model.close()
      if (round >= 0) rounds.push({ transport, client, ours })
    }
    const ideal = (calls / atOnce) * delay
    const wall = median(rounds.map(({ ours }) => ours.ms))
    const alone = median(rounds.map(({ transport }) => transport.ms))
    say(
      'model calls, 50 ms, 200 at once: total / ideal',
      wall / ideal,
      { most: 1.15 },
      `${wall.toFixed(0)} ms; transport alone ${(alone / ideal).toFixed(2)}`,
    )
    const us = (part) => median(rounds.map((round) => round[part].us / calls))
    for (const [part, name, goal] of [
      ['client', 'model calls: CPU of a call / bare transport', { most: 1.4 }],
      ['ours', 'model calls: CPU of an act asked, checked and stored / bare transport', { most: 3 }],
    ])
      say(
        name,
        median(rounds.map((round) => round[part].us / round.transport.us)),
        goal,
        `${us(part).toFixed(0)} against ${us('transport').toFixed(0)} us`,
      )
    const cache = await openCache(join(folder, 'cache'))
    const model = await endpoint(server.address, { concurrency: atOnce })
    const cached = cache.of(model)
    await play(cached, 'cache-fill')
    const again = []
    for (let round = 0; round < 3; round++) again.push((await measured(() => play(cached, `cached-${round}`))).ms)
    cache.close()
    await model.close()
    say(
      'a cached run of 1,000 episodes again, seconds',
      median(again) / 1000,
      { most: 5 },
      `${((median(again) * 1000) / calls).toFixed(0)} us a call`,
    )
  } finally {
    server.end()
  }
}
