/** A gradual semantics: how strong an argument is, from its base score and the strengths of what bears on it. */
export interface GradualSemantics {
  readonly name: string
  /** The least strength there can be (the most is 1), and the strength that is neither for nor against. */
  readonly least: 0 | -1
  readonly neutral: number
  strength(base: number, attackers: readonly number[], supporters: readonly number[]): number
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const product = (values: readonly number[], power: number): number =>
  values.reduce((total, value) => total * (1 - value) ** power, 1)
const balance = (attackers: readonly number[], supporters: readonly number[]): number =>
  sum(supporters) - sum(attackers)

/** Up from the base score by a share of what is left above it, or down by a share of it. */
const move = (base: number, up: number, down: number): number => base + (1 - base) * up - base * down
const byProduct = (power: number) => (base: number, attackers: readonly number[], supporters: readonly number[]) => {
  const energy = product(attackers, power) - product(supporters, power)
  return move(base, Math.max(0, energy), Math.max(0, -energy))
}
const quadratic = (base: number, energy: number): number => {
  const share = energy ** 2 / (1 + energy ** 2)
  return energy > 0 ? move(base, share, 0) : move(base, 0, share)
}

const unit = (name: string, strength: GradualSemantics['strength']): GradualSemantics => ({
  name,
  least: 0,
  neutral: 0.5,
  strength,
})

const most = (values: readonly number[]): number => (values.length === 0 ? -1 : Math.max(...values))
const halves = (values: readonly number[]): number => sum(values.map((value) => (value + 1) / 2))

/**
 * The gradual semantics of bipolar argumentation by name. With base score w, attackers A, supporters S:
 * - 'df-quad' (Rago et al. 2016): E = prod(1 - a) - prod(1 - s); w + (1 - w) E for E > 0, else w + w E;
 * - 'squared-df-quad': the same with (1 - a)^2 and (1 - s)^2;
 * - 'quadratic-energy' (Potyka 2018): E = sum s - sum a, h = E^2 / (1 + E^2); w + (1 - w) h or w - w h;
 * - 'squared-energy': E = sum s^2 - sum a^2; w + (1 - w) E / (1 + E) or w + w E / (1 - E);
 * - 'euler' (Amgoud & Ben-Naim 2017): 1 - (1 - w^2) / (1 + w e^E), E = sum s - sum a;
 * - 'mlp' (Potyka 2021): logistic(logit(w) + E), E = sum s - sum a; a base score of 0 or 1 stays;
 * - 'quad' (Baroni et al. 2015): attackers fold w (1 - a), supporters w + s - w s, both: the mean of the two; a bearing
 *   of strength 0 is passed over;
 * - 'loc-max', 'loc-sum' (Amgoud et al. 2008): without base scores, from -1 to 1, 0 is neutral.
 */
export const SEMANTICS = {
  'df-quad': unit('df-quad', byProduct(1)),
  'squared-df-quad': unit('squared-df-quad', byProduct(2)),
  'quadratic-energy': unit('quadratic-energy', (base, attackers, supporters) =>
    quadratic(base, balance(attackers, supporters)),
  ),
  'squared-energy': unit('squared-energy', (base, attackers, supporters) => {
    const energy = sum(supporters.map((s) => s * s)) - sum(attackers.map((a) => a * a))
    const share = Math.abs(energy) / (1 + Math.abs(energy))
    return energy > 0 ? move(base, share, 0) : move(base, 0, share)
  }),
  // A base score of 0 stays, however many support it: 0 x e^E would be no number once e^E is infinite.
  euler: unit('euler', (base, attackers, supporters) =>
    base === 0 ? 0 : 1 - (1 - base * base) / (1 + base * Math.exp(balance(attackers, supporters))),
  ),
  mlp: unit('mlp', (base, attackers, supporters) =>
    base === 0 || base === 1 ? base : 1 / (1 + Math.exp(-Math.log(base / (1 - base)) - balance(attackers, supporters))),
  ),
  quad: unit('quad', (base, attackers, supporters) => {
    const [against, pro] = [attackers, supporters].map((values) => values.filter((value) => value !== 0))
    const attacked = against!.reduce((value, a) => value * (1 - a), base)
    const supported = pro!.reduce((value, s) => value + s - value * s, base)
    if (against!.length === 0) return supported
    return pro!.length === 0 ? attacked : (attacked + supported) / 2
  }),
  'loc-max': {
    name: 'loc-max',
    least: -1,
    neutral: 0,
    strength: (_base, attackers, supporters) => (most(supporters) - most(attackers)) / 2,
  },
  'loc-sum': {
    name: 'loc-sum',
    least: -1,
    neutral: 0,
    strength: (_base, attackers, supporters) => 1 / (1 + halves(attackers)) - 1 / (1 + halves(supporters)),
  },
} as const satisfies Readonly<Record<string, GradualSemantics>>

/** The name of a gradual semantics. */
export type SemanticsName = keyof typeof SEMANTICS

const conservative = (name: string, k: number): void => {
  if (!(k > 0 && Number.isFinite(k))) throw new Error(`${name}: conservativeness k must be more than 0, not ${k}`)
}

/**
 * Quadratic max(k) (Potyka 2019): the quadratic energy model with E / k for E, so that a larger k keeps strengths
 * nearer to their base scores. k is more than 0; 1 is the quadratic energy model.
 */
export const quadraticMax = (k: number): GradualSemantics => {
  conservative('quadraticMax', k)
  return unit(`quadratic max(${k})`, (base, attackers, supporters) =>
    quadratic(base, balance(attackers, supporters) / k),
  )
}

/**
 * Linear(k) (Potyka 2019): w + (1 - w) E / k for E > 0, else w + w E / k, with E = sum s - sum a. It is a semantics
 * only where k is at least the number of attackers and of supporters of every argument; throws where |E| is larger than
 * k.
 */
export const linearInfluence = (k: number): GradualSemantics => {
  conservative('linearInfluence', k)
  return unit(`linear(${k})`, (base, attackers, supporters) => {
    const energy = balance(attackers, supporters) / k
    if (Math.abs(energy) > 1 + 1e-9)
      throw new Error(
        `linear(${k}) leaves 0 to 1 where ${supporters.length} support and ${attackers.length} attack: k must be at least as many`,
      )
    return move(base, Math.min(1, Math.max(0, energy)), Math.min(1, Math.max(0, -energy)))
  })
}
