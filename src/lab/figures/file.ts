import { Misuse } from '../misuse.ts'

/** The light colours of the report, for a file that stands alone on white paper. */
const paper: Readonly<Record<string, string>> = {
  paper: '#ffffff',
  card: '#f6f6f4',
  ink: '#1b1b1a',
  soft: '#575753',
  faint: '#8d8d87',
  line: '#deded8',
  ours: '#0072b2',
  theirs: '#c65300',
  good: '#00664d',
  bad: '#a8281e',
  unsure: '#7a5c00',
}

/** A figure as a file of its own: colours in place of the page's variables, a white ground, and a font of its own. */
export const standalone = (svg: string): string => {
  const coloured = svg
    .replace(/var\(--(\w+)\)/g, (_, name: string) => {
      const colour = paper[name]
      if (colour === undefined)
        throw new Error(`a figure uses the colour ${name}, and there are ${Object.keys(paper).join(', ')}`)
      return colour
    })
    .replaceAll('currentColor', paper['ink']!)
    .replace(/font-family: ?inherit;?/g, '')
  const opened = /^<svg\b[^>]*>/.exec(coloured)?.[0] ?? ''
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(opened) ?? []
  const named = opened.includes('xmlns=') ? opened : opened.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"')
  const font = named
    .replace(/ font-family="[^"]*"/, '')
    .replace('<svg', '<svg font-family="Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"')
  return `${font}<rect width="${width}" height="${height}" fill="#ffffff"/>${coloured.slice(opened.length)}`
}

const blank = (pixels: Uint8Array): boolean => pixels.every((value) => value === pixels[0])
const letter =
  '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><text x="2" y="16" font-size="16" font-family="sans-serif" fill="#000">M</text></svg>'

/**
 * A figure as PNG, `scale` pixels to a unit. Rejects where the optional package that draws it is not installed, and
 * where the machine has no font, because all words would be missing.
 */
export const png = async (svg: string, scale: number): Promise<Uint8Array> => {
  const { Resvg } = await import('@resvg/resvg-js').catch(() => {
    throw new Misuse('PNG needs the package @resvg/resvg-js: npm install @resvg/resvg-js, or write SVG')
  })
  const font = { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' }
  if (blank(new Resvg(letter, { font }).render().pixels))
    throw new Misuse(
      'this machine has no font to write with: install one (as fonts-dejavu or fonts-liberation), or write SVG',
    )
  return new Resvg(standalone(svg), { font, fitTo: { mode: 'zoom', value: scale } }).render().asPng()
}
