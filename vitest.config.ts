import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const conditions = ['@suasion/source', 'node', 'import', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  plugins: [
    {
      name: 'csv-as-text',
      enforce: 'pre',
      load: (id) => (id.endsWith('.csv') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : null),
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    // Against a test that hangs; how slow a machine may be, is nothing a test can know.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: '100%',
  },
})
