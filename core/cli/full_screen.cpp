#include "core/cli/full_screen.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace seqboard::cli {

Screen FullScreen::size() const { return Screen::of(STDOUT_FILENO); }

void FullScreen::draw(const std::vector<std::string>& lines) const {
    const std::size_t rows = size().rows, shown = std::min(lines.size(), rows);
    std::string text = "\033[H";
    // Each line is cleared before it is written: behind a full one the cursor still stands on its last character.
    for (std::size_t i = 0; i < shown; ++i) text += (i > 0 ? "\r\n\033[K" : "\033[K") + lines[i];
    if (shown < rows) text += "\r\n\033[J";
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

}  // namespace seqboard::cli
