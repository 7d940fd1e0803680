import { z } from 'zod'
import type { Each, Environment, Phase } from './environments/environment.ts'
import { type EnvironmentId, environments } from './environments/index.ts'
import { params, type Settings } from './params.ts'

/** Everything that stays the same over an episode, as numbers and arrays of a fixed shape: what the kernel reads. */
export interface Config {
  readonly players: number
  readonly horizon: number
  readonly endowment: Float64Array
  readonly share: Float64Array
  readonly baseline: Float64Array
  /** Row-major, rows depend on columns; so are trust and reputation. */
  readonly dependence: Float64Array
  readonly theta: number
  /** 0: theta ln(1 + a). */
  readonly power: number
  /** NaN where it is drawn for each episode. */
  readonly gamma: number
  readonly building: number
  readonly erosion: number
  readonly damage: number
  readonly decay: number
  readonly sensitivity: number
  /** 1 + xi D_ij. */
  readonly amplified: Float64Array
  readonly start: number
  readonly damaged: number
  readonly integrates: boolean
  readonly pools: boolean
  readonly single: boolean
  readonly towardsOne: boolean
  /** How many earlier rounds of acts are kept. */
  readonly window: number
  readonly end: Environment['end'] | 'none'
  readonly special: Environment['special'] | 'none'
  readonly collective: 'loyalty' | 'free-riding' | 'coalition' | 'none'
  readonly loyalty: { readonly start: number; readonly most: number }
  /** lambda (1 + omega D_ij) rho D_ij^eta over the mean endowment; null where nothing is reciprocated. */
  readonly reciprocity: Answering | null
}

/** What the kernel reads about reciprocity. */
export interface Answering {
  readonly weight: Float64Array
  readonly kappa: number
  readonly window: number
  /** Whether the average of the last acts takes in the newest, as the released code has it (TR-4, equation 20, does not). */
  readonly newest: boolean
}

const listed = (each: Each, players: number): readonly number[] =>
  typeof each === 'number' ? new Array(players).fill(each) : typeof each === 'function' ? each(players) : each

/** The phase of the case that an episode starts in, or nothing; throws on one the environment does not have. */
const phaseOf = (id: EnvironmentId, name: string): Phase => {
  const { phases = {}, phase } = environments[id]
  const wanted = name === 'own' ? phase : name
  if (wanted === undefined) return {}
  const found = phases[wanted]
  if (found) return found
  const has = Object.keys(phases).join(', ')
  throw new Error(`coopetition: ${id} has no phase called ${name}; ${has ? `it has ${has}` : 'leave it at own'}`)
}

/** How many play: as set, or as the environment or its phase has it; throws where it cannot have so many. */
export const playersOf = ({ environment, phase, players }: Settings): number => {
  const { sizes, players: usual } = environments[environment]
  const own = phaseOf(environment, phase).players ?? usual
  if (players === null || players === own) return own
  if (!sizes) throw new Error(`coopetition: players of ${environment} must be ${own}, not ${players}`)
  if (players >= sizes[0] && players <= sizes[1]) return players
  throw new Error(`coopetition: players of ${environment} must be from ${sizes.join(' to ')}, not ${players}`)
}

/** Throws on a setting that would change nothing in this environment. */
const refuseIdle = ({ environment, reveal, visibility, memory }: Settings): void => {
  const { value, special, reciprocity } = environments[environment]
  const wrong =
    reveal && value.gamma !== 'drawn'
      ? 'reveal is for SynergySearch, whose complementarity is hidden'
      : visibility !== 1 && special !== 'market'
        ? 'visibility is for ReputationMarket'
        : memory !== 'released' && !reciprocity
          ? 'memory is for the five environments with reciprocity'
          : null
  if (wrong) throw new Error(`coopetition: ${wrong}, and not for ${environment}`)
}

/** The names of the seats; throws on settings that do not go together. */
export const seatsOf = (settings: Settings): readonly string[] => {
  refuseIdle(settings)
  const players = playersOf(settings)
  const { seats } = environments[settings.environment]
  return seats?.(players) ?? Array.from({ length: players }, (_, i) => `agent${i + 1}`)
}

/** Settings from what is given, with the defaults for the rest; throws on unknown ones and on wrong ones. */
export const settingsOf = (given: Partial<Settings>): Settings => {
  const unknown = Object.keys(given).filter((name) => !(name in params.shape))
  const known = Object.keys(params.shape).join(', ')
  if (unknown.length) throw new Error(`coopetition has no parameter called ${unknown}; it has ${known}`)
  const parsed = params.safeParse(given)
  if (!parsed.success) throw new Error(`coopetition: ${z.prettifyError(parsed.error)}`)
  refuseIdle(parsed.data)
  return parsed.data
}

/** The parameters of the team production that the TR-3 oracles solve, in the phase that is set; null elsewhere. */
export const productionOf = ({ environment, phase }: Settings) => {
  const { collective } = environments[environment]
  return collective ? { ...collective, omega: phaseOf(environment, phase).omega ?? collective.omega } : null
}

const build = (settings: Settings): Config => {
  const { environment, reward, precision, trustRule } = settings
  const players = playersOf(settings)
  const own: Environment = environments[environment]
  const phase = phaseOf(environment, settings.phase)
  const single = precision === 'single'
  const round = (xs: readonly number[]): Float64Array => Float64Array.from(xs, (x) => (single ? Math.fround(x) : x))
  const depends = phase.dependence ?? own.dependence
  const matrix = typeof depends === 'function' ? depends(players) : depends
  const dependence = round(
    Array.from({ length: players * players }, (_, k) => {
      const [i, j] = [Math.floor(k / players), k % players]
      return i === j ? 0 : (settings.dependence ?? (typeof matrix === 'number' ? matrix : matrix[i]![j]!))
    }),
  )
  const endowment = round(listed(own.endowment, players))
  const amplification = settings.amplification ?? own.trust.amplification
  const { reciprocity: r, collective } = own
  const mean = endowment.reduce((sum, x) => sum + x, 0) / players
  return {
    players,
    endowment,
    dependence,
    single,
    horizon: settings.rounds ?? own.horizon,
    share: Float64Array.from(own.share ? listed(own.share, players) : new Array(players).fill(1 / players)),
    baseline: Float64Array.from(listed(own.baseline, players)),
    theta: settings.theta ?? own.value.theta,
    power: settings.power ?? 0,
    gamma: settings.gamma ?? (own.value.gamma === 'drawn' ? Number.NaN : own.value.gamma),
    building: settings.building ?? own.trust.building,
    erosion: settings.erosion ?? own.trust.erosion,
    damage: settings.damage ?? own.trust.damage,
    decay: settings.decay ?? own.trust.decay,
    sensitivity: settings.sensitivity ?? own.trust.sensitivity,
    amplified: dependence.map((d) => 1 + amplification * d),
    start: phase.start ?? own.trust.start,
    damaged: phase.damaged ?? own.trust.damaged ?? 0,
    integrates: reward !== 'private',
    pools: reward === 'cooperative',
    towardsOne: trustRule === 'before 2026',
    window: Math.max(collective ? 9 : 0, r?.window ?? 0),
    end: own.end ?? 'none',
    special: own.special ?? 'none',
    collective: collective?.modifiers ?? 'none',
    loyalty: { start: 0.5 * (phase.loyalty ?? 1), most: phase.loyalty ?? 1 },
    reciprocity: r
      ? {
          weight: dependence.map((d) => (d > 0 ? (r.lambda * (1 + r.omega * d) * r.rho * d ** r.eta) / mean : 0)),
          kappa: r.kappa,
          window: r.window,
          newest: settings.memory === 'released',
        }
      : null,
  }
}

const byText = new Map<string, Config>()
const known = new WeakMap<Settings, Config>()

/** What the kernel reads, from the settings of an episode. Made once for equal settings: nobody may change it. */
export const configOf = (settings: Settings): Config => {
  const found = known.get(settings)
  if (found) return found
  const text = JSON.stringify(settings)
  const made = byText.get(text) ?? build(settings)
  byText.set(text, made)
  known.set(settings, made)
  return made
}
