// What a release changes on a target that has another one.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/deploy/host/bundle.hpp"
#include "core/deploy/json.hpp"

namespace seqboard::deploy {

struct ReleaseDifference {
    std::string from;                  ///< the release that it was compared with; empty: none
    std::vector<std::string> added;    ///< paths within the release
    std::vector<std::string> changed;  ///< another content, or executable now, or no more
    std::vector<std::string> removed;
    std::vector<std::string> set;  ///< of the node set: "config/robot.yaml: nodes.planner.rate_hz: 10 -> 20", "profile: board -> none"

    Json json() const;
};

/// The text of a file of the older release.
using TextOfFile = std::function<std::string(const std::string& path)>;

/// By content, not by date. YAML files that have changed are asked for and compared key by key; in what is no YAML nothing is told of.
ReleaseDifference difference(const Manifest& from, const TextOfFile& text_of_from, const Bundle& to);

}  // namespace seqboard::deploy
