import type { Interval } from '../../core/index.ts'

export type Plot = typeof import('@observablehq/plot')

/** Draws one picture as SVG text; its title is read out in its place. */
export type Draw = (title: string, options: Parameters<Plot['plot']>[0]) => string

export interface Size {
  readonly width: number
  readonly height: number
}

/** A value with the ends of its interval, or with itself for both where it has none. */
export const ends = (value: number, interval: Interval | undefined): { value: number; low: number; high: number } => ({
  value,
  low: interval?.[0] ?? value,
  high: interval?.[1] ?? value,
})
