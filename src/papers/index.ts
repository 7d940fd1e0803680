export * from './search.ts'
export * from './systems.ts'
