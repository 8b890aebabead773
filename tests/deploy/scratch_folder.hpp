// A folder of a test's own on a disk, gone with everything in it at the end.
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

#include "core/deploy/durable.hpp"

namespace seqboard::testing {

class ScratchFolder {
public:
    ScratchFolder() {
        static std::atomic<unsigned> count{0};
        path_ = "/tmp/seqboard-test-" + std::to_string(::getpid()) + "-folder-" + std::to_string(count++);
        std::filesystem::create_directories(path_);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::string& path() const { return path_; }
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

}  // namespace seqboard::testing
