#include "core/launch/processes_naming.hpp"

#include <catch2/catch.hpp>

#include "core/launch/exec.hpp"
#include "tests/scratch/child.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/slow_build.hpp"

using namespace seqboard;
using namespace seqboard::testing;

TEST_CASE("a process is found by a part of its words, and no longer when it is dead") {
    const std::string word = "seqboard-naming-" + std::to_string(::getpid());
    REQUIRE(processes_naming(word).empty());
    Child sleeper{[&]() -> int { exec_or_exit({"/bin/sh", "-c", "kill -STOP $$; true", word}); }};
    REQUIRE(eventually([&] { return processes_naming(word).size() == 1; }));
    const NamedProcess found = processes_naming(word).front();
    CHECK(found.pid == sleeper.pid());
    CHECK(found.words.starts_with(std::string{"/bin/sh\0-c\0", 11}));
    CHECK(processes_naming(word + '\0').size() == 1);
    CHECK(processes_naming(word.substr(0, word.size() - 1) + '\0').empty());
    sleeper.kill();
    CHECK(processes_naming(word).empty());
}

TEST_CASE("processes that come and go while they are looked at are no error") {
    Child restless{[]() -> int {
        for (;;) {
            for (int i = 0; i < 40; ++i)
                if (::fork() == 0) ::_exit(0);
            while (::waitpid(-1, nullptr, 0) > 0) continue;
        }
    }};
    constexpr int kLooks = kSlowBuild ? 100 : 1500;  // one in two hundred looks where somebody has just gone
    for (int i = 0; i < kLooks; ++i) CHECK(processes_naming("seqboard-nobody-has-this-word").empty());
}
