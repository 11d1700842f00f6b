"""How well speech is understood: sentences, voices, noise, and what the fact-checker then says."""
