/** What each gets of what is invested: theta ln(1 + a) or a^power each, and gamma times the geometric mean for all. */
export interface Value {
  readonly theta: number
  /** 'drawn': uniform on [.20, .90], once per episode, and hidden. */
  readonly gamma: number | 'drawn'
}

/** How trust moves (TR-2): lambda+, lambda-, mu, delta, xi, kappa, and where T and R start. */
export interface Trust {
  readonly building: number
  readonly erosion: number
  readonly damage: number
  readonly decay: number
  readonly amplification: number
  readonly sensitivity: number
  readonly start: number
  /** Reputation damage at the start; 0 unless said. */
  readonly damaged?: number
}

/** Loyalty and collective action (TR-3): who invests little is docked, who keeps investing is rewarded. */
export interface Collective {
  /** 'free-riding': only who invests less than a fifth is docked; 'coalition': the disloyal are expelled for a time. */
  readonly modifiers: 'loyalty' | 'free-riding' | 'coalition'
  /** Productivity, returns to scale and cost of the team production that the TR-3 oracles solve. */
  readonly omega: number
  readonly beta: number
  readonly cost: number
  /** phiB and phiC: how much the loyal value what teammates get, and how little their own cost. */
  readonly benefit: number
  readonly tolerance: number
}

/** Sequential reciprocity (TR-4): earnings move with the partners' acts beside what they did before. */
export interface Reciprocity {
  readonly rho: number
  readonly eta: number
  readonly kappa: number
  /** How many earlier rounds are remembered. */
  readonly window: number
  readonly lambda: number
  readonly omega: number
}

/** Where the case that an environment was calibrated on stood at some time. */
export interface Phase {
  readonly players?: number
  readonly dependence?: Matrix
  readonly start?: number
  readonly damaged?: number
  /** What loyalty is multiplied with at the start, and its most. */
  readonly loyalty?: number
  readonly omega?: number
}

/** Rows depend on columns. */
export type Matrix = readonly (readonly number[])[]
/** One number for all, a list, or what follows from the number of players. */
export type Each = number | readonly number[] | ((players: number) => readonly number[])

/** One environment of Coopetition-Gym, by its published parameters. */
export interface Environment {
  readonly about: string
  readonly players: number
  /** The numbers of players it can have; without it, only its own. */
  readonly sizes?: readonly [least: number, most: number]
  /** 'agent1', 'agent2', ... unless it names them. */
  readonly seats?: (players: number) => readonly string[]
  readonly horizon: number
  readonly endowment: Each
  /** Bargaining shares, which sum to 1; equal unless said. */
  readonly share?: Each
  readonly dependence: number | Matrix | ((players: number) => Matrix)
  readonly baseline: Each
  readonly value: Value
  readonly trust: Trust
  /** What ends it before its horizon. */
  readonly end?: 'distrust' | 'hold-up' | 'exodus' | 'recovered' | 'dissolved'
  readonly special?: 'standing' | 'market' | 'negotiation'
  readonly collective?: Collective
  readonly reciprocity?: Reciprocity
  readonly phases?: Readonly<Record<string, Phase>>
  /** Which of them it starts in when nobody says. */
  readonly phase?: string
}

/** The matrix of two who depend on each other. */
export const dyad = (first: number, second: number): Matrix => [
  [0, first],
  [second, 0],
]
