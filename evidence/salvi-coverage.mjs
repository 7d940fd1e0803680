import { loadStudy, run } from '../dist/lab/index.js'

export const about =
  'How often the 95% interval of the pre-adjusted odds ratio holds the effect that is planted in the formal cast of salvi-2024, over 300 runs of 900 debates (the number of the paper).'

export const gather = async (say) => {
  const { study } = await loadStudy('salvi-2024')
  const held = {}
  const runs = 300
  for (let i = 0; i < runs; i++) {
    const { rows } = await run(study, { seed: `coverage-${i}`, n: 900 })
    const estimates = study.estimates(rows, null)
    for (const [key, planted] of Object.entries(study.planted)) {
      const [low, high] = estimates[key].interval
      held[key] = (held[key] ?? 0) + (low <= planted && planted <= high ? 1 : 0)
    }
    if (i % 100 === 99) say(`${i + 1} of ${runs} runs`)
  }
  return Object.fromEntries(
    Object.entries(held).map(([key, count]) => {
      const share = count / runs
      return [key, { coverage: share, standardError: Math.sqrt((share * (1 - share)) / runs), nominal: 0.95 }]
    }),
  )
}
