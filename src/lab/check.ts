import type { Finding } from './check/finding.ts'
import { checkMind } from './check/mind.ts'
import { checkProtocol } from './check/protocol.ts'
import { checkStudy } from './check/study.ts'
import { importFile, loadProtocol, loadStudy, protocolNames, studyNames } from './load.ts'
import { Misuse } from './misuse.ts'

export { checkDesign, type DesignCheck } from './check/design.ts'
export type { Finding } from './check/finding.ts'
export { checkInstrument, type Measured } from './check/instrument.ts'
export { checkMind, type MindCheck } from './check/mind.ts'
export { checkProtocol, type ProtocolCheck } from './check/protocol.ts'
export { checkStudy, type StudyCheck } from './check/study.ts'

/**
 * Holds a protocol with its minds, or a study, to the conformance kit: one of the catalogue by its name or the beginning
 * of it, or a file that exports a catalogue or a study. Throws where the name is neither.
 */
export const checkNamed = async (
  name: string,
  { seeds }: { readonly seeds?: number } = {},
): Promise<readonly Finding[]> => {
  const isFile = /\.[cm]?[jt]s$/.test(name)
  const begun = (names: readonly string[]) => names.some((each) => each.startsWith(name))
  const ofProtocol = isFile ? 'catalogue' in (await importFile(name)) : begun(protocolNames)
  if (!ofProtocol) {
    if (!isFile && !begun(studyNames))
      throw new Misuse(
        `there is no protocol or study called ${name}; there are ${[...protocolNames, ...studyNames].join(', ')}`,
      )
    return checkStudy((await loadStudy(name)).study)
  }
  const { protocol, minds } = await loadProtocol(name)
  const formal = Object.values(minds).map((make) => make())
  const count = seeds === undefined ? {} : { seeds }
  const found = [await checkProtocol(protocol, { ...count, minds: formal })]
  for (const mind of formal) found.push(await checkMind(protocol, mind, { others: formal }))
  return found.flat()
}
