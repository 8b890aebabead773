// The clips that a robot speaks, from a folder.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "core/exit_code.hpp"
#include "core/file_descriptor.hpp"
#include "nodes/announcer.hpp"

namespace seqboard {

/// obstacle_010.mp3 to obstacle_100.mp3 (cm), cliff.mp3 and clear.mp3, as config/voice/make_clips.sh makes them: some kilobytes each,
/// all kept in memory.
class ClipFolder {
public:
    using Bytes = std::vector<std::uint8_t>;

    /// Throws StartError{kNoInput} naming the file that cannot be read or is empty.
    explicit ClipFolder(const std::string& folder) {
        for (unsigned clip = 0; clip < Announcer::kClips; ++clip) {
            const std::string path = folder + "/" + name_of(clip);
            clips_[clip] = content_of(path);
            if (clips_[clip].empty())
                throw StartError{
                    ExitCode::kNoInput,
                    "voice clip '" + path + "' cannot be read or is empty; config/voice/make_clips.sh FOLDER makes all of them"};
        }
    }

    static std::string name_of(unsigned clip) {
        if (clip == Announcer::kCliff) return "cliff.mp3";
        if (clip == Announcer::kClear) return "clear.mp3";
        char name[24];
        std::snprintf(name, sizeof name, "obstacle_%03u.mp3", (clip + 1) * 10);
        return name;
    }

    const Bytes& operator[](unsigned clip) const noexcept { return clips_[clip]; }

private:
    /// Nothing if it cannot be read.
    static Bytes content_of(const std::string& path) {
        const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
        Bytes bytes;
        std::array<std::uint8_t, 4096> part;
        ssize_t size = 0;
        while ((size = ::read(file.get(), part.data(), part.size())) > 0) bytes.insert(bytes.end(), part.begin(), part.begin() + size);
        return size == 0 ? bytes : Bytes{};
    }

    std::array<Bytes, Announcer::kClips> clips_;
};

}  // namespace seqboard
