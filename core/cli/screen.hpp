// What an answer is printed on: a terminal has a size and colours, a pipe has neither.
#pragma once

#include <cstddef>

namespace seqboard::cli {

struct Screen {
    std::size_t columns = 0;  ///< zero: as wide as the text
    std::size_t rows = 0;     ///< zero: as long as the text
    bool colour = false;
    bool unicode = false;  ///< the locale's characters are those of UTF-8

    /// The terminal behind a descriptor; NO_COLOR (https://no-color.org) and TERM=dumb switch colours off.
    static Screen of(int descriptor);
};

}  // namespace seqboard::cli
