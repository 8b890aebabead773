# lld links for this machine in less of the processor's time than GNU ld. Boards' programs are linked by their toolchain's own linker.
find_program(SEQBOARD_LLD ld.lld)
if(SEQBOARD_LLD AND NOT CMAKE_CROSSCOMPILING AND NOT SEQBOARD_COVERAGE)
    add_link_options(-fuse-ld=lld)
endif()
