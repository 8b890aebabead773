// What the nodes of a board print, as it comes.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "core/time.hpp"

namespace seqboard::telemetry {

/// Of the supervisor's files <board>/log/<process>.log. Keeps the last lines; who comes late misses the others.
class LogTail {
public:
    explicit LogTail(std::string folder) : folder_{std::move(folder)} {}

    struct Line {
        std::uint32_t number = 0;  ///< from 1
        Time time{};
        std::string json;  ///< as foxglove.Log
    };

    /// Four system calls per file: once a second is often enough. Begins with the last lines that are there.
    void look();

    /// The oldest line that is kept and comes after `number`; null if there is none.
    const Line* after(std::uint32_t number) const;

    /// Source: https://docs.foxglove.dev/docs/visualization/message-schemas/log
    static constexpr std::string_view kSchemaName = "foxglove.Log";
    static constexpr std::string_view kSchema =
        R"({"title":"foxglove.Log","type":"object","properties":{"timestamp":{"type":"object","title":"time","properties":{"sec":{"type":"integer"},"nsec":{"type":"integer"}}},"level":{"type":"integer"},"message":{"type":"string"},"name":{"type":"string"},"file":{"type":"string"},"line":{"type":"integer"}}})";

    /// "12.345678 wheels: warning: encoder lost 3 edges"; a line of another form is the process's, said at an unknown time.
    static Line parse_line(std::string_view text, std::string_view process);

private:
    void read(const std::string& process);
    void take(std::string_view text, const std::string& process);

    std::string folder_;
    std::map<std::string, std::int64_t> read_to_;  ///< by process
    std::deque<Line> lines_;
    std::uint32_t count_ = 0;
};

}  // namespace seqboard::telemetry
