"""Sample resumes and job advertisements with keys, and the forms that they are read back from."""
