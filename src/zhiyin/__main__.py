"""`python -m zhiyin` is `zhiyin`."""

from zhiyin.config.command_line import main

main()
