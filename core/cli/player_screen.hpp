// A replay in a terminal: keys, and one line that says where it is.
#pragma once

#include "core/cli/player_key.hpp"
#include "core/cli/player_terminal.hpp"
#include "core/record/player.hpp"

namespace seqboard::cli {

/// Does nothing where stdin is no terminal but wait.
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
    PlayerTerminal keys_;
    PlayerKeyReader reader_;
    bool shows_;
};

/// What a key says.
void obey(PlayerKey key, record::Player& player, Time now);

/// "paused  12.34 of 33.20 s  x0.5"
std::string text_of(const PlayerState& state);

}  // namespace seqboard::cli
