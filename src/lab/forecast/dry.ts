import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type AnyStudy, closingOf } from '../../core/index.ts'
import { openCache } from '../../models/cache.ts'
import { type ForecastOptions, forecast } from '../forecast.ts'
import { readEpisodes } from '../store.ts'
import { forecastText } from './text.ts'

/** What `suasion run --dry` knows: the options of the run, where it would be kept, and how the answer is to be told. */
export interface DryOptions extends Omit<ForecastOptions, 'stored' | 'cache' | 'parallel'> {
  readonly folder: string
  /** A folder of answered calls; one that is not there holds none. */
  readonly cache?: string
  readonly parallel?: number | undefined
  readonly json: boolean
}

/** Forecasts a run, with what its folder and its cache hold already, and tells it as text or JSON. */
export const dryRun = async (study: AnyStudy, options: DryOptions): Promise<string> => {
  const { folder, cache: kept, parallel, json, ...rest } = options
  const all = existsSync(join(folder, 'manifest.json')) ? readEpisodes(folder) : []
  // What the world made fail is played again.
  const stored = all.filter(({ episode }) => !closingOf(episode).flags.includes('provider error'))
  const cache = kept !== undefined && existsSync(kept) ? await openCache(kept, { offline: true }) : null
  try {
    const found = await forecast(study, { ...rest, stored, cache, ...(parallel !== undefined && { parallel }) })
    return json ? `${JSON.stringify(found, null, 2)}\n` : forecastText(found)
  } finally {
    cache?.close()
  }
}
