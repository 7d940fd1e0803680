// The coopetition kernel and the plain rules beside a C twin, in turn (A B C A B C ...), by processor time.
// Without a C compiler the twin is left out, and the ratio to it with it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const entries = { coopetition: 'src/protocols/coopetition/index.ts' }

// Steps per processor second of the public Python package at 2 and 5 agents, measured once; see the performance anchors.
const PEERS = [
  ['dilemma', 'TrustDilemma', 7050, 300],
  ['platform', 'PlatformEcosystem', 1590, 500],
]
const ROWS = 1024

const tableOf = ({ players, endowment }) =>
  Array.from({ length: ROWS }, (_, r) =>
    Array.from({ length: players }, (_, i) => endowment[i] * (0.55 + 0.4 * Math.sin(0.7 * r + i))),
  )

export default async ({ load, say, skip, median, folder, root }) => {
  const { buffersOf, configOf, coopetition, outcomeOf, restart, settingsOf, step } = await load('coopetition')
  const twin = join(folder, 'coopetition-twin')
  const source = join(root, 'bench/twins/coopetition.c')
  const compiled = spawnSync('cc', ['-O3', '-march=native', '-o', twin, source, '-lm'], { encoding: 'utf8' })
  const compiler = compiled.status === 0
  if (!compiler) skip('the C twin of coopetition', compiled.error ? 'there is no cc' : compiled.stderr.trim())
  /** Processor nanoseconds and the sum of all rewards of so many steps on reused buffers. */
  const kernel = (settings, steps) => {
    const config = configOf(settings)
    const table = tableOf(config).map((row) => Float64Array.from(row))
    const buffers = buffersOf(config)
    const out = outcomeOf(config)
    let total = 0
    const from = process.cpuUsage()
    for (let t = 0; t < steps; t++) {
      step(config, buffers, table[t % ROWS], out)
      for (let i = 0; i < config.players; i++) total += out.rewards[i]
      if (out.over) restart(config, buffers, config.gamma)
    }
    const { user, system } = process.cpuUsage(from)
    return [(user + system) * 1000, total]
  }
  /** The same through `resolve`: immutable states, typed acts, the whole history kept. */
  const plain = (settings, steps) => {
    const seats = Object.keys(coopetition.seats(settings, null))
    const roles = Object.fromEntries(seats.map((seat) => [seat, 'agent']))
    const luck = { of: () => luck, uniform: () => 0.5 }
    const table = tableOf(configOf(settings)).map((row) =>
      row.map((amount, i) => ({ seat: seats[i], act: { move: 'invest', amount } })),
    )
    const fresh = coopetition.start(settings, roles, luck)
    let state = fresh
    let total = 0
    const paid = ({ total: sums }) => sums.reduce((sum, x) => sum + x, 0)
    const from = process.cpuUsage()
    for (let t = 0; t < steps; t++) {
      state = coopetition.resolve(state, table[t % ROWS], luck)
      if (state.over) {
        total += paid(state)
        state = fresh
      }
    }
    const { user, system } = process.cpuUsage(from)
    return [(user + system) * 1000, total + paid(state)]
  }
  const inC = (name, steps) =>
    spawnSync(twin, [name, `${steps}`], { encoding: 'utf8' })
      .stdout.split(' ')
      .map(Number)

  const rate = (ns) => `${(1e9 / median(ns) / 1e6).toFixed(2)} M/s`
  for (const [name, environment, peer, aim] of PEERS) {
    const settings = settingsOf({ environment })
    const agents = configOf(settings).players
    const [many, few] = [2_000_000, 200_000]
    const spent = { kernel: [], plain: [], twin: [] }
    for (let round = -2; round < 9; round++) {
      const [own, sum] = kernel(settings, many)
      const [rules, few_] = plain(settings, few)
      const [c, theirs] = compiler ? inC(name, many) : [Number.NaN, sum]
      if (Math.abs(sum - theirs) > 1e-9 * Math.abs(sum))
        throw new Error(`${environment}: the twin sums to ${theirs}, the kernel to ${sum}`)
      if (Math.abs(few_ - kernel(settings, few)[1]) > 1e-9 * Math.abs(few_))
        throw new Error(`${environment}: rules and kernel part`)
      if (round < 0) continue
      spent.kernel.push(own / many)
      spent.plain.push(rules / few)
      spent.twin.push(c / many)
    }
    const over = (xs, ys) => median(xs.map((x, i) => x / ys[i]))
    const title = `${environment}, ${agents} agents`
    if (compiler) {
      const share = over(spent.twin, spent.kernel)
      say(`${title}: kernel / C twin`, share, { least: 0.2 }, `${rate(spent.kernel)} against ${rate(spent.twin)}`)
    }
    const slower = over(spent.plain, spent.kernel)
    say(`${title}: plain rules, times slower`, slower, { most: 10 }, rate(spent.plain))
    const times = 1e9 / median(spent.kernel) / peer
    say(`${title}: kernel / Python package`, times, { least: aim }, `its ${peer} steps/s are of another run`)
  }
}
