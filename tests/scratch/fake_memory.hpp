// A chip's registers as a file's bytes at the chip's addresses: mapped like /dev/mem.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdint>
#include <filesystem>
#include <string>

#include "core/file_descriptor.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

/// Holds all that lies below 0x56001000; a hole takes no memory.
class FakeMemory {
public:
    FakeMemory() : path_{scratch_.root() + "/mem"} {
        std::filesystem::create_directories(scratch_.root());
        fd_ = FileDescriptor{::open(path_.c_str(), O_RDWR | O_CREAT, 0600)};
        REQUIRE(::ftruncate(fd_.get(), 0x56001000) == 0);
    }
    const std::string& path() const { return path_; }

    std::uint32_t at(std::uint32_t address) const {
        std::uint32_t value = 0;
        REQUIRE(::pread(fd_.get(), &value, sizeof value, static_cast<off_t>(address)) == sizeof value);
        return value;
    }
    void put(std::uint32_t address, std::uint32_t value) const {
        REQUIRE(::pwrite(fd_.get(), &value, sizeof value, static_cast<off_t>(address)) == sizeof value);
    }

private:
    ScratchBoard scratch_;
    std::string path_;
    FileDescriptor fd_;
};

}  // namespace seqboard::testing
