import { type Argument, defeats, denial, type Literal, TOPIC } from './theory.ts'

export const SEATS = ['proponent', 'opponent'] as const
export type Seat = (typeof SEATS)[number]
/** The one across. */
export const opposite = { proponent: 'opponent', opponent: 'proponent' } as const

/** A kind of locution that stands in the dialogue. */
export type Kind = 'claim' | 'why' | 'since' | 'concede' | 'retract'

/** One move: its place is its number. All but the first reply to an earlier one of the other side. */
export interface Said {
  readonly by: Seat
  readonly kind: Kind
  readonly target: number | null
  /** What is claimed, asked for, concluded, conceded or retracted. */
  readonly proposition: Literal
  /** With since: the argument. */
  readonly argument: Argument | null
  readonly text: string
}

/** A reply that could be made. */
export type Option = Pick<Said, 'kind' | 'target' | 'proposition' | 'argument'>

/**
 * An option by its name: the number of the move it replies to, and the proposition or argument, as in '3:p2' or '4:A7'.
 */
export const nameOf = ({ target, proposition, argument }: Option): string =>
  `${target ?? ''}:${argument?.name ?? proposition}`

const attacks = ({ kind }: Pick<Said, 'kind'>): boolean => kind === 'why' || kind === 'since'

/** Whether a reply surrenders to what it replies to: only conceding its conclusion surrenders to an argument. */
const surrenders = (reply: Said, to: Said): boolean =>
  reply.kind === 'retract' || (reply.kind === 'concede' && reply.proposition === to.proposition)

/**
 * The status of every move, by its number: in if it is surrendered to, or if all attacking replies to it are out; else
 * out. Source: Prakken 2005, definition of dialogical status.
 */
export const statuses = (dialogue: readonly Said[]): readonly ('in' | 'out')[] => {
  const status: ('in' | 'out')[] = []
  const replies = dialogue.map((): number[] => [])
  dialogue.forEach(({ target }, i) => {
    if (target !== null) replies[target]!.push(i)
  })
  // A reply comes after what it replies to, so the last move is settled first.
  for (let i = dialogue.length - 1; i >= 0; i--) {
    const own = replies[i]!
    const surrendered = own.some((reply) => surrenders(dialogue[reply]!, dialogue[i]!))
    const defended = own.every((reply) => !attacks(dialogue[reply]!) || status[reply] === 'out')
    status[i] = surrendered || defended ? 'in' : 'out'
  }
  return status
}

/**
 * What each side is committed to after some moves: claims, arguments with their premises and concessions add,
 * retraction removes.
 */
export const commitments = (dialogue: readonly Said[], by: Seat): ReadonlySet<Literal> => {
  const store = new Set<Literal>()
  for (const said of dialogue) {
    if (said.by !== by || said.kind === 'why') continue
    if (said.kind === 'retract') store.delete(said.proposition)
    else for (const each of [said.proposition, ...(said.argument?.premises ?? [])]) store.add(each)
  }
  return store
}

/** The moves from the first down to this one. */
const lineTo = (dialogue: readonly Said[], at: number): readonly Said[] => {
  const line: Said[] = []
  for (let i: number | null = at; i !== null; i = dialogue[i]!.target) line.push(dialogue[i]!)
  return line
}

/** Every reply the protocol allows to one move, whoever knows the arguments `known`; relevance is not asked here. */
const repliesTo = (dialogue: readonly Said[], target: number, by: Seat, known: readonly Argument[]): Option[] => {
  const to = dialogue[target]!
  const line = lineTo(dialogue, target)
  const own = commitments(dialogue, by)
  const consistent = (...more: readonly Literal[]): boolean =>
    more.every((each) => !own.has(denial(each)) && !more.includes(denial(each)))
  // Neither asked nor argued twice by one side in one line: so every dialogue ends.
  const asked = (proposition: Literal): boolean =>
    line.some((said) => said.by === by && said.kind === 'why' && said.proposition === proposition)
  const used = ({ name }: Argument): boolean => line.some((said) => said.by === by && said.argument?.name === name)
  const why = (proposition: Literal): Option[] =>
    own.has(proposition) || asked(proposition) ? [] : [{ kind: 'why', target, proposition, argument: null }]
  const concede = (proposition: Literal): Option[] =>
    own.has(proposition) || !consistent(proposition) ? [] : [{ kind: 'concede', target, proposition, argument: null }]
  const since = (fits: (argument: Argument) => boolean): Option[] =>
    known
      .filter((each) => fits(each) && !used(each) && consistent(each.conclusion, ...each.premises))
      .map((argument) => ({ kind: 'since', target, proposition: argument.conclusion, argument }))
  if (to.kind === 'claim') return [...why(to.proposition), ...concede(to.proposition)]
  if (to.kind === 'why')
    return [
      ...since(({ conclusion }) => conclusion === to.proposition),
      ...(own.has(to.proposition)
        ? [{ kind: 'retract', target, proposition: to.proposition, argument: null } as const]
        : []),
    ]
  if (to.kind !== 'since') return []
  const { premises } = to.argument!
  return [
    ...premises.flatMap(why),
    ...since((each) => defeats(each, to.argument!)),
    ...[to.proposition, ...premises].flatMap(concede),
  ]
}

/** Whether a reply to this move that attacks it would flip the status of the first. */
const relevant = (dialogue: readonly Said[], target: number, by: Seat): boolean => {
  const reply: Said = { by, kind: 'why', target, proposition: '?', argument: null, text: '' }
  return statuses([...dialogue, reply])[0] !== statuses(dialogue)[0]
}

/**
 * Every move one side may make: the topic claimed first, then replies to the other's moves; with `strict` only to moves
 * where that matters.
 */
export const optionsOf = (
  dialogue: readonly Said[],
  by: Seat,
  known: readonly Argument[],
  strict: boolean,
): readonly Option[] => {
  if (dialogue.length === 0)
    return by === 'proponent' ? [{ kind: 'claim', target: null, proposition: TOPIC, argument: null }] : []
  const made = new Set(dialogue.filter((said) => said.by === by).map((said) => `${said.kind} ${nameOf(said)}`))
  return dialogue.flatMap((said, target) =>
    said.by === by || (strict && !relevant(dialogue, target, by))
      ? []
      : repliesTo(dialogue, target, by, known).filter((option) => !made.has(`${option.kind} ${nameOf(option)}`)),
  )
}
