// Why a segment could not be created or trusted.
#pragma once

#include <cstdint>
#include <string>

#include "core/exit_code.hpp"

namespace seqboard {

enum class SegmentFault : std::uint8_t {
    kNotFound,     ///< nothing of that name
    kTooSmall,     ///< shorter than its own header says
    kBadMagic,     ///< not a seqboard segment
    kByteOrder,    ///< written by a machine of the other byte order
    kVersion,      ///< another layout version
    kCorrupt,      ///< an offset, count or size that cannot be
    kBadName,      ///< a name with characters that names do not have
    kSchema,       ///< the slot's message is laid out otherwise than this program expects
    kEarlierBoot,  ///< left behind by an earlier boot of the machine
    kRefused,      ///< symlink, hard link, not a file, foreign owner, writable by others
    kOwned,        ///< another live process owns it
    kNoSpace,      ///< no room for it, or a read-only file system
    kSystem,       ///< the kernel refused
};

/// Thrown when a segment is created or attached. what() names the place, the fault and the way out.
class SegmentError : public StartError {
public:
    SegmentError(SegmentFault fault, const std::string& sentence) : StartError{exit_code(fault), sentence}, fault_{fault} {}
    SegmentFault fault() const noexcept { return fault_; }

    static constexpr ExitCode exit_code(SegmentFault fault) {
        switch (fault) {
            case SegmentFault::kNotFound: return ExitCode::kNoInput;
            case SegmentFault::kRefused: return ExitCode::kRefused;
            case SegmentFault::kOwned: return ExitCode::kOwned;
            case SegmentFault::kNoSpace: return ExitCode::kNoSpace;
            case SegmentFault::kSystem: return ExitCode::kSystem;
            default: return ExitCode::kBadSegment;
        }
    }

private:
    SegmentFault fault_;
};

/// SegmentError for a failed system call: "place: what: No space left on device"; ENOSPC and EROFS count as kNoSpace.
SegmentError system_error(const std::string& place, const std::string& what, int error_number);

}  // namespace seqboard
