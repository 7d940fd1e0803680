import { loadStudy, run, summarise } from '../dist/lab/index.js'

export const about =
  'vallinder-2024 over the ten generations of the paper, formal cast: every estimate, beside the published ones.'

export const gather = async () => {
  const { study } = await loadStudy('vallinder-2024')
  const { comparisons, further } = summarise(await run(study, { n: 300 }))
  return {
    compared: comparisons.map(({ key, ours, theirs, verdict }) => ({
      key,
      ours: ours?.value ?? null,
      interval: ours?.interval ?? null,
      theirs: theirs.value,
      verdict,
    })),
    further: further.map(({ key, estimate }) => ({
      key,
      value: estimate?.value ?? null,
      interval: estimate?.interval ?? null,
    })),
  }
}
