/** A picture of a run, for a paper or a slide. */
export interface Figure {
  /** What its file is called. */
  readonly name: string
  readonly title: string
  /** How it is to be read: what the marks and intervals are. */
  readonly about: string
  /** SVG text with the colours of the report as variables. */
  readonly svg: string
  /** The same at the size of a card on the first screen, where it fits on one. */
  readonly small?: string
}
