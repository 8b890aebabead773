// Files of sysfs: each a word that the kernel reads at once.
#pragma once

#include <string>
#include <string_view>

namespace seqboard {

/// Zero or errno. Cost: three system calls.
int write_sysfs(const std::string& path, std::string_view word);

}  // namespace seqboard
