"""Fails if the program refers to iostream objects, std::filesystem, yaml-cpp, CLI11 or 64-bit atomics of libatomic.

check_links.py PROGRAM SYMBOL [ALLOWED]   SYMBOL: one it has for certain, so that a program without symbols does not pass;
                                          ALLOWED: what this program may use all the same
"""
import subprocess
import sys

FORBIDDEN = ("std::cout", "std::cerr", "std::cin", "std::clog", "std::ios_base::Init", "std::filesystem", "YAML::", "CLI::", "nlohmann::", "__atomic_load_8",
             "__atomic_store_8", "__atomic_compare_exchange_8")

symbols = subprocess.run(["nm", "-C", sys.argv[1]], check=True, capture_output=True, text=True).stdout
libraries = subprocess.run(["ldd", sys.argv[1]], capture_output=True, text=True).stdout  # a static program has none
found = [name for name in FORBIDDEN if name in symbols and name not in sys.argv[3:]] + [line.strip() for line in libraries.splitlines() if "yaml" in line]
if sys.argv[2] not in symbols:
    sys.exit(f"{sys.argv[1]}: no symbols to look at")
if found:
    sys.exit(f"{sys.argv[1]} links what a node must not: {', '.join(found)}")
