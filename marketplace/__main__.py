"""``python -m marketplace``: the same as ``qihang``."""

from marketplace.cli import main

if __name__ == "__main__":
    main()
