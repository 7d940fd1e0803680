/** A table as aligned lines of text, its head in bold; `paint` may colour whole rows. */
export const aligned = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  bold: (text: string) => string,
  paint: (text: string, row: number) => string = (text) => text,
): string[] => {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((cells) => cells[i]!.length)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd()
  return [bold(line(head)), ...rows.map((cells, i) => paint(line(cells), i))]
}
