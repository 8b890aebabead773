// A node set on another machine, or on another blackboard of this one, while a scenario runs here.
#pragma once

#include <string>

namespace seqboard::hil {

class BoardSession {
public:
    /// `on`: words before a line of shell that is to be run on the board, such as "ssh root@robot". Nothing happens yet.
    BoardSession(std::string on, std::string board) : on_{std::move(on)}, board_{std::move(board)} {}
    BoardSession(const BoardSession&) = delete;
    BoardSession& operator=(const BoardSession&) = delete;
    ~BoardSession() { down(""); }

    /// Sends the file there and launches it; returns when its nodes are ready. Throws StartError{kUnavailable} with what the board said.
    void up(const std::string& set_file);

    /// Stops the set, puts its logs into `log_file` of this machine, and leaves nothing there. Why it could not be done; empty: it was, or there
    /// was nothing to do.
    std::string down(const std::string& log_file);

    const std::string& board() const { return board_; }

private:
    std::string on_;
    std::string board_;
    bool is_up_ = false;
};

}  // namespace seqboard::hil
