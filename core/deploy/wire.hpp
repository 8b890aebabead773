// What host and agent say to each other over a pair of pipes: JSON, one value per line, and raw bytes where a line announces
// them. A person can speak it too: echo '{"do":"status"}' | ssh HOST ROOT/agent/seqboard_agent serve
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/deploy/json.hpp"

namespace seqboard::deploy {

inline constexpr int kProtocol = 1;

/// Bytes that one request carries at most: each is answered, so that a full disk or a lost link shows at once.
inline constexpr std::size_t kPieceBytes = 64 * 1024;

class Wire {
public:
    /// The descriptors stay the caller's.
    Wire(int in, int out) : in_{in}, out_{out} {}

    /// The next line; nothing when the other side has ended. Throws StartError for what is no JSON object.
    std::optional<Json> receive();

    /// The same as text.
    std::optional<std::string> receive_line();

    /// The next `size` bytes; nothing when the other side ends before.
    std::optional<std::string> receive_bytes(std::size_t size);

    /// False when the other side has ended. SIGPIPE is ignored by whoever uses this.
    bool send(const Json& json) { return send_bytes(json_line(json) + "\n"); }
    bool send_bytes(std::string_view bytes);

private:
    bool fill();

    int in_;
    int out_;
    std::string buffer_;
};

}  // namespace seqboard::deploy
