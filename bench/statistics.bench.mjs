import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export const entries = { statistics: 'bench/statistics.ts' }

const ROUNDS = 5

/** CPU seconds of a call, and its result. */
const timed = (call) => {
  const before = process.cpuUsage()
  const result = call()
  const { user, system } = process.cpuUsage(before)
  return [(user + system) / 1e6, result]
}

/** An R process that answers tasks; null with the reason where R or its packages are missing. */
const startR = async (folder, root) => {
  const probe = spawnSync('Rscript', ['-e', 'library(boot); cat("ok")'], { encoding: 'utf8' })
  if (probe.status !== 0) return [null, probe.error ? 'Rscript is not installed' : probe.stderr.split('\n')[0]]
  const child = spawn('Rscript', [join(root, 'bench/twins/statistics.R'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const { value: ready } = await lines.next()
  return [
    {
      has: (task) => task !== 'mixed' || ready === 'ready',
      ask: async (task) => {
        child.stdin.write(`${task}\n`)
        const { value } = await lines.next()
        if (value === undefined) throw new Error(`R ended without an answer to ${task}`)
        return value.trim().split(/\s+/).map(Number)
      },
      end: () => child.stdin.end(),
    },
    null,
  ]
}

const near = (what, ours, theirs, tolerance) => {
  for (const [k, value] of theirs.entries())
    if (!(Math.abs(ours[k] - value) <= tolerance * Math.max(1, Math.abs(value))))
      throw new Error(`${what}: ours is ${ours[k]} where R says ${value}`)
}

export default async ({ load, say, skip, median, folder, root }) => {
  const tools = await load('statistics')
  const { luckOf, plain, plainCrossProduct } = tools
  const games = tools.comparisons()
  const { x, y, columns } = tools.manyRows()
  const values = tools.numbersOf()
  const table = tools.grouped()
  const write = (name, numbers) => writeFileSync(join(folder, name), new Uint8Array(Float64Array.from(numbers).buffer))
  const items = [...new Set(games.flatMap(({ first, second }) => [first, second]))]
  const place = new Map(items.map((name, k) => [name, k]))
  const counts = new Map()
  for (const { first, second, wins, losses } of games) {
    const [i, j] = [place.get(first), place.get(second)]
    const key = Math.min(i, j) * items.length + Math.max(i, j)
    const sum = counts.get(key) ?? [Math.min(i, j), Math.max(i, j), 0, 0]
    sum[2] += i < j ? wins : losses
    sum[3] += i < j ? losses : wins
    counts.set(key, sum)
  }
  write('pairs', [...counts.values()].flat())
  write('rows', x)
  write('seen', y)
  write('values', values)
  write(
    'table',
    table.flatMap((row) => [row.x, row.z, row.arm, row.g, row.y]),
  )
  const [r, why] = await startR(folder, root)
  const tasks = {
    ratings: {
      name: 'Bradley-Terry, 200 items, 100,000 games',
      peer: "R's glm.fit on counts",
      least: 12,
      ours: () => tools.bradleyTerry(games, { reference: items[0] }),
      plain: () => plain.comparisons(games),
      check: ({ abilities }, [, second, last]) =>
        near('abilities', [abilities[1].value, abilities.at(-1).value], [second, last], 1e-5),
    },
    logistic: {
      name: 'logistic regression, 1M x 20',
      peer: "R's glm.fit",
      least: 3,
      ours: () => tools.logisticMatrix(x, columns, y),
      plain: () => tools.logisticMatrix(x, columns, y, plainCrossProduct),
      check: ({ coefficients: b }, [, ...theirs]) => near('coefficients', [b[0], b[1], b[19]], theirs, 1e-6),
    },
    bootstrap: {
      name: 'bootstrap of a mean, 10,000 x 10,000',
      peer: "R's boot",
      least: 25,
      ours: () => tools.bootstrapMean(values, { luck: luckOf('bench').of('bootstrap'), interval: 'percentile' }),
      plain: () => plain.bootstrap(values, 200),
      plainShare: 50,
      check: ({ value, se }, [, mean, error]) => {
        near('mean', [value], [mean], 1e-9)
        near('standard error', [se / error], [1], 0.05)
      },
    },
    mixed: {
      name: 'random-intercept logit, 20,000 rows',
      peer: "lme4's glmer",
      least: 4,
      ours: () => tools.generalisedMixed(table, tools.mixedModel),
      plain: () => plain.mixed(table),
      check: (fit, [, deviance, ...theirs]) => {
        near('deviance', [(-2 * fit.logLikelihood - deviance) / 0.01], [0], 1)
        near('coefficients and deviation', [...fit.coefficients.map((one) => one.value), fit.theta[0]], theirs, 1e-4)
      },
    },
  }
  for (const [key, task] of Object.entries(tasks)) {
    const byR = r?.has(key)
    const ours = []
    const theirs = []
    for (let round = -1; round < (byR ? ROUNDS : 3); round++) {
      const [own, result] = timed(task.ours)
      const [other, ...numbers] = byR ? await r.ask(key) : [timed(task.plain)[0] * (task.plainShare ?? 1)]
      if (round < 0) {
        if (byR) task.check(result, [other, ...numbers])
        continue
      }
      ours.push(own)
      theirs.push(other)
    }
    const ratio = median(theirs.map((seconds, k) => seconds / ours[k]))
    const detail = `${(1000 * median(ours)).toFixed(0)} ms of CPU against ${(1000 * median(theirs)).toFixed(0)} ms`
    if (byR) say(`${task.name} / ${task.peer}`, ratio, { least: task.least }, `${detail}, same numbers`)
    else skip(task.name, `${why ?? 'lme4 is not installed'}; ${ratio.toFixed(2)} x a plain loop, ${detail}`)
  }
  r?.end()
}
