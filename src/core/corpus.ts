import type { Episode } from './event.ts'
import type { Instrument, Row } from './instrument.ts'
import type { AnyProtocol } from './protocol.ts'

/** A record that could not be taken as it stands: it is counted and shown, and nothing is guessed in its place. */
export interface Problem {
  /** Where it stands: a dialogue's id, or a file and line. */
  readonly record: string
  /** What kind of problem it is, the same words for each of its kind, so that they can be counted. */
  readonly what: string
  /** False where the record was left out; true where it was kept, and this part of it is missing. */
  readonly kept: boolean
}

/** One conversation of people as an episode, with what is known about it outside its acts. */
export interface Told {
  readonly key: string
  readonly episode: Episode
  /** Outcomes and traits beside the log: a row about the conversation, or one per seat, with `seat`. Missing is null. */
  readonly facts: readonly Row[]
}

/** A released corpus of people's conversations: how its files become episodes of a protocol. */
export interface Corpus {
  /** As `suasion import` takes it: 'persuasion-for-good'. */
  readonly name: string
  /** What it is, whom it is of, and how to cite it. */
  readonly about: string
  /** The terms under which its authors released it. */
  readonly licence: string
  readonly protocol: AnyProtocol
  /** The files it is read from, by name within the folder the user gives. A corpus of one file takes its path too. */
  readonly files: readonly { readonly name: RegExp; readonly about: string; readonly required: boolean }[]
  /** What is read from every conversation unless other instruments are named. */
  readonly instruments: readonly Instrument[]
  /** What the columns of the facts mean. */
  readonly facts: Readonly<Record<string, string>>
  /**
   * Reads the files, given by name; throws, naming file and line, on one that is of another kind or cut off. A large
   * corpus says how far it is, `done` of `of`. One problem that is not kept stands for one record that was left out.
   */
  read(
    files: Readonly<Record<string, string>>,
    progress?: (done: number, of: number) => void,
  ): {
    readonly told: readonly Told[]
    readonly problems: readonly Problem[]
  }
}
