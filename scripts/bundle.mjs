// Bundles some of the sources for a script, which cannot import TypeScript, and loads them.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The module that `contents` (TypeScript, with paths from the root of the project) makes of the sources. */
export const bundled = async (contents) => {
  const folder = join(root, 'node_modules/.cache/suasion')
  const outfile = join(folder, `bundle-${process.pid}-${Math.trunc(performance.now())}.mjs`)
  mkdirSync(folder, { recursive: true })
  try {
    await build({
      stdin: { contents, resolveDir: root, loader: 'ts' },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      conditions: ['@suasion/source'],
      packages: 'external',
      loader: { '.csv': 'text' },
      logLevel: 'error',
      plugins: [
        {
          name: 'own source',
          // The package's own name is not external: it stands for its source.
          setup: ({ onResolve, resolve }) => {
            onResolve({ filter: /^suasion(\/|$)/ }, ({ path, kind }) =>
              resolve(join(root, 'src', path.slice('suasion/'.length), 'index.ts'), { kind, resolveDir: root }),
            )
          },
        },
      ],
    })
    return await import(pathToFileURL(outfile).href)
  } finally {
    rmSync(outfile, { force: true })
  }
}
