// One line per event on stderr: "12.345678 wheels: warning: encoder lost 3 edges". The supervisor keeps it in a file per node.
#pragma once

#include <string_view>

#include "core/time.hpp"

namespace seqboard {

enum class LogLevel : std::uint8_t { kInfo, kWarning, kError };

/// The name in front of this thread's lines.
void set_log_name(std::string_view name);

/// Writes one line with one system call. Not for every cycle of a loop: see LogLimit.
[[gnu::format(printf, 2, 3)]] void log_line(LogLevel level, const char* format, ...) noexcept;

/// Lets one line pass per interval and counts the rest, so that a fault that lasts does not fill the flash.
class LogLimit {
public:
    explicit LogLimit(Duration interval = std::chrono::seconds{1}) : interval_{interval} {}

    /// True if a line may be written now; `now` is the step's time.
    bool allows(Time now) noexcept {
        if (started_ && now - last_ < interval_) {
            ++suppressed_;
            return false;
        }
        started_ = true;
        last_ = now;
        return true;
    }

    /// Lines held back since the last one that passed; asking resets it.
    unsigned suppressed() noexcept {
        const unsigned count = suppressed_;
        suppressed_ = 0;
        return count;
    }

private:
    Duration interval_;
    Time last_{};
    unsigned suppressed_ = 0;
    bool started_ = false;
};

}  // namespace seqboard
