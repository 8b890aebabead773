// Every key that a node set may have.
#pragma once

#include <string>
#include <vector>

#include "core/launch/launch_key.hpp"

namespace seqboard {

LaunchKeys file_keys();
LaunchKeys profile_keys();
LaunchKeys include_keys();
LaunchKeys clock_keys();
LaunchKeys watchdog_keys();
LaunchKeys boot_keys();
LaunchKeys node_keys();
LaunchKeys slot_condition_keys();
LaunchKeys ready_keys();
LaunchKeys restart_keys();
LaunchKeys delay_keys();
LaunchKeys health_keys();
LaunchKeys deadline_keys();
LaunchKeys safety_keys();
LaunchKeys mode_keys();
LaunchKeys stop_keys();
LaunchKeys schedule_keys();
LaunchKeys limits_keys();
LaunchKeys log_keys();

/// Null if there is none of that name.
const LaunchKey* find_key(LaunchKeys keys, std::string_view name);
std::vector<std::string> names_of(LaunchKeys keys);

/// The words of a key's `words`.
std::vector<std::string> words_of(const LaunchKey& key);

}  // namespace seqboard
