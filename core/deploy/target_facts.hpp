// What the agent finds on its machine, for the preflight.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace seqboard::deploy {

/// Bytes that programs may still use: of the file system that holds `path`, and of the memory.
std::uint64_t free_storage_bytes(const std::string& path);
std::uint64_t free_memory_bytes();

/// Those of the paths that are no device here.
std::vector<std::string> absent_devices(const std::vector<std::string>& paths);

}  // namespace seqboard::deploy
