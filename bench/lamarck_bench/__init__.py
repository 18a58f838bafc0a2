"""Measures Lamarck beside other tools in one run; `bench/README.md` says how and why."""
