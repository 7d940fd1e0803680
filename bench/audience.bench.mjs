import { raceEpisodes } from './episodes.mjs'

export const entries = { audience: 'bench/audience.ts', store: 'src/lab/store.ts' }

export default (bench) => raceEpisodes(bench, 'audience', 'debate, audience variant (8 turns)', 2000)
