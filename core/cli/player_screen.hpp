// A replay in a terminal: keys, and one line that says where it is.
#pragma once

#include <optional>

#include "core/cli/player_key.hpp"
#include "core/cli/terminal_keys.hpp"
#include "core/record/player.hpp"

namespace seqboard::cli {

/// Does nothing but wait where there is no terminal.
class PlayerScreen {
public:
    PlayerScreen();
    PlayerScreen(const PlayerScreen&) = delete;
    PlayerScreen& operator=(const PlayerScreen&) = delete;
    ~PlayerScreen();

    /// Waits so long for keys, and does what they say. True if one was pressed.
    bool obey(record::Player& player, Duration patience);

    void show(const PlayerState& state);

private:
    std::optional<TerminalKeys> keys_;
};

/// What a key says.
void obey(PlayerKey key, record::Player& player, Time now);

/// "paused  12.34 of 33.20 s  x0.5"
std::string text_of(const PlayerState& state);

}  // namespace seqboard::cli
