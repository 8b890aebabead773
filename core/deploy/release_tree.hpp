// Where things lie on a target:
//
//     ROOT/releases/VERSION-HASH/   bin/ config/ manifest.json, never changed once they are there
//     ROOT/current -> releases/...  what runs, and what is started at boot
//     ROOT/previous -> releases/... what `rollback` returns to
//     ROOT/shared/{params,calib,log} outlive every release; programs run with shared/ as their working directory
//     ROOT/incoming/                contents on their way, named by their hash
//     ROOT/agent/                   this program, by hash; seqboard_agent -> the one in use
//     ROOT/state.journal            core/deploy/journal.hpp
//     ROOT/lock                     held by whoever changes any of this
//     ROOT/confirm                  the release that the host confirms, for a moment
//     ROOT/trusted_keys             if it exists, only bundles signed by one of these keys are taken
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/deploy/manifest.hpp"

namespace seqboard::deploy {

class ReleaseTree {
public:
    explicit ReleaseTree(std::string root) : root_{std::move(root)} {}

    const std::string& root() const { return root_; }
    std::string releases() const { return root_ + "/releases"; }
    std::string release(const std::string& name) const { return releases() + "/" + name; }
    std::string incoming() const { return root_ + "/incoming"; }
    std::string agents() const { return root_ + "/agent"; }
    std::string shared() const { return root_ + "/shared"; }
    std::string logs() const { return shared() + "/log"; }
    std::string journal() const { return root_ + "/state.journal"; }
    std::string lock() const { return root_ + "/lock"; }
    std::string confirmation() const { return root_ + "/confirm"; }
    std::string trusted_keys() const { return root_ + "/trusted_keys"; }

    /// Makes the folders. Throws StartError.
    void make() const;

    /// The release that runs, and the one before; empty if there is none.
    std::string current() const { return named_by("current"); }
    std::string previous() const { return named_by("previous"); }

    /// Lets the link lead to the release, by one rename(2); an empty name removes the link.
    void point_current(const std::string& release) const { point("current", release); }
    void point_previous(const std::string& release) const { point("previous", release); }

    /// Complete releases, newest first.
    std::vector<std::string> names() const;

    /// Throws StartError if the release is not there or its manifest is damaged.
    Manifest manifest(const std::string& release) const;

    /// Whether it is there and its manifest can be read.
    bool is_whole(const std::string& release) const;

private:
    std::string named_by(const char* link) const;
    void point(const char* link, const std::string& release) const;

    std::string root_;
};

}  // namespace seqboard::deploy
