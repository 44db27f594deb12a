"""What Zhiyin can do on this machine, beside the bare thing that it stands on. `make bench` prints one table."""
