"""The spoken front end: the same session, heard and said."""
