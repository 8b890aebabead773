// Every system call of segments and slots fails once, one after the other and with one error after the other: what was asked for is done
// all the same, or there is an error that says what; nothing leaks, and the next attempt succeeds.
#include <catch2/catch.hpp>

#include <errno.h>
#include <sys/syscall.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <new>

#include "core/segment/segment_error.hpp"
#include "tests/core/stress/segment_life.hpp"
#include "tests/core/stress/traced_child.hpp"
#include "tests/scratch/skip.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

enum Outcome { kDone = 0, kRefused = 1, kNoSentence = 2, kLeaks = 3, kFailsAgain = 4 };

/// Descriptors, and mappings of segments.
std::pair<std::ptrdiff_t, int> held_by_this_process(const ScratchBackend& backend) {
    const std::filesystem::directory_iterator descriptors{"/proc/self/fd"};
    int mappings = 0;
    std::ifstream maps{"/proc/self/maps"};
    for (std::string line; std::getline(maps, line);)
        mappings += line.find(backend.place().root) != std::string::npos || line.find("/SYSV5b") != std::string::npos;
    return {std::distance(begin(descriptors), end(descriptors)), mappings};
}

/// Does the action between two marks, and tells how it went. The second attempt is nobody's victim.
template <class Action>
int attempt(const ScratchBackend& backend, const Action& action) {
    const auto other = backend.another();
    const auto before = held_by_this_process(backend);
    Outcome outcome = kDone;
    std::string sentence;
    TracedChild::mark();
    try {
        action(*other);
    } catch (const SegmentError& error) {
        outcome = kRefused, sentence = error.what();
    } catch (const std::bad_alloc&) {
        outcome = kRefused, sentence = "wheels: no memory";
    } catch (const std::exception& error) {
        outcome = kNoSentence, sentence = error.what();
    }
    TracedChild::mark();
    std::fprintf(stderr, "%s", sentence.c_str());
    const bool names_the_place = sentence.find("wheels") != std::string::npos || sentence.find(backend.place().root) != std::string::npos ||
                                 sentence.find("System V") != std::string::npos || sentence.find("/proc/sys") != std::string::npos;
    if (outcome == kNoSentence || (outcome == kRefused && !names_the_place)) return kNoSentence;
    if (held_by_this_process(backend) != before) return kLeaks;
    try {
        action(*other);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "; and again: %s", error.what());
        return kFailsAgain;
    }
    return held_by_this_process(backend) == before ? outcome : kLeaks;
}

/// Calls that cannot fail, or whose failure nobody could tell from their result. Those of System V need no memory for what exists: they
/// fail where it is another's, or removed, which other tests try.
bool never_fails(long call) {
    for (const long one : {SYS_semctl, SYS_semtimedop, SYS_shmctl, SYS_getpid, SYS_gettid, SYS_geteuid, SYS_getuid, SYS_brk, SYS_exit_group,
                           SYS_clock_gettime, SYS_rt_sigprocmask})
        if (call == one) return true;
    return false;
}

/// These have done their work also when they return an error (close(2)), or their failure leaves what it was to take away.
bool gives_back(long call) { return call == SYS_close || call == SYS_munmap || call == SYS_shmdt || call == SYS_unlink; }

/// To System V this error says that somebody else's objects have our key: the next key is taken then, which is no failure.
bool is_foreign(const ScratchBackend& backend, int error_number) {
    return backend.place().kind == BackendKind::kSysv && error_number == EACCES;
}

struct Sweep {
    int calls = 0;
    int failed = 0;
    int refused = 0;
    std::string fault;
};

/// One action after the other, the next call failing in each. `check` says what is wrong afterwards.
template <class Action, class Check>
Sweep fail_each_call(const ScratchBackend& backend, int error_number, const Action& action, const Check& check) {
    Sweep sweep;
    for (int victim = 0;; ++victim) {
        TracedChild process{[&] { return attempt(backend, action); }};
        bool more = process.to_next_edge_of_a_call();
        for (int call = 0; more && call < victim; ++call) more = process.to_next_edge_of_a_call() && process.to_next_edge_of_a_call();
        if (!more) {
            process.kill();
            return sweep;
        }
        ++sweep.calls;
        const long call = process.call();
        if (!never_fails(call)) ++sweep.failed, process.fail_call(error_number, gives_back(call));
        const int outcome = process.let_go();
        sweep.refused += outcome == kRefused;
        const std::string left = check();
        if (outcome <= kRefused && left.empty()) continue;
        sweep.fault = "call " + std::to_string(victim) + " (number " + std::to_string(call) + ") fails with " +
                      std::strerror(error_number) + ": outcome " + std::to_string(outcome) + ", said '" + process.said() +
                      "', afterwards '" + left + "'";
        return sweep;
    }
}

}  // namespace

TEST_CASE("each system call of an owner fails once: it goes on or says what failed, nothing leaks, the next attempt succeeds") {
    SEQBOARD_SKIP_IF(!TracedChild::permitted(), "this machine lets no process follow another (ptrace)");
    const ScratchBackend backend{GENERATE("posix", "file", "sysv", "anonymous")};
    const int error_number = GENERATE(ENOMEM, ENOSPC, EMFILE, EINTR, EIO, EACCES);
    if (is_foreign(backend, error_number)) return;
    const auto check = [&] { return backend.anonymous() ? std::string{} : fault_after(backend, 1, 3); };
    const Sweep sweep = fail_each_call(
        backend, error_number, [&](Backend& own) { live_as_owner(own, backend.place().board, 1); }, check);
    CHECK(sweep.fault == "");
    CHECK(sweep.failed >= (backend.anonymous() ? 3 : 30));
    if (!backend.anonymous() && error_number == ENOMEM) CHECK(sweep.refused > 10);
}

TEST_CASE("each system call of a reader fails once: it reads or says what failed, nothing leaks, the next attempt succeeds") {
    SEQBOARD_SKIP_IF(!TracedChild::permitted(), "this machine lets no process follow another (ptrace)");
    const ScratchBackend backend{GENERATE("posix", "file", "sysv")};
    const int error_number = GENERATE(ENOMEM, ENOSPC, EMFILE, EINTR, EIO, EACCES);
    if (is_foreign(backend, error_number)) return;
    const OwnedSegment owned{*backend, backend.place().board, "wheels", front_slot()};
    RingWriter writer = owned.writer(0);
    publish(writer, 1);
    const auto check = [&] { return std::string{owned.still_owned() && owned.still_in_place() ? "" : "the owner was disturbed"}; };
    const Sweep sweep = fail_each_call(backend, error_number, live_as_reader, check);
    CHECK(sweep.fault == "");
    CHECK(sweep.failed >= 10);
}

TEST_CASE("an owner that cannot look whether it still owns its name goes on") {
    SEQBOARD_SKIP_IF(!TracedChild::permitted(), "this machine lets no process follow another (ptrace)");
    const ScratchBackend backend{GENERATE("posix", "file")};  // System V's look-ups need nothing that could be short
    const int error_number = GENERATE(ENOMEM, EMFILE, EINTR, EIO);
    const auto look = [&](Backend& own) {
        const OwnedSegment owned{own, backend.place().board, "wheels", front_slot()};
        if (!owned.still_owned() || !owned.still_in_place()) throw std::logic_error{"a name that is held is said to be lost"};
    };
    const Sweep sweep = fail_each_call(backend, error_number, look, [&] { return fault_after(backend, 1, 1); });
    CHECK(sweep.fault == "");
}

TEST_CASE("a kernel that lacks fallocate and futex costs nothing but time") {
    SEQBOARD_SKIP_IF(!TracedChild::permitted(), "this machine lets no process follow another (ptrace)");
    const ScratchBackend backend{GENERATE("posix", "file")};
    TracedChild process{[&] {
        return attempt(backend, [&](Backend& own) {
            live_as_owner(own, backend.place().board, 1);
            const OwnedSegment owned{own, backend.place().board, "wheels", front_slot(8)};
            live_as_reader(own);
        });
    }};
    int lacking = 0;
    while (process.to_next_edge_of_a_call()) {
        if (!process.call_begins() || (process.call() != SYS_fallocate && process.call() != SYS_futex)) continue;
        process.fail_call(process.call() == SYS_futex ? ENOSYS : EOPNOTSUPP, false);
        ++lacking;
    }
    CHECK(process.let_go() == kDone);
    CHECK(process.said() == "");
    CHECK(lacking >= 5);  // three wake-ups, a wait and a segment at least
    CHECK(fault_after(backend, 1, 3) == "");
}
