#!/usr/bin/env node
import { version } from './version.ts'

const [first] = process.argv.slice(2)
if (first === '--version' || first === '-v') process.stdout.write(`${version}\n`)
else {
  const { main } = await import('./cli.ts')
  process.exitCode = await main(process.argv.slice(2))
}
