// A terminal's second screen: what stood on the first is there again afterwards.
#pragma once

#include <string>
#include <vector>

#include "core/cli/screen.hpp"
#include "core/cli/terminal_keys.hpp"

namespace seqboard::cli {

/// Where TerminalKeys::possible().
class FullScreen {
public:
    TerminalKeys& keys() noexcept { return keys_; }

    /// Its size now: it changes with the window.
    Screen size() const;

    /// From the upper left corner on; what does not fit the rows is left out. No line is wider than the screen.
    void draw(const std::vector<std::string>& lines) const;

private:
    TerminalKeys keys_{"\033[?1049h\033[?25l", "\033[?25h\033[?1049l"};  // xterm's: other screen, no cursor
};

}  // namespace seqboard::cli
