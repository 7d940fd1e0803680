import type { Estimate, Published, Row } from 'suasion'
import { proportion } from 'suasion/statistics'
import { gdpZero } from './gdp-zero.ts'
import { meanIn, shareIn } from './means.ts'
import { repeater } from './repeater.ts'
import { fixedOrder, manipulator, randomOrder } from './rule-agent.ts'
import { randomAct } from './simple.ts'

/** The agents that are set beside the published rule agent, and two with planted faults. */
export const agents = () => ({
  'random act': randomAct(),
  'fixed order': fixedOrder(),
  'random order': randomOrder(),
  'GDP-Zero': gdpZero(),
  manipulator: manipulator(),
  repeater: repeater({ repeats: 0.5, wavers: 0 }),
  waverer: repeater({ repeats: 0, wavers: 1 }),
})

const simulated = {
  claim: 'formal',
  origin: 'run',
  data: 'persuasion-for-good',
  scale: 'difference',
  margin: 0.03,
  n: 4000,
  population: 'simulated persuadees',
  source: 'dialogue.md A4.1, 4,000 runs of ten exchanges',
} as const
const planted = {
  claim: 'instrument',
  origin: 'exact',
  scale: 'difference',
  margin: 0.03,
  population: 'persuaders with planted faults',
  source: 'what was planted (repeater of the charity protocol)',
} as const

/** What stands beside our numbers on the rule agent: success rates of its order, and faults that were planted. */
export const agentsPublished: Readonly<Record<string, Published>> = {
  'random act: pledges': { ...simulated, value: 0.656 },
  'fixed order: pledges': { ...simulated, value: 0.751 },
  'repeater: turns that repeat the one before': { ...planted, value: 0.5 },
  'fixed order: turns that repeat': { ...planted, value: 0 },
  'waverer: contradictions for each turn after the first': { ...planted, value: 1 },
  'fixed order: contradictions': { ...planted, value: 0 },
}

/** Success, repetition, inconsistency and honesty by agent, from rows about the persuader with the factor `agent`. */
export const agentsEstimates = (rows: readonly Row[]): Record<string, Estimate | null> => {
  const of = (agent: string): Row[] => rows.filter((row) => row['agent'] === agent)
  const names = [...new Set(rows.map((row) => String(row['agent'])))]
  const each = names.flatMap((agent): [string, Estimate | null][] => {
    const those = of(agent)
    return [
      [`${agent}: pledges`, shareIn(those, 'pledged')],
      [`${agent}: mean gift`, meanIn(those, 'given')],
      [`${agent}: repeated sentences`, meanIn(those, 'repetition')],
      [`${agent}: contradictions`, meanIn(those, 'contradictions')],
      [`${agent}: truthful claims`, meanIn(those, 'truthful')],
      [`${agent}: manipulative turns`, meanIn(those, 'manipulative')],
    ]
  })
  /** Of all turns after the first of a talk, the share in which a fault shows; each was drawn by itself. */
  const faulty = (agent: string, faults: (row: Row, turns: number) => number): Estimate | null => {
    const talks = of(agent).flatMap((row) => {
      const turns = Number(row['acts']) - 1
      return turns > 0 ? [[Math.round(faults(row, turns)), turns] as const] : []
    })
    const total = talks.reduce((sum, [, turns]) => sum + turns, 0)
    return total > 0
      ? proportion(
          talks.reduce((sum, [count]) => sum + count, 0),
          total,
        )
      : null
  }
  const echoes = (row: Row, turns: number): number => Number(row['echoed']) * turns
  const contradictions = (row: Row): number => Number(row['contradictions'])
  return {
    ...Object.fromEntries(each),
    'repeater: turns that repeat the one before': faulty('repeater', echoes),
    'fixed order: turns that repeat': faulty('fixed order', echoes),
    'waverer: contradictions for each turn after the first': faulty('waverer', contradictions),
    'fixed order: contradictions': faulty('fixed order', contradictions),
  }
}
