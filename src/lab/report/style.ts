/** How a report looks: one sheet, light and dark, with the colours of Okabe and Ito, which all eyes can tell apart. */
export const css = `
:root { color-scheme: light dark; --paper: #fff; --card: #f6f6f4; --ink: #1b1b1a; --soft: #575753; --faint: #8d8d87; --line: #deded8; --ours: #0072b2; --theirs: #c65300; --good: #00664d; --bad: #a8281e; --unsure: #7a5c00; }
@media (prefers-color-scheme: dark) { :root { --paper: #171716; --card: #20201f; --ink: #ececea; --soft: #b3b3ad; --faint: #83837d; --line: #383835; --ours: #56b4e9; --theirs: #f0a04b; --good: #3ecfa6; --bad: #ff8f80; --unsure: #e8c25a; } }
* { box-sizing: border-box; }
html { font: 13px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
body { margin: 0; background: var(--paper); color: var(--ink); }
h1 { text-wrap: balance; font-size: 20px; line-height: 1.2; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 11px; line-height: 1.2; margin: 0 0 5px; color: var(--soft); text-transform: uppercase; letter-spacing: .06em; font-weight: 600; }
h3 { font-size: 14px; margin: 22px 0 6px; } h4 { font-size: 13px; margin: 16px 0 5px; }
.more > h2 { font-size: 15px; line-height: 1.4; margin: 22px 0 6px; color: inherit; text-transform: none; letter-spacing: 0; font-weight: 700; }
p { margin: 0; }
code, pre { font: 12px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
code { overflow-wrap: anywhere; } .word { display: inline-block; max-width: 100%; }
a { color: var(--ours); }
.cite, .small { color: var(--soft); font-size: 12px; }
.first { height: 100vh; min-height: 780px; padding: 12px 18px; display: grid; gap: 9px; grid-template-columns: repeat(24, minmax(0, 1fr)); grid-template-rows: auto auto minmax(0, 1.06fr) minmax(0, 1fr); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 8px 11px; min-width: 0; min-height: 0; overflow: hidden; display: flex; flex-direction: column; }
.head { grid-column: span 24; display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); gap: 14px; align-items: start; }
.say { border-left: 3px solid var(--ours); padding: 1px 0 1px 10px; }
.say strong { display: block; font-size: 14px; line-height: 1.3; }
.question { grid-column: span 10; } .flow { grid-column: span 14; }
.table { grid-column: span 14; } .intervals { grid-column: span 10; }
.dots { grid-column: span 9; } .honesty { grid-column: span 7; } .limits { grid-column: span 8; }
.first .honesty td .small { display: block; white-space: nowrap; font-size: 11px; letter-spacing: -.01em; } .honesty th, .honesty td { padding-right: 7px; } .honesty tbody th { font-size: 12px; line-height: 1.25; }
.clamp { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.picture { flex: 1; min-height: 0; display: flex; flex-direction: column; justify-content: center; gap: 2px; }
.picture svg { width: 100%; min-height: 0; height: auto; max-height: 100%; flex: 0 1 auto; display: block; }
.key { display: inline-flex; gap: 12px; text-transform: none; letter-spacing: 0; font-weight: 400; margin-left: 10px; }
.key i { display: inline-block; width: 9px; height: 9px; border-radius: 50%; background: var(--ours); margin-right: 4px; }
.key i.hollow { border-radius: 0; background: none; border: 2px solid var(--theirs); }
.key i.before { background: var(--theirs); }
.steps { display: flex; list-style: none; margin: 0; padding: 0; }
.steps li { flex: 1; position: relative; padding-right: 16px; }
.steps li + li::before { content: "\\2192"; position: absolute; left: -15px; top: 2px; color: var(--faint); }
.steps b { display: block; font-size: 18px; line-height: 1.15; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; }
caption { max-width: calc(100vw - 44px); text-align: left; color: var(--soft); font-size: 12px; padding-bottom: 4px; }
th, td { text-align: left; vertical-align: top; padding: 3px 10px 3px 0; border-top: 1px solid var(--line); font-size: 12.5px; }
thead th { border-top: 0; font-size: 11.5px; color: var(--soft); font-weight: 600; padding-top: 0; }
tbody th { font-weight: 600; overflow-wrap: break-word; max-width: 200px; }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
td .small, th .small { display: block; font-size: 11.5px; line-height: 1.3; font-weight: 400; }
.first td .small { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; white-space: normal; }
.first tbody th .clamp { max-width: 190px; } .first .dense td .small { -webkit-line-clamp: 1; } .first .dense th, .first .dense td { padding-top: 2px; padding-bottom: 1px; line-height: 1.3; }
.first td.theirs .small { max-width: 210px; }
.verdict { font-weight: 600; } .agrees { color: var(--good); } .differs { color: var(--bad); } .unsure { color: var(--unsure); } .none { color: var(--soft); }
.bar { display: block; height: 5px; background: var(--line); border-radius: 3px; margin-top: 2px; } .bar i { display: block; height: 5px; border-radius: 3px; background: var(--ours); } .bar i.bad { background: var(--theirs); }
ul.plain { margin: 0; padding: 0 0 0 14px; } ul.plain li { font-size: 12px; line-height: 1.32; margin-bottom: 1px; }
.next { margin-top: auto; padding-top: 5px; border-top: 1px solid var(--line); }
.next code { display: block; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 4px; padding: 3px 7px; margin-top: 2px; }
main section.more { max-width: 1120px; padding: 6px 18px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(500px, 100%), 1fr)); gap: 22px 26px; margin-top: 8px; } figure { margin: 0; overflow-x: auto; min-width: 0; } figcaption { margin-bottom: 4px; } figure svg { max-width: 100%; height: auto; } figure:has(svg[width="760"]) { grid-column: 1 / -1; } @media (max-width: 760px) { figure svg { max-width: none; } .more .picture { overflow-x: auto; display: block; } .more .picture svg { width: auto; min-width: 760px; } .more td:has(.small) { min-width: 150px; } .more td:last-child:not(.number) { min-width: 190px; } }
.more table { margin-bottom: 12px; } .scroll { overflow-x: auto; }
.viewer { border: 1px solid var(--line); border-radius: 6px; background: var(--card); padding: 12px 14px; }
.controls { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; margin-bottom: 8px; }
button, select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--faint); border-radius: 4px; padding: 4px 9px; max-width: min(64ch, calc(100vw - 90px)); }
button:disabled { opacity: .45; } :focus-visible { outline: 2px solid var(--ours); outline-offset: 2px; }
#page .small { overflow-wrap: anywhere; } .line { margin: 5px 0; white-space: pre-wrap; overflow-wrap: anywhere; max-width: 78ch; } .line b { color: var(--soft); font-weight: 600; }
.act { border-left: 3px solid var(--ours); padding: 3px 10px; margin: 8px 0; overflow-wrap: anywhere; max-width: 90ch; } .act.aside { border-color: var(--faint); }
.fields { display: flex; flex-wrap: wrap; gap: 1px 14px; } .fields i { color: var(--soft); font-style: normal; } .act .line { margin: 3px 0 0; } .moment { color: var(--soft); font-size: 12px; white-space: pre-wrap; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 3px 16px; margin: 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 1099px) { .first { height: auto; min-height: 0; display: block; } .first > * { margin-bottom: 10px; } .head { display: block; } .say { margin-top: 8px; } dl { grid-template-columns: minmax(0, 1fr); } dd { margin-bottom: 6px; } .card { overflow: auto hidden; } .steps { flex-wrap: wrap; } .steps li { flex: 1 0 92px; } .steps li + li::before { content: none; } .clamp { display: block; } .picture { overflow-x: auto; } .picture svg { width: auto; max-width: none; align-self: flex-start; } }
@media (min-width: 1100px) and (max-height: 860px) { .limits li:nth-child(n + 5) { display: none; } }
@media print { .first { height: auto; } .viewer .controls { display: none; } }
`
