// Stripping, by the tool that does it for every machine.
#include "core/deploy/host/stripped.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>

#include "core/deploy/durable.hpp"
#include "core/deploy/elf_program.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard::deploy;
using namespace seqboard::testing;

TEST_CASE("a stripped program is smaller and still says what it needs") {
    SEQBOARD_SKIP_IF(::access("/usr/bin/eu-strip", X_OK) != 0, "there is no eu-strip (Debian: apt-get install elfutils)");
#if defined(__GLIBC__) && !defined(__x86_64__)  // static, as all cross builds are
    SEQBOARD_SKIP_IF(true, "eu-strip keeps the symbols of a static glibc program: its relocations name their table");
#endif
    const std::string path = built("seqboard_agent");
    const std::string whole = text_of_file(path);
    const std::string small = stripped(path);
    CHECK(small.size() < whole.size());
    CHECK(read_elf_program(small, path)->text() == read_elf_program(whole, path)->text());
    CHECK(read_elf_program(small, path)->min_kernel == read_elf_program(whole, path)->min_kernel);
}
