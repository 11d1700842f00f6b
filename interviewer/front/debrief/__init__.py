"""The debrief on a page and on paper, from the same data as its Markdown and JSON."""
