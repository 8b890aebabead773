// A script in the place of ssh: the other end is what a test wants it to be, without a server or a network.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "tests/deploy/scratch_folder.hpp"
#include "tests/deploy/scratch_target.hpp"

namespace seqboard::testing {

/// First in PATH as long as it lives. The script has the words for the target's shell in $last, and $here is its folder.
class FakeSsh {
public:
    explicit FakeSsh(const std::string& script) {
        std::ofstream{folder_ / "ssh"} << "#!/bin/sh\nhere=$(dirname \"$0\")\nfor last; do :; done\n" << script << "\n";
        std::filesystem::permissions(folder_ / "ssh", std::filesystem::perms::owner_all);
        path_.emplace(Environment{{"PATH", folder_.path() + ":" + usual_}});
    }
    FakeSsh(const FakeSsh&) = delete;
    FakeSsh& operator=(const FakeSsh&) = delete;
    ~FakeSsh() {
        path_.reset();
        ::setenv("PATH", usual_.c_str(), 1);
    }

    /// A file in that folder.
    void put(const std::string& name, const std::string& text) const { std::ofstream{folder_ / name} << text; }

private:
    std::string usual_ = std::getenv("PATH");
    ScratchFolder folder_;
    std::optional<Surroundings> path_;
};

}  // namespace seqboard::testing
