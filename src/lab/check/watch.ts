import { type AnyProtocol, type Luck, unstorable } from '../../core/index.ts'
import { type Report, Reported } from './finding.ts'

/** Freezes plain data to its last leaf; typed arrays cannot be frozen and are left as they are. */
export const freeze = <T>(value: T): T => {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value
  Object.freeze(value)
  for (const inner of Array.isArray(value) ? value : Object.values(value)) freeze(inner)
  return value
}

/** A state as the table stores it. */
export const packed = (protocol: AnyProtocol, state: unknown): unknown => (protocol.pack ? protocol.pack(state) : state)

const frozen = /read only property|not extensible|Cannot (delete|redefine|define) property|read-only/

/** The same protocol, but whatever it is handed is frozen, and a call that changes a state is reported. */
export const watch = (protocol: AnyProtocol, report: Report): AnyProtocol => {
  const guarded = (name: string, call: (...given: never[]) => unknown) => {
    const inner = (...given: unknown[]): unknown => {
      for (const each of given) if (!isLuck(each)) freeze(each)
      const unfreezable = protocol.pack !== undefined && given.length > 0 && !['legal', 'seats', 'start'].includes(name)
      const before = unfreezable ? JSON.stringify(protocol.pack!(given[0])) : ''
      let result: unknown
      try {
        result = call(...(given as never[]))
      } catch (error) {
        if (!(error instanceof TypeError && frozen.test(error.message))) throw error
        report('state unchanged', `${name} changes what it is given (${error.message}); right would be a copy`)
        throw new Reported(error.message)
      }
      if (unfreezable && JSON.stringify(protocol.pack!(given[0])) !== before)
        report('state unchanged', `${name} changes the state it is given; right would be a copy`)
      return result
    }
    return inner
  }
  const names = ['seats', 'start', 'turn', 'view', 'legal', 'resolve', 'absent', 'payoff', 'resample', 'parse'] as const
  const calls = Object.fromEntries(
    names.flatMap((name) => (protocol[name] ? [[name, guarded(name, protocol[name] as never)]] : [])),
  )
  // A state shares most of what it holds with the one before it, and a long episode would be read over and over.
  const known = new WeakSet<object>()
  const stored = (name: 'start' | 'resolve' | 'absent') => {
    const call = calls[name]
    if (!call) return
    calls[name] = (...given: unknown[]) => {
      const state = call(...given)
      const found = unstorable(freeze(packed(protocol, state)), 'state', known)
      if (found) report('state is plain data', `after ${name}, ${found}, which JSON cannot hold`)
      return state
    }
  }
  stored('start')
  stored('resolve')
  stored('absent')
  return { ...protocol, ...calls }
}

const isLuck = (value: unknown): value is Luck =>
  typeof value === 'object' && value !== null && 'of' in value && 'uniform' in value

/** Luck that tells each address it is drawn at, and may draw elsewhere instead. */
export const tracked = (luck: Luck, at: (address: string) => Luck | null | undefined, address = ''): Luck => {
  const here = (): Luck => at(address) ?? luck
  return {
    of: (...purpose) =>
      tracked(
        luck.of(...purpose),
        at,
        [address, ...purpose.map((part) => JSON.stringify(part))].filter(Boolean).join(', '),
      ),
    pick: (xs) => here().pick(xs),
    weighted: (xs, p) => here().weighted(xs, p),
    draw: (xs, k) => here().draw(xs, k),
    uniform: () => here().uniform(),
    normal: (mean, sd) => here().normal(mean, sd),
  }
}

/** The same protocol, but an address that two turns of one episode draw at is reported: both get the same draw. */
export const watchLuck = (protocol: AnyProtocol, report: Report): AnyProtocol => {
  let drawn = new Map<string, number>()
  let turn = 0
  return {
    ...protocol,
    start: (params, roles, luck) => {
      drawn = new Map()
      turn = 0
      return protocol.start(params, roles, luck)
    },
    resolve: (state, acts, luck) => {
      turn++
      const at = (address: string): null => {
        const before = drawn.get(address)
        if (before !== undefined && before !== turn)
          report(
            'luck is addressed',
            `resolve draws at luck.of(${address}) in turns ${before} and ${turn} of one episode, and the same address always gives the same draw; right would be the round in the address`,
          )
        drawn.set(address, turn)
        return null
      }
      return protocol.resolve(state, acts, tracked(luck, at))
    },
  }
}
