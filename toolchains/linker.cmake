# lld links for this machine in half of GNU ld's time. Boards' programs are linked by their toolchain's own linker.
find_program(SEQBOARD_LLD ld.lld)
if(SEQBOARD_LLD AND NOT CMAKE_CROSSCOMPILING AND NOT SEQBOARD_COVERAGE)
    add_link_options(-fuse-ld=lld)
endif()
