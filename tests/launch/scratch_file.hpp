// A file of a test's own, gone with it.
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

namespace seqboard::testing {

class ScratchFile {
public:
    explicit ScratchFile(const std::string& text) {
        static std::atomic<unsigned> count{0};
        path_ = std::filesystem::temp_directory_path() /
                ("seqboard-test-" + std::to_string(::getpid()) + "-" + std::to_string(count++) + ".yaml");
        std::ofstream{path_, std::ios::binary} << text;
    }
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;
    ~ScratchFile() { std::filesystem::remove(path_); }
    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

}  // namespace seqboard::testing
