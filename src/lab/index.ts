/**
 * The lab as a library: everything the command line does, as functions. `run` a study, `openRun` one that is stored,
 * `summarise` it, `renderReport` it, put it in a `ledger`, and hold your own protocol to the conformance kit.
 */
export { type DesignCheck, type Finding, type Measured, type MindCheck, type ProtocolCheck, type StudyCheck, checkDesign, checkInstrument, checkMind, checkNamed, checkProtocol, checkStudy } from './check.ts'
export { compareRuns, type PairedDifference, renderComparison, type RunComparison } from './compare.ts'
export { type Decide, type Moment, type Played, type PlayOptions, play, playOn } from './driver.ts'
export { exportRun, type ExportOptions } from './export.ts'
export { goldenStory, story } from './golden.ts'
export { type Comparison, dataLedger, type Judgement, type Ledger, type LedgerEntry, ledger, ledgerEntry, renderLedger, untestedLedger, verdict } from './ledger.ts'
export { importFile, loadProtocol, loadStudy, protocolNames, type ProtocolEntry, studyNames } from './load.ts'
export { mergeRuns } from './merge.ts'
export { Misuse } from './misuse.ts'
export { openRun } from './open.ts'
export { type Prepared, prepare, type StudyOptions } from './prepare.ts'
export type { Progress } from './progress.ts'
export type { Flow, Manifest, MindCard, Run, Spent, Stored } from './record.ts'
export { renderReport, type ReportOptions } from './report.ts'
export { rowsOf } from './rows.ts'
export { type Debrief, type Ended, run, type RunOptions } from './run.ts'
export { readEpisodes, readManifest } from './store.ts'
export { type Summary, summarise } from './summary.ts'
export { renderText } from './text.ts'
export { version } from './version.ts'
