import { type Design, type Finished, luckOf, type Trial, trialKey } from '../../core/index.ts'
import { attempt, difference, type Finding, type Report, reportOn } from './finding.ts'
import { freeze } from './watch.ts'

export interface DesignCheck {
  /** What becomes of a trial. Default: no rows and no payoff. */
  readonly play?: (trial: Trial) => Finished
  /** Whether the cells are to be equally full, to one trial. True unless said, but for designs that adapt. */
  readonly balanced?: boolean
}

/**
 * Runs a design without minds and reports each promise it breaks: the same finished trials give the same next ones, it
 * comes to an end of the size it says, no trial comes twice, every level is one of its factors', its cells are equally
 * full, and interrupted at any point it goes on to the same trials.
 */
export const checkDesign = async (design: Design, options: DesignCheck = {}): Promise<readonly Finding[]> => {
  const report = reportOn(`design ${design.name}`)
  const { play = (trial) => ({ trial, rows: [], payoff: null, kept: {} }), balanced = design.adapts !== true } = options
  const whole = attempt(report, 'runs', 'run without a stop', () => complete(design, play, 'all', report))
  if (!whole) return report.found
  const ended = whole.map(play).sort((a, b) => (trialKey(a.trial) < trialKey(b.trial) ? -1 : 1))
  const stopped = design.looks?.(ended, luckOf('check').of('design')).find(({ stops }) => stops !== null)
  if (whole.length !== (stopped?.trials ?? design.size))
    report('size', `it has ${whole.length} trials, and says ${design.size}`)
  const counts = new Map<string, number>()
  for (const { condition } of whole) {
    for (const [factor, level] of Object.entries(condition))
      if (!design.factors[factor]?.includes(level as never))
        report('levels', `${factor} is ${JSON.stringify(level)}, and the factors are ${JSON.stringify(design.factors)}`)
    const cell = JSON.stringify(condition)
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  const sizes = [...counts].sort(([, a], [, b]) => a - b)
  if (balanced && sizes.length > 1 && sizes.at(-1)![1] - sizes[0]![1] > 1)
    report(
      'balance',
      `the cell ${sizes[0]![0]} has ${sizes[0]![1]} trials, and ${sizes.at(-1)![0]} has ${sizes.at(-1)![1]}`,
    )
  for (const how of ['half', 'running'] as const) {
    const again = attempt(report, 'resumes', how, () => complete(design, play, how, report))
    const [before, after] = [whole, again ?? []].map((trials) => trials.map((trial) => JSON.stringify(trial)).sort())
    const found = again && difference(before, after, 'trials')
    const stop =
      how === 'half' ? 'stopped and resumed with half of what was running lost' : 'run one half after the other'
    if (found) report('resumes', `${stop}, it runs other trials: ${found}`)
  }
  attempt(report, 'resize', `to its own size, ${design.size}`, () => design.resize(design.size))
  for (const wrong of [0, -1, 0.5, Number.NaN]) {
    try {
      design.resize(wrong)
      report('resize', `it takes ${wrong} trials; right would be an error that says what numbers it can have`)
    } catch {}
  }
  return report.found
}

/** Runs a design to its end: all trials at once; half of them lost at every step; or half still running at every step. */
const complete = (
  design: Design,
  play: (trial: Trial) => Finished,
  how: 'all' | 'half' | 'running',
  report: Report,
): Trial[] => {
  const finished = new Map<string, Finished>()
  let running: Trial[] = []
  const luck = () => luckOf('check').of('design')
  const ended = () => [...finished].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each)
  for (let step = 0; step < 50 * (design.size + 1); step++) {
    const next = design.next(freeze(ended()), freeze([...running]), luck())
    if (step < 3) {
      const found = difference(next, design.next(ended(), running, luck()), 'next')
      if (found) report('same trials', `asked twice with the same finished trials: ${found}`)
    }
    if (next === 'wait' && running.length === 0) {
      report('ends', `it waits when nothing is running, after ${finished.size} trials`)
      break
    }
    const trials = next === 'wait' ? [] : next
    const keys = new Set([...finished.keys(), ...running.map(trialKey)])
    const twice = trials.find((trial) => keys.has(trialKey(trial)))
    if (twice)
      report(
        'no trial twice',
        `${trialKey(twice)} comes again when it is ${finished.has(trialKey(twice)) ? 'finished' : 'running'}`,
      )
    if (new Set(trials.map(trialKey)).size < trials.length)
      report('no trial twice', 'two trials of one step have the same key')
    const all = [...running, ...trials]
    if (all.length === 0) break
    const now = how === 'all' ? all : all.slice(0, Math.ceil(all.length / 2))
    for (const trial of now) finished.set(trialKey(trial), play(trial))
    running = how === 'running' ? all.slice(now.length) : []
  }
  return [...finished.values()].map(({ trial }) => trial)
}
