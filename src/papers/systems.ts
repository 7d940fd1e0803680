import { items } from 'suasion'
import { z } from 'zod'
import csv from './systems.csv'

/** The families that the systems of the field fall into. */
export const families = ['dialogue', 'elicitation', 'game', 'network', 'probe', 'other'] as const

/** One published system of the field: what it does, in a sentence of ours, and the numbers it printed. */
export interface System {
  /** As studies name it under `systems`. */
  readonly id: string
  /** Year and month, as 2024-08. */
  readonly date: string
  readonly family: (typeof families)[number]
  readonly kind: string
  readonly title: string
  readonly mechanism: string
  /** What it published, separated by semicolons; empty where nothing was found. */
  readonly figures: string
}

const text = z.string().min(1)
/** The published systems this laboratory covers, by id. */
export const systems = items(
  'systems',
  csv,
  z.object({
    id: text,
    date: z.string().regex(/^\d{4}-\d{2}$/),
    family: z.enum(families),
    kind: text,
    title: text,
    mechanism: text,
    figures: z.string(),
  }),
)
