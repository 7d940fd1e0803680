import { raceEpisodes } from './episodes.mjs'

export const entries = { goods: 'bench/goods.ts', store: 'src/lab/store.ts' }

export default (bench) => raceEpisodes(bench, 'goods', 'public goods, 40 seats, 10 rounds (400 acts)', 200)
