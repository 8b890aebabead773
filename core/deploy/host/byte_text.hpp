// Sizes for people.
#pragma once

#include <cstdint>
#include <string>

namespace seqboard::deploy {

/// "640 B", "51.2 kB", "3.1 MB"; powers of ten.
std::string byte_text(std::uint64_t bytes);

}  // namespace seqboard::deploy
