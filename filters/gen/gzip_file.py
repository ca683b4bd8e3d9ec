#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""gzip_file.py IN OUT.gz: the same bytes give the same file."""
import gzip
import sys
from pathlib import Path

Path(sys.argv[2]).write_bytes(
    gzip.compress(Path(sys.argv[1]).read_bytes(), 9, mtime=0))
