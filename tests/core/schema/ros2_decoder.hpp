// Decodes CDR by a ros2msg definition, the way its specification says and by nothing of ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace seqboard::testing {

/// One number as CDR finds it.
struct DecodedNumber {
    std::string path;    ///< "corners[1].x_m"
    std::string type;    ///< "float32"
    std::size_t at = 0;  ///< its first byte, counted from the first after the header
    std::size_t bytes = 0;
};

struct DecodedMessage {
    std::vector<DecodedNumber> numbers;
    std::vector<std::string> constants;  ///< "uint8 STATE_READY=1"
    std::size_t bytes = 0;               ///< the whole payload without its header
};

/// Throws std::runtime_error for what is no definition.
DecodedMessage decode(const std::string& definition);

}  // namespace seqboard::testing
