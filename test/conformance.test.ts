import type { AnyMind, AnyProtocol, AnyStudy, Instrument, Question } from 'suasion'
import { expect, test } from 'vitest'
import * as catalogue from '../src/catalogue.ts'
import { protocolOf } from '../src/lab/cast.ts'
import { checkMind, checkProtocol, checkStudy } from '../src/lab/check.ts'

interface Folder {
  readonly catalogue: { readonly protocol: AnyProtocol; readonly minds: Readonly<Record<string, () => AnyMind>> }
  /** Holds a kernel equal to the rules. */
  readonly kernelCheck?: () => unknown
}
const protocols = Object.entries(catalogue.protocols) as unknown as [string, () => Promise<Folder>][]
const studies = Object.entries(catalogue.studies) as unknown as [string, () => Promise<{ default: AnyStudy }>][]
/** What can be loaded; what cannot fails in its own test, and not in everybody's. */
const load = async <T>(entries: [string, () => Promise<T>][]): Promise<(T & { readonly name: string })[]> => {
  const settled = await Promise.allSettled(entries.map(async ([name, module]) => ({ name, ...(await module()) })))
  for (const [i, each] of settled.entries())
    if (each.status === 'rejected')
      test(`${entries[i]![0]} loads`, () => {
        throw each.reason
      })
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
}
const folders = await load(protocols)
const modules = await load(studies)

/** What instruments of the studies ask in a protocol. */
const questionsIn = (protocol: string): Question[] =>
  modules
    .filter(({ default: study }) => protocolOf(study).name === protocol)
    .flatMap(({ default: study }) => study.instruments as readonly Instrument[])
    .flatMap(({ probes = [] }) => probes.map(({ question }) => question))

for (const { name, catalogue, kernelCheck } of folders) {
  const { protocol } = catalogue
  const minds = Object.entries(catalogue.minds).map(([key, make]) => [key, make()] as const)
  const formal = minds.map(([, mind]) => mind)
  test(`protocol ${name}`, async () => {
    expect(protocol.name).toBe(name)
    expect(await checkProtocol(protocol, { minds: formal, kernelCheck })).toEqual([])
  })
  for (const [key, mind] of minds)
    test(`mind ${key} of ${name}`, async () => {
      const questions = questionsIn(name)
      expect(await checkMind(protocol, mind, { others: formal, questions })).toEqual([])
    })
}
for (const { name, default: study } of modules)
  test(`study ${name}`, async () => {
    expect(study.name).toBe(name)
    expect(await checkStudy(study)).toEqual([])
  })
