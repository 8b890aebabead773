#include "core/segment/segment_error.hpp"

#include <errno.h>

#include <cstring>

namespace seqboard {

SegmentError system_error(const std::string& place, const std::string& what, int error_number) {
    const std::string sentence = place + ": " + what + ": " + std::strerror(error_number);
    switch (error_number) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG: return {SegmentFault::kNoSpace, sentence + "; free memory or disk space there, or choose another root with --root"};
        case EROFS: return {SegmentFault::kNoSpace, sentence + "; choose a writable root with --root"};
        case EACCES:
        case EPERM: return {SegmentFault::kRefused, sentence + "; run as the board's owner, or choose another root with --root"};
        default: return {SegmentFault::kSystem, sentence};
    }
}

}  // namespace seqboard
