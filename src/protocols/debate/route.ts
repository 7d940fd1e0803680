/** An attitude formed by two routes. */
export type Attitude = {
  /** -1 to 1; 0 is indifferent. */
  readonly attitude: number
  /** How much of it was thought through, 0 to 1. */
  readonly strength: number
}

/** What somebody brings to a message: each 0 to 1. */
export interface Involvement {
  readonly motivation: number
  readonly ability: number
  /** How far thoughts are bent to what is believed already. */
  readonly bias: number
}

/** The share of the central route, in (0, 1): sigmoid(4 (motivation - .5) + 4 (ability - .5)). */
export const elaborationOf = ({ motivation, ability }: Pick<Involvement, 'motivation' | 'ability'>): number =>
  1 / (1 + Math.exp(-4 * (motivation - 0.5) - 4 * (ability - 0.5)))

/**
 * One message (after Petty & Cacioppo 1986; the functional form is *chosen*): the attitude moves by
 * rate x (e (quality x valence + bias (belief - .5)) + (1 - e) cue x valence), where `quality` and `cue` are -1 to 1,
 * `valence` is the side it is for, belief = (attitude + 1) / 2. A strong attitude resists: the move is multiplied by
 * 1 - strength. Strength grows by e x |move|, so only what was thought through lasts.
 */
export const elaborate = (
  { attitude, strength }: Attitude,
  message: { readonly quality: number; readonly cue: number; readonly valence: 1 | -1 },
  involvement: Involvement,
  rate: number,
): Attitude => {
  const e = elaborationOf(involvement)
  const thought = message.quality * message.valence + involvement.bias * (attitude / 2)
  const move = rate * (e * thought + (1 - e) * message.cue * message.valence) * (1 - strength)
  return {
    attitude: Math.min(0.999, Math.max(-0.999, attitude + move)),
    strength: Math.min(1, strength + e * Math.abs(move)),
  }
}

/** What is left of an attitude that began at `start`, at decay rate `decay` x (1 - strength) per episode. */
export const persist = (now: Attitude, start: number, decay: number): number =>
  start + (now.attitude - start) * Math.exp(-decay * (1 - now.strength))
