"""`python -m interviewer` is the command `interviewer`."""

from interviewer.cli import main

if __name__ == "__main__":
    main()
