import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

export const entries = {}

/** Wall milliseconds of whole processes, in turn. */
const start = (commands, cwd, rounds = 15) => {
  const spent = commands.map(() => [])
  for (let round = -1; round < rounds; round++)
    commands.forEach((args, i) => {
      const before = performance.now()
      const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
      if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
      if (round >= 0) spent[i].push(performance.now() - before)
    })
  return spent
}

export default async ({ say, median, folder, root }) => {
  const bin = join(root, 'dist/bin.js')
  const commands = [
    ['-e', '0'],
    [bin, '--version'],
    [bin, 'play', 'kuhn-poker'],
  ]
  const [node, version, first] = start(commands, folder)
  const against = (xs) => median(xs.map((ms, i) => ms / node[i]))
  say(
    'suasion --version / bare node',
    against(version),
    { most: 2 },
    `${median(version).toFixed(0)} against ${median(node).toFixed(0)} ms`,
  )
  say('first formal result / bare node', against(first), { most: 3 }, `${median(first).toFixed(0)} ms`)
}
