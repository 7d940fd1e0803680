declare global {
  interface ImportMeta {
    /** Set when the project is built. */
    readonly suasionVersion?: string
  }
}

/** The version of this copy of suasion; 'source' where it runs unbuilt, as in its own tests. */
export const version: string = import.meta.suasionVersion ?? 'source'
