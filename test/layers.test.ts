import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')

// A folder may import itself, and what stands beside it here. The public face ('suasion') is all that an edge may know.
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  math: ['lib-r-math.js'],
  core: ['math', 'zod', 'csv-parse'],
  models: ['undici'],
  protocols: ['suasion', 'suasion/statistics', 'suasion/solvers', 'zod'],
  minds: ['suasion', 'suasion/models', 'suasion/statistics', 'zod'],
  instruments: ['suasion', 'suasion/statistics', 'suasion/solvers', 'zod'],
  designs: ['suasion', 'zod'],
  statistics: ['math', 'core', 'lib-r-math.js'],
  solvers: ['math', 'core', 'highs'],
  learners: ['suasion', 'solvers', 'suasion/solvers', 'zod'],
  populations: ['suasion', 'math'],
  corpora: ['suasion', 'suasion/protocols', 'suasion/instruments', 'suasion/statistics', 'csv-parse', 'zod'],
  parsers: ['suasion', 'suasion/statistics', 'zod'],
  // The lab serves the mock server and compares runs, so it also knows the models and the statistics; never a protocol or study.
  lab: [
    'core',
    'math',
    'models',
    'statistics',
    'solvers',
    'catalogue',
    'suasion/statistics',
    'zod',
    'esbuild',
    'picocolors',
    'csv-stringify',
    'csv-parse',
    '@duckdb/node-api',
    '@observablehq/plot',
    'linkedom',
    'undici',
  ],
  studies: ['suasion', 'zod'],
}

const walk = (folder: string): string[] =>
  !existsSync(folder)
    ? []
    : readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name)
        return entry.isDirectory() ? walk(path) : path.endsWith('.ts') && !path.endsWith('.d.ts') ? [path] : []
      })

const layerOf = (path: string): string => {
  const [first, second] = relative(root, path).split('/')
  return first === 'src' ? second!.replace(/\.ts$/, '') : first!
}

const importsOf = (path: string): string[] =>
  [
    ...readFileSync(path, 'utf8').matchAll(
      /^(?:import|export)\b[^'"`;]*?from '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm,
    ),
  ].map(([, a, b, c]) => (a ?? b ?? c)!)

const sources = [...walk(join(root, 'src')), ...walk(join(root, 'studies'))].filter(
  (path) => relative(root, path).split('/').length > 2 || layerOf(path) === 'studies',
)

test('every folder imports only what its layer may', () => {
  expect(sources.length).toBeGreaterThan(60)
  const wrong = sources.flatMap((path) => {
    const layer = layerOf(path)
    const allowed = MAY_IMPORT[layer]
    if (!allowed) return [`${relative(root, path)} is in ${layer}, which has no line in this test`]
    return importsOf(path).flatMap((specifier) => {
      if (specifier.startsWith('node:') || specifier.endsWith('.csv')) return []
      const target = specifier.startsWith('.') ? layerOf(resolve(path, '..', specifier)) : specifier
      const package_ = target.startsWith('@') ? target : target.split('/')[0]!
      const fine =
        target === layer ||
        allowed.includes(target) ||
        (!target.startsWith('suasion') && allowed.includes(package_)) ||
        (layer === 'corpora' && target.startsWith('suasion/protocols/')) ||
        (layer === 'studies' && target.startsWith('suasion/'))
      return fine ? [] : [`${relative(root, path)} imports ${specifier}; ${layer} may import ${allowed.join(', ')}`]
    })
  })
  expect(wrong).toEqual([])
})

test('protocols and studies stand alone: none imports another', () => {
  const wrong = sources.flatMap((path) => {
    const [, folder, name] = relative(root, path).split('/')
    return importsOf(path).flatMap((specifier) => {
      if (folder !== 'protocols' || !specifier.startsWith('..')) return []
      const target = relative(root, resolve(path, '..', specifier)).split('/')
      return target[2] === name ? [] : [`${relative(root, path)} imports ${specifier}`]
    })
  })
  expect(wrong).toEqual([])
})

test('the core, the math and the rules know no clock and no unseeded chance', () => {
  const wrong = sources
    .filter((path) => !['lab', 'models'].includes(layerOf(path)))
    .flatMap((path) =>
      /Math\.random|Date\.now|new Date\(\)|performance\.now/.test(readFileSync(path, 'utf8'))
        ? [relative(root, path)]
        : [],
    )
  expect(wrong).toEqual([])
})

test('files stay small enough to read', () => {
  const most = (path: string): number =>
    layerOf(path) === 'core' ? 100 : layerOf(path) === 'protocols' ? 200 : layerOf(path) === 'studies' ? 60 : 300
  const wrong = sources.flatMap((path) => {
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n').length
    return lines > most(path) ? [`${relative(root, path)} has ${lines} lines; the most is ${most(path)}`] : []
  })
  expect(wrong).toEqual([])
})

test('no machine path and no key in the sources', () => {
  const wrong = [...sources, ...walk(join(root, 'test'))].flatMap((path) =>
    /\/(work|root|home)\/|sk-[A-Za-z0-9]{20}/.test(
      readFileSync(path, 'utf8').replaceAll(String.raw`\/(work|root|home)\/`, ''),
    )
      ? [relative(root, path)]
      : [],
  )
  expect(wrong).toEqual([])
})
