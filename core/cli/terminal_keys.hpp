// A terminal that gives its keys one by one, for as long as a command wants them.
#pragma once

#include <optional>
#include <string_view>

#include "core/cli/key_decoder.hpp"
#include "core/time.hpp"

namespace seqboard::cli {

/// While one of these exists, keys are not echoed and come without Enter; Ctrl-C and Ctrl-Z still are signals. At its end the terminal is as
/// it was, also when a signal ends or stops the process (but for SIGKILL, after which `reset` helps). One at a time.
class TerminalKeys {
public:
    /// Standard input and output are a terminal that can do it, and this process is in its foreground.
    static bool possible();

    /// `enter` is written now and when the process goes on after Ctrl-Z, `leave` at the end and before it stops; both must live as long.
    explicit TerminalKeys(std::string_view enter = "", std::string_view leave = "");
    TerminalKeys(const TerminalKeys&) = delete;
    TerminalKeys& operator=(const TerminalKeys&) = delete;
    ~TerminalKeys();

    /// The next key. Waits at most so long; a signal ends the wait, that of another size of the terminal too.
    std::optional<Key> next(Duration timeout);

    /// The terminal went away: no more keys come.
    bool closed() const noexcept { return closed_; }

private:
    KeyDecoder decoder_;
    bool closed_ = false;
};

}  // namespace seqboard::cli
