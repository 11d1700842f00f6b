"""How the report of a batch looks: on screens light, dark and narrow, and on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f23; --paper: #fff; --raised: #f6f8fa;
  --quiet: #57606a; --line: #d8dee4; --bar: #4c8a22; --track: #e6ebe2; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --paper: #0d1117; --raised: #161b22; --quiet: #9da7b1;
    --line: #30363d; --bar: #8fce5a; --track: #263020; }
}
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper);
  font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 66rem; margin: 0 auto; padding: 2rem 1.5rem 4rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere; }
h1 + p { margin: 0; }
h2 { font-size: 1.2rem; margin: 3rem 0 .8rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
h1 + p, h2 + p, article p, .share { color: var(--quiet); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1rem;
  margin: 1.5rem 0 0; }
.figures div, article { background: var(--raised); border: 1px solid var(--line);
  border-radius: .6rem; padding: .8rem 1rem; }
.figures dt { color: var(--quiet); font-size: .9rem; }
.figures dd { margin: 0; font-size: 1.7rem; line-height: 1.3; font-weight: 600;
  font-variant-numeric: tabular-nums; }
svg { display: block; width: 100%; max-width: 48rem; }
svg rect { fill: var(--bar); }
svg text { fill: var(--quiet); font-size: 12px; text-anchor: middle;
  font-variant-numeric: tabular-nums; }
svg .count { fill: var(--ink); font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: left; vertical-align: top; padding: .7rem 1.2rem .7rem 0;
  border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: .85rem; font-weight: 600; white-space: nowrap;
  padding-block: .4rem; }
tbody th { font-weight: normal; }
tbody tr:last-child > * { border-bottom: 0; }
th small { display: block; color: var(--quiet); font-size: .9rem; }
td ul { list-style: none; margin: 0; padding: 0; font-size: .92rem; }
td li { display: grid; grid-template-columns: 3.2rem 1fr; margin-bottom: .35rem; }
.meter { display: block; width: 5rem; height: .4rem; margin-top: .35rem; border-radius: .2rem;
  background: linear-gradient(var(--bar) 0 0) 0 / var(--share) 100% no-repeat var(--track); }
article { margin-bottom: 1rem; break-inside: avoid; }
article h3 { display: flex; justify-content: space-between; gap: 1rem; }
article p { margin: .2rem 0 .6rem; font-size: .92rem; }
blockquote { margin: 0; padding-left: .9rem; border-left: 3px solid var(--bar);
  white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 44rem) {
  main { padding: 1.2rem 1rem 3rem; }
  .figures { grid-template-columns: 1fr 1fr; gap: .6rem; }
  svg text { font-size: 17px; }
  thead { display: none; }
  table, tbody, tr, th, td { display: block; }
  tbody tr { padding: .8rem 0; border-bottom: 1px solid var(--line); }
  tbody tr > * { border: 0; padding: .1rem 0; }
  tbody th { padding-bottom: .4rem; }
  td::before { content: attr(data-label) ": "; color: var(--quiet); font-size: .9rem; }
  td .meter { width: 100%; margin-bottom: .5rem; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --raised: #fff; --quiet: #444;
    --line: #999; --bar: #555; --track: #ddd; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  thead { display: table-header-group; }
  tr, svg { break-inside: avoid; } h2, h3 { break-after: avoid; }
  svg rect, .meter { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
