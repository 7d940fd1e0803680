import { join } from 'node:path'
import { makeFolder, writeAsked } from '../disk-error.ts'
import { csvOf } from '../export.ts'
import { png, standalone } from '../figures/file.ts'
import { ratingFigures } from './figures.ts'
import { ratingPage } from './page.ts'
import type { RatedTable } from './result.ts'
import { ratingTables } from './tables.ts'

/** Which kinds of pictures are written. */
export type PictureFormat = 'svg' | 'png' | 'both'

/** Writes the page of a rated table, and resolves with its path. */
export const writeRatingPage = async (rated: RatedTable, path: string): Promise<string> =>
  writeAsked(path, await ratingPage(rated))

/** Writes a rated table into a folder, as its page, its pictures and its tables as CSV; resolves with the paths. */
export const writeRating = async (
  rated: RatedTable,
  folder: string,
  format: PictureFormat,
): Promise<readonly string[]> => {
  makeFolder(folder)
  const paths = [await writeRatingPage(rated, join(folder, 'rating.html'))]
  for (const { name, svg } of await ratingFigures(rated)) {
    if (format !== 'png') paths.push(writeAsked(join(folder, `${name}.svg`), standalone(svg)))
    if (format !== 'svg') paths.push(writeAsked(join(folder, `${name}.png`), await png(svg, 3)))
  }
  for (const table of ratingTables(rated))
    if (table.rows.length > 0) paths.push(writeAsked(join(folder, `${table.name}.csv`), csvOf(table)))
  return paths
}
