import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { csvOf } from '../export.ts'
import { png, standalone } from '../figures/file.ts'
import { Misuse } from '../misuse.ts'
import { ratingFigures } from './figures.ts'
import { ratingPage } from './page.ts'
import type { RatedTable } from './result.ts'
import { ratingTables } from './tables.ts'

/** Writes a file, and its folder where there is none; the disk's refusal is a misuse that names the file. */
const write = (path: string, content: string | Uint8Array): string => {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  } catch (error) {
    throw new Misuse(`cannot write ${path}: ${(error as Error).message}`, 4)
  }
  return path
}

/** Which kinds of pictures are written. */
export type PictureFormat = 'svg' | 'png' | 'both'

/** Writes the page of a rated table, and resolves with its path. */
export const writeRatingPage = async (rated: RatedTable, path: string): Promise<string> =>
  write(path, await ratingPage(rated))

/** Writes a rated table into a folder, as its page, its pictures and its tables as CSV; resolves with the paths. */
export const writeRating = async (
  rated: RatedTable,
  folder: string,
  format: PictureFormat,
): Promise<readonly string[]> => {
  const written = [await writeRatingPage(rated, join(folder, 'rating.html'))]
  for (const { name, svg } of await ratingFigures(rated)) {
    if (format !== 'png') written.push(write(join(folder, `${name}.svg`), standalone(svg)))
    if (format !== 'svg') written.push(write(join(folder, `${name}.png`), await png(svg, 3)))
  }
  for (const table of ratingTables(rated))
    if (table.rows.length > 0) written.push(write(join(folder, `${table.name}.csv`), csvOf(table)))
  return written
}
