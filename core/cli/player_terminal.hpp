// A terminal that gives every key at once, and does not show it.
#pragma once

#include <termios.h>

#include <string_view>

#include "core/time.hpp"

namespace seqboard::cli {

/// Of stdin while it exists; what it was comes back at the end. Nothing where stdin is no terminal, or this process is not in its foreground.
class PlayerTerminal {
public:
    PlayerTerminal();
    PlayerTerminal(const PlayerTerminal&) = delete;
    PlayerTerminal& operator=(const PlayerTerminal&) = delete;
    ~PlayerTerminal();

    bool there() const noexcept { return there_; }

    /// What was typed, waiting for it so long at most; a signal ends the wait. Valid until the next call.
    std::string_view read(Duration patience) noexcept;

private:
    bool there_ = false;
    termios before_{};
    char typed_[64];
};

}  // namespace seqboard::cli
