import { argumentative, informative, literal, pragmatic, truthful, vigilant } from './minds.ts'
import { examReport } from './protocol.ts'

export { estimateOf, fitSpeaker, type Reported, type SpeakerFit, uniformLogLikelihood } from './fit.ts'
export { type Goal, isTrue, RESULTS, SENTENCES, type Sentence, said, totalOf } from './language.ts'
export { type ReportOutcome, reportOutcome, reportsIn } from './outcome.ts'
export { releasedResponses, type SpeakerModel, speakerEstimates, speakerLikelihoods, strengthOf } from './released.ts'
export { type Speaker, STRENGTHS, type StrengthName, speakerTable, strengthsOf } from './strength.ts'
export { argumentative, examReport, informative, literal, pragmatic, truthful, vigilant }
/** What the catalogue lists: the protocol, and its formal minds by name. */
export const catalogue = {
  protocol: examReport,
  minds: { argumentative, informative, truthful, literal, pragmatic, vigilant },
}
