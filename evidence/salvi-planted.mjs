import { loadStudy, run } from '../dist/lab/index.js'

export const about =
  'The effects planted in the formal cast of salvi-2024: the mean log odds ratio of four runs of 60,000 debates, with the seeds planted-1 to planted-4.'

export const gather = async (say) => {
  const { study } = await loadStudy('salvi-2024')
  const logs = {}
  for (const seed of ['planted-1', 'planted-2', 'planted-3', 'planted-4']) {
    const { rows } = await run(study, { seed, n: 60_000 })
    for (const [key, estimate] of Object.entries(study.estimates(rows, null)))
      if (key in study.planted) (logs[key] ??= []).push(Math.log(estimate.value))
    say(
      `${seed}: ${Object.entries(logs)
        .map(([key, values]) => `${key} ${Math.exp(values.at(-1)).toFixed(3)}`)
        .join(', ')}`,
    )
  }
  return Object.fromEntries(
    Object.entries(logs).map(([key, values]) => {
      const mean = values.reduce((a, b) => a + b) / values.length
      const se = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1) / values.length)
      return [key, { oddsRatio: Math.exp(mean), standardErrorOfLog: se, declared: study.planted[key] }]
    }),
  )
}
