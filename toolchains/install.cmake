# cmake --install, find_package(seqboard).
