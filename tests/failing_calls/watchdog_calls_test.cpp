// A watchdog, a probe of readiness and a node set's file when the system refuses them.
#include <catch2/catch.hpp>

#include <unistd.h>

#include "core/exit_code.hpp"
#include "core/launch/child_process.hpp"
#include "core/launch/readiness_probe.hpp"
#include "core/launch/watchdog.hpp"
#include "core/launch/yaml/yaml_source.hpp"
#include "tests/failing_calls/failing_call.hpp"
#include "tests/launch/scratch_file.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using namespace std::chrono_literals;

TEST_CASE("a watchdog that is not there, or that somebody feeds already, is refused with the way out") {
    const auto refused = [](int error_number) {
        const FailingCall victim{0, error_number};
        try {
            Watchdog{"/dev/watchdog", 10s};
        } catch (const StartError& error) {
            CHECK(FailingCall::name() == "open64");
            return std::string{error.what()};
        }
        return std::string{};
    };
    for (const int absent : {ENOENT, ENODEV, ENXIO})
        CHECK_THAT(refused(absent), Catch::StartsWith("watchdog /dev/watchdog: there is none; load the board's watchdog driver"));
    CHECK_THAT(refused(EBUSY), Catch::StartsWith("watchdog /dev/watchdog: another process feeds it; stop that one"));
    CHECK(refused(EACCES) == "watchdog /dev/watchdog: Permission denied");
}

TEST_CASE("a program that is to say when it is ready goes without, where there is no pipe for it") {
    PlannedProcess process;
    process.is_foreign = true;
    process.rules.ready.notify = true;
    const auto board = Blackboard::in_memory();
    int without = 0;
    const FailingCalls swept = fail_each_call(EMFILE, [&] {
        ReadinessProbe probe{process};
        const FileDescriptor end = probe.begin(*board);
        without += !end;
        if (!end) CHECK_FALSE(probe.is_ready(*board, Time{}, Time{1s}));
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed == 4);
    CHECK(without == 4);
}

TEST_CASE("a node set that cannot be read is refused, whatever call fails") {
    const ScratchFile file{"version: 1\n"};
    const FailingCalls swept = fail_each_call(EIO, [&] {
        Findings findings;
        const YamlValue set = read_yaml_file(file.path(), "set.yaml", findings);
        if (set.find("version") == nullptr) throw std::runtime_error{"a node set has lost what it says"};
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed == 3);
    CHECK(swept.refused == 3);
}

TEST_CASE("a supervisor that cannot be spared when memory is short goes on without") {
    const FailingCalls swept = fail_each_call(EACCES, [] { spare_from_oom(); });
    CHECK(swept.fault == "");
    CHECK(swept.failed == 2);
    CHECK(swept.refused == 0);
}
