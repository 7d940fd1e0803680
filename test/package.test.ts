import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const scratch = mkdtempSync(join(tmpdir(), 'suasion-package-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const call = (command: string, args: readonly string[], cwd: string, env: Record<string, string> = {}) => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', ...env },
  })
  return { status, stdout, stderr }
}

/** What npm installs beside the package, taken from here: a test reaches no registry. */
const borrow = (into: string): void => {
  const from = join(root, 'node_modules')
  for (const name of readdirSync(from)) {
    if (name.startsWith('.') || name === 'suasion') continue
    if (!name.startsWith('@')) symlinkSync(join(from, name), join(into, name))
    else {
      mkdirSync(join(into, name), { recursive: true })
      for (const inner of readdirSync(join(from, name))) symlinkSync(join(from, name, inner), join(into, name, inner))
    }
  }
}

test('the packed tarball, installed elsewhere, gives a working command and typed imports', () => {
  // Packed from a copy, because packing builds, and other tests use what is built here.
  const copy = join(scratch, 'copy')
  const tracked = call('git', ['ls-files', '--cached', '--others', '--exclude-standard'], root)
    .stdout.split('\n')
    .filter(Boolean)
  for (const file of tracked) {
    if (!existsSync(join(root, file))) continue
    mkdirSync(join(copy, file, '..'), { recursive: true })
    writeFileSync(join(copy, file), readFileSync(join(root, file)))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  const packed = call('npm', ['pack', '--pack-destination', scratch], copy)
  expect(packed.status, packed.stderr).toBe(0)
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz'))!

  const home = join(scratch, 'home')
  mkdirSync(join(home, 'node_modules/suasion'), { recursive: true })
  borrow(join(home, 'node_modules'))
  expect(
    call(
      'tar',
      ['-xzf', join(scratch, tarball), '-C', join(home, 'node_modules/suasion'), '--strip-components=1'],
      scratch,
    ).status,
  ).toBe(0)
  const installed = join(home, 'node_modules/suasion')
  const { bin, version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
  const command = join(installed, bin.suasion)

  expect(call(process.execPath, [command, '--version'], home).stdout).toBe(`${version}\n`)
  const ran = call(process.execPath, [command, 'run', 'salvi-2024', '--n', '8', '--json'], home)
  expect(ran.stderr).toBe('')
  expect(JSON.parse(ran.stdout).flow.completed).toBe(8)
  expect(call(process.execPath, [command, 'new', 'study', 'mine', '--from', 'salvi-2024'], home).status).toBe(0)
  expect(call(process.execPath, [command, 'run', './mine.ts', '--n', '8'], home).status).toBe(0)

  writeFileSync(join(home, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    join(home, 'use.ts'),
    `import { scene, type Episode } from 'suasion'
import { factorial } from 'suasion/designs'
import { play } from 'suasion/lab'
import { kuhnPoker, equilibrium } from 'suasion/protocols/kuhn-poker'
import { welchTest } from 'suasion/statistics'
const played = await play(scene(kuhnPoker, { minds: { player: equilibrium() } }), 'k')
const episode: Episode = played.episode
const value: number = welchTest([1, 2, 3], [2, 3, 4]).value
console.log(episode.length > 2, value, factorial({ a: [1, 2] }, { perCell: 1 }).size)
// @ts-expect-error a parameter that Kuhn poker does not have
scene(kuhnPoker, { params: { cards: 4 }, minds: { player: equilibrium() } })
`,
  )
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const options = [
    '--strict',
    '--exactOptionalPropertyTypes',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--skipLibCheck',
    '--types',
    'node',
  ]
  const compiled = call(process.execPath, [tsc, ...options, 'use.ts'], home)
  expect(compiled.stdout).toBe('')
  const used = call(process.execPath, ['use.js'], home)
  expect(used.stderr).toMatch(/has no parameter called cards/)
  expect(used.stdout).toBe('true -1 2\n')
})

test('npm start on a clone that has its packages shows a result and says what to try next', () => {
  const clone = join(scratch, 'clone')
  expect(call('git', ['clone', '--quiet', root, clone], scratch).status).toBe(0)
  symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
  const { status, stdout, stderr } = call('npm', ['start', '--silent'], clone)
  expect(status, stderr).toBe(0)
  expect(stdout).toMatch(/may I compare\?[\s\S]*Next[\s\S]*report.html/)
  expect(existsSync(join(clone, 'runs/demo/report.html'))).toBe(true)
})
