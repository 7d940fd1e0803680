import type { Json } from '../../core/index.ts'
import type { Command } from '../command.ts'
import type { Difference, Verification } from '../verify.ts'

const short = (value: Json): string => {
  const text = value === null ? 'nothing' : JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 160)}...` : text
}

const place = ({ key, turn, seat, field }: Difference): string =>
  [key, ...(turn === null ? [] : [`turn ${turn}`]), ...(seat === null ? [] : [`seat ${seat}`]), field].join(', ')

const told = (found: Difference): string =>
  found.field === 'reply'
    ? `${place(found)}: the seat is asked, and the run holds no reply`
    : `${place(found)}: stored is ${short(found.stored)}, and executed again it is ${short(found.again)}`

const page = (verification: Verification): string => {
  const { folder, study, episodes, size, same, withdrawn, differences, recomputed, fromLog } = verification
  const { manifest, versions, hash, seconds } = verification
  const [first] = differences
  const lines = [
    `${folder}: ${study}, ${episodes} of ${size} episodes`,
    `Episodes   ${same} of ${episodes} are the same, event by event${withdrawn ? ` (${withdrawn} taken back by people)` : ''}`,
    `Decisions  ${recomputed} made again, ${fromLog} of models and people taken from the run`,
    manifest.length === 0
      ? 'Manifest   the same plan of analysis, items, design and cast'
      : `Manifest   ${manifest.map(({ field, stored, again }) => `${field} was ${short(stored)}, and is ${short(again)}`).join('\n           ')}`,
    ...(versions[0] === versions[1] ? [] : [`Version    run by suasion ${versions[0]}, verified by ${versions[1]}`]),
    ...(first ? [`Differs    first at ${told(first)}`] : []),
    ...differences.slice(1, 5).map((found) => `           ${told(found)}`),
    ...(differences.length > 5 ? [`           and ${differences.length - 5} further episodes`] : []),
    `Hash       ${hash}`,
    `Time       ${seconds.toFixed(2)} s`,
  ]
  return `${lines.join('\n')}\n`
}

export default {
  name: 'verify',
  about: 'Execute a stored run again and compare it event by event. It ends with 1 where anything differs.',
  words: ['run'],
  options: { json: { type: 'boolean', about: 'print what was found as JSON' } },
  examples: [['suasion verify runs/a', 'formal minds decide again; models and people are taken from the run']],
  run: async (given, desk) => {
    const { verifyRun } = await import('../verify.ts')
    const verification = await verifyRun(given.words[0]!, {
      signal: desk.signal,
      ...(desk.terminal && {
        onProgress: (done, total) => desk.errors.write(`\r${done}/${total} episodes`),
      }),
    }).catch((error) => {
      if (desk.signal.aborted) return null
      throw error
    })
    if (verification === null) return 130
    if (desk.terminal) desk.errors.write('\r\x1b[K')
    desk.output.write(given.flag('json') ? `${JSON.stringify(verification, null, 2)}\n` : page(verification))
    return verification.differences.length + verification.manifest.length > 0 ? 1 : 0
  },
} satisfies Command
