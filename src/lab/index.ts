/**
 * The lab as a library: everything the command line does, as functions. `run` a study, `openRun` one that is stored,
 * `summarise` and `renderReport` it, put it in a `ledger`, and hold your own protocol to the conformance kit.
 */
export { type Comparison, type Ledger, dataLedger, ledger, renderLedger, untestedLedger, verdict } from './ledger.ts'
