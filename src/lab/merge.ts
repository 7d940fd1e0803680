import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { identity } from './freeze.ts'
import { Misuse } from './misuse.ts'
import type { Manifest } from './record.ts'
import { lock, openLines, readEpisodes, readManifest, readReplies, storedLine, writeManifest } from './store.ts'

const whole = (manifest: Manifest): Manifest => ({ ...manifest, shard: [1, 1] })

/** Joins the shards of one run into one folder; merging twice, or shards that overlap, changes nothing. Returns how many episodes it holds. */
export const mergeRuns = (folders: readonly string[], out: string): { episodes: number; of: number } => {
  const manifests = folders.map((folder) => readManifest(folder))
  const first = whole(manifests[0]!)
  manifests.forEach((manifest, i) => {
    if (identity(whole(manifest)) !== identity(first))
      throw new Misuse(
        `${folders[i]} is a run of ${manifest.study} with seed ${manifest.seed}, and ${folders[0]} another (${first.study}, seed ${first.seed}): only shards of one run can be merged`,
      )
  })
  if (existsSync(join(out, 'manifest.json')) && identity(whole(readManifest(out))) !== identity(first))
    throw new Misuse(`${out} already holds another run`)
  const release = lock(out)
  try {
    writeManifest(out, first)
    const known = new Set(
      existsSync(out) && readdirSync(out).some((name) => name.startsWith('episodes-'))
        ? readEpisodes(out).map(({ key }) => key)
        : [],
    )
    const episodes = openLines(join(out, 'episodes-1.ndjson'))
    const replies = openLines(join(out, 'replies-1.ndjson'))
    for (const folder of folders) {
      for (const stored of readEpisodes(folder)) {
        if (known.has(stored.key)) continue
        known.add(stored.key)
        episodes.write(storedLine(stored))
      }
      for (const [at, reply] of readReplies(folder)) replies.write({ at, reply })
    }
    episodes.close()
    replies.close()
    return { episodes: known.size, of: first.size }
  } finally {
    release()
  }
}
