"""The guide: passages that teach, found and cited by id."""
