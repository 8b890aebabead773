// One thing that must hold before a node starts: an entry under `after:`.
#pragma once

#include <cstdint>
#include <string>

#include "core/launch/yaml/yaml_place.hpp"
#include "core/time.hpp"

namespace seqboard {

enum class StartConditionKind : std::uint8_t {
    kReady,     ///< the node is ready, or done
    kStarted,   ///< it has a process, or is done
    kExitedOk,  ///< it has ended with exit code 0
    kSlot,      ///< the slot has a sample that is young enough
    kFile,      ///< something of that path exists
    kDevice,    ///< the path is a character or block device
};

struct StartCondition {
    StartConditionKind kind = StartConditionKind::kReady;
    std::string what{};           ///< node, slot or path
    Duration max_age = kForever;  ///< kSlot
    std::uint32_t min_count = 0;  ///< kSlot: samples since the waiting began
    YamlPlace place{};

    bool is_about_node() const { return kind <= StartConditionKind::kExitedOk; }
};

/// What a node does when a condition that let it start holds no longer.
enum class DependencyFailure : std::uint8_t { kHold, kStop, kRestart, kDegrade, kIgnore };

}  // namespace seqboard
