/** A language over finitely many states: what is meant, what is likely, what it costs to say. */
export interface SpeechLanguage {
  /** By utterance and state: how far it is true there, from 0 (false) to 1 (true). */
  readonly meaning: readonly (readonly number[])[]
  /** Of the states, in proportion; even unless said. */
  readonly prior?: readonly number[]
  /** By utterance, 0 or more or less; nothing unless said. */
  readonly costs?: readonly number[]
}

/** What an argumentative speaker wants beside being understood. */
export interface SpeakerAims {
  /** Rationality, 0 or more: 0 says anything true, larger values what is best. 1 unless said. */
  readonly alpha?: number
  /** The weight of informing, 0 to 1, against arguing; 1 unless said. */
  readonly beta?: number
  /** Argument strength of each utterance; needed where beta is below 1. */
  readonly strength?: readonly number[]
}

const normalised = (weights: readonly number[]): number[] => {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight) => (total > 0 ? weight / total : 0))
}

const checked = ({ meaning, prior, costs }: SpeechLanguage) => {
  const states = meaning[0]?.length ?? 0
  if (states === 0) throw new Error('a language needs at least one utterance and one state')
  meaning.forEach((row, u) => {
    if (row.length !== states) throw new Error(`utterance ${u} has a meaning in ${row.length} states, not ${states}`)
    const odd = row.find((value) => !(value >= 0 && value <= 1))
    if (odd !== undefined) throw new Error(`utterance ${u} is true from 0 to 1, not ${odd}`)
  })
  const sized = (values: readonly number[], n: number, what: string): readonly number[] => {
    if (values.length !== n) throw new Error(`${what} has ${values.length} numbers; it needs ${n}`)
    const odd = values.find((value) => !Number.isFinite(value))
    if (odd !== undefined) throw new Error(`${what} holds ${odd}; it needs finite numbers`)
    return values
  }
  const weights = sized(prior ?? new Array(states).fill(1), states, 'the prior')
  if (weights.some((weight) => weight < 0) || !weights.some((weight) => weight > 0))
    throw new Error('the prior needs weights of 0 or more, not all 0')
  return {
    states,
    prior: normalised(weights),
    costs: sized(costs ?? new Array(meaning.length).fill(0), meaning.length, 'costs'),
    sized,
  }
}

/**
 * L0(w | u), by utterance and state: in proportion to meaning times prior. An utterance true nowhere has a row of 0.
 */
export const literalListener = (language: SpeechLanguage): number[][] => {
  const { prior } = checked(language)
  return language.meaning.map((row) => normalised(row.map((truth, w) => truth * prior[w]!)))
}

/**
 * S(u | w), by state and utterance: in proportion to exp(alpha (beta ln L0(w | u) + (1 - beta) strength(u) - cost(u)))
 * over what is true in w. beta 1 is the speaker of Frank & Goodman 2012; below, the argumentative speaker of Carcassi,
 * Wang, Cummins & Franke. Throws on a state in which nothing true can be said.
 */
export const pragmaticSpeaker = (language: SpeechLanguage, aims: SpeakerAims = {}): number[][] => {
  const { alpha = 1, beta = 1, strength } = aims
  const { states, costs, sized } = checked(language)
  if (!(alpha >= 0 && Number.isFinite(alpha))) throw new Error(`alpha must be 0 or more, not ${alpha}`)
  if (!(beta >= 0 && beta <= 1)) throw new Error(`beta must be from 0 to 1, not ${beta}`)
  if (beta < 1 && !strength)
    throw new Error(`with beta ${beta} a speaker argues, and needs the strength of each utterance`)
  const arguing = strength ? sized(strength, costs.length, 'strength') : costs.map(() => 0)
  const listener = literalListener(language)
  return Array.from({ length: states }, (_, w) => {
    const utilities = listener.map((row, u) =>
      row[w]! > 0
        ? alpha * (beta * Math.log(row[w]!) + (1 - beta) * arguing[u]! - costs[u]!)
        : Number.NEGATIVE_INFINITY,
    )
    const most = Math.max(...utilities)
    if (most === Number.NEGATIVE_INFINITY) throw new Error(`nothing that can be said is true in state ${w}`)
    return normalised(utilities.map((utility) => Math.exp(utility - most)))
  })
}

/**
 * L1(w | u), by utterance and state: what a speaker who chooses so must have seen. An utterance never chosen has a row
 * of 0.
 */
export const pragmaticListener = (language: SpeechLanguage, speaker: readonly (readonly number[])[]): number[][] => {
  const { prior } = checked(language)
  return language.meaning.map((_, u) => normalised(prior.map((p, w) => p * speaker[w]![u]!)))
}

/** One kind of speaker there may be. */
export interface SpeakerType {
  /** How likely it is, in proportion to the others. */
  readonly prior: number
  /** S(u | w), by state and utterance. */
  readonly speaker: readonly (readonly number[])[]
}

/**
 * A listener who does not know what the speaker wants: it reasons about the state and about the kind of speaker at
 * once. `state`: by utterance, the probability of each state; `type`: by utterance, that of each kind of speaker: how
 * far one who argues is found out.
 */
export const vigilantListener = <T extends string>(
  language: SpeechLanguage,
  types: Readonly<Record<T, SpeakerType>>,
): { readonly state: number[][]; readonly type: Readonly<Record<T, number>>[] } => {
  const { prior } = checked(language)
  const names = Object.keys(types) as T[]
  if (names.length === 0) throw new Error('a vigilant listener needs at least one kind of speaker')
  const wrong = names.find((name) => !(types[name].prior >= 0 && Number.isFinite(types[name].prior)))
  if (wrong !== undefined) throw new Error(`the prior of ${wrong} must be 0 or more, not ${types[wrong].prior}`)
  const joint = language.meaning.map((_, u) =>
    names.map((name) => prior.map((p, w) => types[name].prior * p * types[name].speaker[w]![u]!)),
  )
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
  return {
    state: joint.map((kinds) => normalised(prior.map((_, w) => total(kinds.map((row) => row[w]!))))),
    type: joint.map((kinds) => {
      const shares = normalised(kinds.map(total))
      return Object.fromEntries(names.map((name, g) => [name, shares[g]!])) as Record<T, number>
    }),
  }
}

/**
 * The log-likelihood of what speakers said: counts by state and utterance under S(u | w); -Infinity where something was
 * said that the speaker never says. Throws where the tables do not fit.
 */
export const speechLogLikelihood = (
  speaker: readonly (readonly number[])[],
  counts: readonly (readonly number[])[],
): number => {
  if (speaker.length !== counts.length || speaker.some((row, w) => row.length !== counts[w]!.length))
    throw new Error('counts must have the states and utterances of the speaker')
  let sum = 0
  counts.forEach((row, w) => {
    row.forEach((n, u) => {
      if (!(n >= 0 && Number.isFinite(n))) throw new Error(`the count of utterance ${u} in state ${w} is ${n}`)
      if (n > 0) sum += n * Math.log(speaker[w]![u]!)
    })
  })
  return sum
}
