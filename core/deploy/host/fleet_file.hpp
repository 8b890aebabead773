// The targets of a fleet by name, so that nobody types them: a YAML file.
//
//     targets:
//       kitchen: {ssh: root@192.168.1.20}        # the first is the canary
//       hall: {ssh: "root@robot:2222", key: keys/hall, into: /data/seqboard, root: /dev/shm/hall, ssh_options: [ConnectTimeout=60]}
#pragma once

#include <string>
#include <vector>

#include "core/deploy/host/ssh_target.hpp"

namespace seqboard::deploy {

struct FleetTarget {
    std::string name;
    SshTarget reach;
};

/// In the order of the file. `usual` holds for what the file says nothing of; a key is looked for beside the file. Throws
/// StartError{kConfig} with the place of everything that is wrong, kNoInput without a file.
std::vector<FleetTarget> read_fleet_file(const std::string& path, const SshTarget& usual);

/// The same for text at hand; `path` stands for it in sentences.
std::vector<FleetTarget> parse_fleet(const std::string& text, const std::string& path, const SshTarget& usual);

/// The target of that name. Throws StartError{kNoInput} that names the nearest.
const FleetTarget& target_named(const std::string& name, const std::vector<FleetTarget>& fleet, const std::string& path);

}  // namespace seqboard::deploy
