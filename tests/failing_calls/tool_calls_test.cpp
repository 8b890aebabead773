// The tools' own dealings with the system when one of its calls fails.
#include <catch2/catch.hpp>

#include <fstream>
#include <set>

#include "core/cli/log_lines.hpp"
#include "core/cli/machine_check.hpp"
#include "tests/failing_calls/failing_call.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::cli;
using namespace seqboard::testing;

TEST_CASE("a call that this machine refuses shows in the check that made it, with its cost and the way out") {
    const int error_number = GENERATE(ENOSYS, EMFILE);
    const MachineFacts machine = MachineFacts::of_this_one();
    const auto lacking = [&] {
        std::set<std::string> names;
        for (const MachineCheck& check : check_communication(machine)) {
            if (check.verdict != Verdict::kOk && (check.consequence.empty() || check.fix.empty()))
                throw std::runtime_error{check.name + " says not what it costs"};
            if (check.verdict != Verdict::kOk) names.insert(check.name);
        }
        return names;
    };
    const std::set<std::string> always = lacking();
    std::set<std::string> lacked;
    const FailingCalls swept = fail_each_call(error_number, [&] { lacked.merge(lacking()); });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 10);
    CHECK(swept.refused == 0);
    for (const char* const check : {"/dev/shm", "futex", "file locks", "System V IPC", "ptys"}) CHECK(lacked.contains(check));
    CHECK(lacking() == always);
}

TEST_CASE("a log that cannot be read for a moment is read on afterwards") {
    const int error_number = GENERATE(EIO, ESTALE);
    const ScratchBoard scratch;
    std::filesystem::create_directories(scratch.directory());
    const std::string path = scratch.directory() + "/wheels.log";
    std::ofstream{path} << "1.000000 w: one\n2.000000 w: two\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const FailingCalls swept = fail_each_call(error_number, [&] {
        LogLines log{"wheels", path, 1};
        if (log.take(true).size() > 2) throw std::runtime_error{"more lines than the log has"};
        std::ofstream{path, std::ios::app} << "";
        static_cast<void>(log.take(true));
    });
    CHECK(swept.fault == "");
    CHECK(swept.failed > 4);
}
