// Builds dist/: one bundle with shared chunks, and with --types the declarations.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version, dependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
// Small libraries needed at every start go into the bundle, which halves the time to the first result; the rest stay packages.
const BUNDLED = ['zod', 'picocolors', 'csv-parse', 'csv-stringify']

const folders = (path) =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, path, entry.name, 'index.ts')))
    .map((entry) => entry.name)
const entries = {
  index: 'src/index.ts',
  bin: 'src/lab/bin.ts',
  'power-worker': 'src/lab/power/worker.ts',
  ...Object.fromEntries(folders('src').map((name) => [`${name}/index`, `src/${name}/index.ts`])),
  ...Object.fromEntries(
    folders('src/protocols').map((name) => [`protocols/${name}/index`, `src/protocols/${name}/index.ts`]),
  ),
  ...Object.fromEntries(
    readdirSync(join(root, 'studies'))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [`studies/${file.slice(0, -3)}`, `studies/${file}`]),
  ),
}

// Built aside and moved into place, so that a build that fails leaves the last good one.
const made = join(root, 'dist.part')
rmSync(made, { recursive: true, force: true })
await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: 'dist.part',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  conditions: ['@suasion/source'],
  external: Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !BUNDLED.includes(name)),
  chunkNames: 'chunks/[name]-[hash]',
  loader: { '.csv': 'text' },
  define: { 'import.meta.suasionVersion': JSON.stringify(version) },
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  logLevel: 'warning',
  plugins: [
    {
      // Our messages are English: sixty translations would be read at every start.
      name: 'zod speaks English here',
      setup: ({ onResolve, onLoad }) => {
        onResolve({ filter: /locales\/index\.js$/ }, ({ path, resolveDir }) =>
          /[\\/]zod[\\/]/.test(resolveDir) ? { path: join(resolveDir, path), namespace: 'english' } : null,
        )
        onLoad({ filter: /.*/, namespace: 'english' }, ({ path }) => ({
          contents: "export { default as en } from './en.js'",
          resolveDir: join(path, '..'),
        }))
      },
    },
  ],
})
cpSync(join(root, 'templates'), join(made, 'templates'), { recursive: true })
cpSync(join(root, 'studies'), join(made, 'templates/studies'), { recursive: true })
if (process.argv.includes('--types')) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const args = [tsc, '-p', join(root, 'tsconfig.types.json'), '--outDir', join(made, 'types')]
  execFileSync(process.execPath, args, { stdio: 'inherit', cwd: root })
}
rmSync(join(root, 'dist'), { recursive: true, force: true })
renameSync(made, join(root, 'dist'))
