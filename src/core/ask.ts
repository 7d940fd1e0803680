import type { Luck } from './luck.ts'
import type { AnyMind, InWords, Seen } from './mind.ts'
import type { Legal, Moves, SeatId } from './protocol.ts'
import { answerMoves, answers, type Question, questionText } from './question.ts'
import type { Scene } from './scene.ts'
import { type Place, placesOf } from './seating.ts'
import { shownOf } from './shown.ts'
import { none, type Table } from './table.ts'

/** What is unusual about an ask: a probe's question, or what was wrong with the last answer. */
interface Unusual {
  readonly question: Question | null
  readonly problem: string | null
  readonly tries: number
}

/** An ask put to one seat; words and luck are made only when the mind wants them. */
export class Asked implements Seen<unknown, Moves> {
  /** The fingerprint of the words, once they were made. */
  shown: string | null = null
  private made: InWords | null = null
  constructor(
    private readonly scene: Scene,
    private readonly root: Luck,
    readonly mind: AnyMind,
    readonly seat: SeatId,
    readonly role: string,
    readonly view: unknown,
    readonly legal: Legal<Moves>,
    private readonly unusual: Unusual | null,
  ) {}
  get moves(): Moves {
    return this.question ? answerMoves : this.scene.protocol.moves
  }
  get question(): Question | null {
    return this.unusual ? this.unusual.question : null
  }
  get problem(): string | null {
    return this.unusual ? this.unusual.problem : null
  }
  get tries(): number {
    return this.unusual ? this.unusual.tries : 0
  }
  get luck(): Luck {
    return this.root.of('mind', this.seat)
  }
  words(): InWords {
    if (this.made) return this.made
    const { words } = this.scene
    const view = this.view
    const asks = this.question
      ? [questionText(this.question)]
      : Object.keys(this.legal).map((move) => words.ask[move]!(view))
    if (this.problem) asks.push(`Your last answer could not be used: ${this.problem}`)
    const brief = [words.about, words.brief(view)].filter(Boolean).join('\n\n')
    this.made = { brief, lines: words.lines(view), now: words.now(view), ask: asks.join('\n') }
    this.shown = shownOf(this.scene, this.seat, this.made)
    return this.made
  }
}

/** Puts the protocol's own ask to a seat. */
export const ask = (scene: Scene, table: Table, seat: SeatId, { role, mind }: Place, root: Luck): Asked => {
  const { protocol } = scene
  const { problems } = table
  const view = protocol.view(table.state, seat)
  const legal = protocol.legal(view)
  const problem = problems === none ? undefined : problems[seat]
  const unusual = problem === undefined ? null : { question: null, problem, tries: table.tries[seat]! }
  return new Asked(scene, root, mind, seat, role, view, legal, unusual)
}

/** Puts a question to a seat, outside the rules: its answer changes nothing. */
export const askQuestion = (
  scene: Scene,
  table: Table,
  seat: SeatId,
  root: Luck,
  question: Question,
  { problem = null, tries = 0 }: { readonly problem?: string | null; readonly tries?: number } = {},
): Asked => {
  const view = scene.protocol.view(table.state, seat)
  const legal = answers(question) as Legal<Moves>
  const { role, mind } = placesOf(scene, table.roles).of.get(seat)!
  return new Asked(scene, root, mind, seat, role, view, legal, { question, problem, tries })
}
