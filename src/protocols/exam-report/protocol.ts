import { protocol } from 'suasion'
import { resample } from './resample.ts'
import { examReportRules } from './rules.ts'
import { words } from './words.ts'

/** Argumentative reporting of exam results, with its words. */
export const examReport = protocol(examReportRules, words, { recall: true, resample })
