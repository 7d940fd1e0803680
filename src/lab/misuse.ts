import { suggest } from '../core/index.ts'

/** What the user did that cannot work: printed without a stack, with what would be right. */
export class Misuse extends Error {
  override readonly name = 'Misuse'
  constructor(
    message: string,
    /** The exit code of the command. */
    readonly code = 2,
  ) {
    super(message)
  }
}

/** A misuse that names the nearest of the known names, and lists them. */
export const unknownName = (kind: string, name: string, known: readonly string[]): Misuse =>
  new Misuse(`there is no ${kind} called ${name}${suggest(name, known)}`)
