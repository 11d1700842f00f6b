"""How the report of a batch looks: on screens light and dark, and on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1b1f23; --paper: #fff; --quiet: #57606a;
  --line: #d0d7de; --bar: #3f7d1c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --paper: #0d1117; --quiet: #9da7b1; --line: #3d444d; --bar: #8fce5a; }
}
body { margin: 0; color: var(--ink); background: var(--paper);
  font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin-top: 2.2rem; }
h3 { font-size: 1rem; margin-bottom: 0; overflow-wrap: anywhere; }
.figures { display: flex; flex-wrap: wrap; gap: 2rem; margin: 1rem 0; }
.figures dt { color: var(--quiet); }
.figures dd { margin: 0; font-size: 1.6rem; font-variant-numeric: tabular-nums; }
svg { width: 100%; max-width: 40rem; }
svg rect { fill: var(--bar); }
svg text { fill: var(--ink); font-size: 12px; text-anchor: middle; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem .45rem 0;
  border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
tbody th { font-weight: normal; }
td ul { margin: 0; padding-left: 1.1rem; }
blockquote { margin: .4rem 0 0; padding-left: .9rem; border-left: 3px solid var(--line);
  white-space: pre-wrap; overflow-wrap: anywhere; }
article { break-inside: avoid; }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --quiet: #444; --line: #999;
    --bar: #555; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
  .wide { overflow: visible; } thead { display: table-header-group; }
  tr, svg { break-inside: avoid; } h2, h3 { break-after: avoid; }
  svg rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
