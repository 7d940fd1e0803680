import { type Html, html, raw } from './html.ts'
import { css } from './style.ts'

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** A whole page without scripts: its title, what is in it, and styles of its own; nothing in it is fetched. */
export const documentOf = (title: string, body: Html, style = ''): string =>
  html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Suasion</title><style>${raw(css + style)}</style></head>
<body><main>
${body}
</main></body></html>
`.html
