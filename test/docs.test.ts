import { spawn, spawnSync } from 'node:child_process'
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
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { bin, built } from './lab/command-line.ts'

const root = resolve(import.meta.dirname, '..')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const blocks = (page: string, language: string): string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text]) => text!,
  )

const scratch = mkdtempSync(join(tmpdir(), 'suasion-docs-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

// `npm start` and `npm test` are what runs this test; the rest is run as it stands.
const runsElsewhere = /^(npm|git) /

describe.skipIf(!built)('every command in the docs runs', () => {
  for (const page of pages)
    for (const [i, block] of blocks(page, 'sh').entries())
      test(`${page}, block ${i + 1}`, async () => {
        const folder = join(scratch, `${page.replaceAll('/', '-')}-${i}`)
        mkdirSync(join(folder, 'bin'), { recursive: true })
        symlinkSync(bin, join(folder, 'bin/suasion'))
        const lines = block
          .split('\n')
          .filter((line) => line.trim() && !line.startsWith('#') && !runsElsewhere.test(line))
        // A command in the background needs a moment to listen, and must not outlive the block.
        const script = [
          'set -e',
          "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT",
          ...lines.flatMap((line) => [line.replace(/^npx /, ''), ...(line.trim().endsWith('&') ? ['sleep 1'] : [])]),
        ].join('\n')
        const child = spawn('bash', ['-c', script], {
          cwd: folder,
          env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH']}`, NO_COLOR: '1' },
          stdio: ['ignore', 'pipe', 'pipe'],
        })
        let said = ''
        child.stdout.on('data', (chunk) => (said += chunk))
        child.stderr.on('data', (chunk) => (said += chunk))
        const code = await new Promise((settle) => child.on('close', settle))
        expect(code, `${script}\n${said}`).toBe(0)
      })
})

describe('every TypeScript block in the docs', () => {
  const all = pages.flatMap((page) => blocks(page, 'ts').map((text, i) => ({ page, i, text })))

  test('is checked by the compiler', () => {
    const folder = join(root, 'node_modules/.cache/suasion-docs')
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    for (const { page, i, text } of all)
      writeFileSync(join(folder, `${page.replace(/\W/g, '-')}-${i}.ts`), `${text}\nexport {}\n`)
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../../tsconfig.json', include: ['*.ts', '../../../src/csv.d.ts'] }),
    )
    const { status, stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder],
      { encoding: 'utf8' },
    )
    expect(stdout).toBe('')
    expect(status).toBe(0)
  })

  for (const { page, i, text } of all)
    test.skipIf(!built)(`runs: ${page}, block ${i + 1}`, () => {
      const file = join(scratch, `${page.replace(/\W/g, '-')}-${i}.ts`)
      writeFileSync(file, text)
      const lab = pathToFileURL(join(root, 'dist/lab/index.js')).href
      const code = `const { importFile } = await import(${JSON.stringify(lab)}); await importFile(${JSON.stringify(file)})`
      const given = ['--input-type=module', '-e', code]
      const { status, stderr } = spawnSync(process.execPath, given, { cwd: scratch, encoding: 'utf8' })
      expect(stderr).toBe('')
      expect(status).toBe(0)
    })
})

test('every relative link in the docs leads somewhere', () => {
  const broken = pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].flatMap(([, to]) =>
      existsSync(resolve(root, page, '..', to!)) ? [] : [`${page}: ${to}`],
    ),
  )
  expect(broken).toEqual([])
})
