// The mock server in a process of its own: prints its address, and ends with its parent.
const { mockServer } = await import(process.argv[2])
const said = JSON.stringify({ move: 'say', text: 'On the whole, most of us ought to let the land rest, as we agreed.' })
const server = await mockServer({ delay: Number(process.argv[3]), script: () => said, keep: 0 })
process.stdout.write(`${server.url}#${server.model}\n`)
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
