import { pragmaticSpeaker, type SpeechLanguage } from './rational-speech.ts'

/** How likely each state is if what is argued for holds, and if what is argued against does; in proportion. */
export interface Hypotheses {
  readonly pro: readonly number[]
  readonly con: readonly number[]
}

type Meaning = SpeechLanguage['meaning']

const share = (weights: readonly number[], probability: readonly number[]): number => {
  const total = probability.reduce((sum, p) => sum + p, 0)
  return weights.reduce((sum, weight, w) => sum + weight * probability[w]!, 0) / total
}

const fitting = (meaning: Meaning, ...tables: readonly (readonly number[])[]): void => {
  meaning.forEach((row, u) => {
    if (!row.some((truth) => truth > 0)) throw new Error(`utterance ${u} is true in no state, so it argues for nothing`)
    for (const table of tables)
      if (table.length !== row.length)
        throw new Error(`there are ${row.length} states, and ${table.length} numbers about them`)
  })
  for (const table of tables) {
    const odd = table.find((value) => !Number.isFinite(value))
    if (odd !== undefined) throw new Error(`what is said about states must be finite numbers, not ${odd}`)
  }
}

/** ln P(u is true | pro) - ln P(u is true | con), by utterance: the weight of evidence of its literal meaning. */
export const likelihoodRatioStrength = (meaning: Meaning, { pro, con }: Hypotheses): number[] => {
  fitting(meaning, pro, con)
  return meaning.map((row) => Math.log(share(row, pro)) - Math.log(share(row, con)))
}

/** ln P(u is said | pro) - ln P(u is said | con), by utterance, for an informative speaker with this rationality. */
export const pragmaticStrength = (language: SpeechLanguage, { pro, con }: Hypotheses, alpha = 1): number[] => {
  fitting(language.meaning, pro, con)
  const speaker = pragmaticSpeaker(language, { alpha })
  return language.meaning.map((_, u) => {
    const said = speaker.map((row) => row[u]!)
    return Math.log(share(said, pro)) - Math.log(share(said, con))
  })
}

/**
 * The least of ln P(w | pro) - ln P(w | con) over the states in which u is true, by utterance: what it shows at worst.
 */
export const maximinStrength = (meaning: Meaning, { pro, con }: Hypotheses): number[] => {
  fitting(meaning, pro, con)
  const [all, other] = [pro, con].map((p) => p.reduce((sum, each) => sum + each, 0))
  const ratios = pro.map((p, w) => Math.log(p / all!) - Math.log(con[w]! / other!))
  return meaning.map((row) => Math.min(...ratios.filter((_, w) => row[w]! > 0)))
}

/**
 * The mean of `values` over the states in which u is true, by utterance, less the mean over utterances: no model of the
 * world is asked for.
 */
export const expectedValueStrength = (meaning: Meaning, values: readonly number[]): number[] => {
  fitting(meaning, values)
  const means = meaning.map((row) => share(values, row))
  const middle = means.reduce((sum, mean) => sum + mean, 0) / means.length
  return means.map((mean) => mean - middle)
}
