"""Readers: files of each format to sections of text. They run in `worker`, a process apart."""
