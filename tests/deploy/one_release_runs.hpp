// What has to hold after an update that was interrupted, wherever.
#pragma once

#include <catch2/catch.hpp>

#include "tests/deploy/scratch_target.hpp"

namespace seqboard::testing {

/// One release runs, with all its nodes, and everything on the medium agrees.
inline void check_one_release_runs(const ScratchTarget& target, const std::string& old, const std::string& fresh) {
    REQUIRE(eventually([&] { return target.is_settled(); }));
    REQUIRE(eventually([&] { return target.all_ready(); }));
    const std::string running = target.running().value_or("none");
    CHECK((running == old || running == fresh));
    CHECK(target.tree.current() == running);
    const deploy::JournalRecord last = target.last();
    CHECK((last.step == deploy::Step::kConfirmed || last.step == deploy::Step::kRolledBack || last.step == deploy::Step::kBootGood));
    CHECK(running == (last.step == deploy::Step::kRolledBack ? last.from : last.to));
}

}  // namespace seqboard::testing
