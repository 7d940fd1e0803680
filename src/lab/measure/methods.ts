import type { Method } from './method.ts'
import { generalised } from './method-generalised.ts'
import { linear } from './method-linear.ts'
import { mixed } from './method-mixed.ts'
import { ordinal } from './method-ordinal.ts'

/** Every method by its name on the command line. */
export const methods: Readonly<Record<string, Method>> = Object.fromEntries(
  [...linear, ...generalised, ...ordinal, ...mixed].map((method) => [method.name, method]),
)
