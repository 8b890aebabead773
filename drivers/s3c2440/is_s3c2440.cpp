#include "drivers/s3c2440/is_s3c2440.hpp"

#include <array>
#include <cstdio>
#include <memory>
#include <string_view>

namespace seqboard {

bool is_s3c2440() {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen("/proc/cpuinfo", "r"), &std::fclose};
    std::array<char, 256> line{};
    while (file && std::fgets(line.data(), line.size(), file.get()) != nullptr) {
        const std::string_view text{line.data()};
        if (text.starts_with("Hardware") && (text.find("2440") != text.npos || text.find("2442") != text.npos)) return true;
    }
    return false;
}

}  // namespace seqboard
