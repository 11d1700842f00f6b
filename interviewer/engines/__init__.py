"""The decisions of an interview, made offline or by a language model."""
