// The lines of one process's log, as `seqboard logs` shows them beside those of others.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/file_descriptor.hpp"
#include "core/log.hpp"

namespace seqboard::cli {

struct LogLine {
    Time time{};  ///< of the board's clock; of what does not begin with a time, that of the line before
    LogLevel level = LogLevel::kInfo;
    bool is_ours = false;  ///< log_line() wrote it: it begins with the time and who says it
    std::string text;      ///< without the line's end
};

/// "12.345678 wheels: warning: encoder lost 3 edges" as log_line() writes it; anything else is what the program printed itself.
LogLine parse_log_line(std::string_view text, Time before);

/// Follows the file at a path that grows, begins anew when it is full, and is another one at the next launch.
class LogLines {
public:
    /// Begins with the last `lines` of what is there. A file that is not there is empty. Throws as open_safe_file().
    LogLines(std::string process, std::string path, unsigned lines);

    /// Whole lines that have come since the last call, oldest first; `all`: also one without an end. Throws as open_safe_file().
    std::vector<LogLine> take(bool all);

    const std::string& process() const noexcept { return process_; }

private:
    void reopen_if_replaced();

    std::string process_;
    std::string path_;
    FileDescriptor file_;
    off_t at_ = 0;
    std::string rest_;  ///< a line that is not whole yet
    Time last_{};
};

}  // namespace seqboard::cli
