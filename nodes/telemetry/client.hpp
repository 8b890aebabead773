// One connection, as the server sees it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "nodes/telemetry/control.hpp"

namespace seqboard::telemetry {

/// A channel that the client looks at: it gets the newest sample when its time has come, never an older one.
struct Feed {
    std::uint32_t subscription = 0;
    std::uint32_t channel = 0;
    std::uint32_t generation = 0;  ///< of the channel, when it was sent last
    std::uint32_t sent_head = 0;   ///< of its ring, likewise; 0: never
    Time due{};
};

struct Note {
    std::string bytes;
    bool is_binary = false;
};

/// Nothing here grows with what a client does not read: samples are taken from the slots when it can take them, channels are told in
/// pieces, and who leaves more answers unread than fit is dropped.
struct Client {
    ClientNumber number = kNobody;
    bool may_command = false;  ///< it has said the token
    bool is_dropped = false;
    std::vector<Feed> feeds;
    std::size_t next_feed = 0;
    std::optional<std::uint32_t> log_subscription{};
    std::uint32_t log_sent = 0;  ///< the number of the last line
    std::set<std::uint32_t> to_advertise{};
    std::vector<std::uint32_t> to_unadvertise{};
    std::map<std::uint32_t, std::string> published{};  ///< its own channels: id, topic
    std::set<std::string> watched{};                   ///< parameters
    bool watches_all_parameters = false;
    bool watches_graph = false;
    std::deque<Note> notes{};
    std::size_t note_bytes = 0;
    Time time_due{};
    float allowance = kMostMessages;  ///< messages that it may send now
    Time allowance_at{};

    static constexpr float kMostMessages = 200;
    static constexpr float kMessages_per_s = 100;
    static constexpr std::size_t kMostNoteBytes = 256 * 1024;

    void tell(std::string bytes, bool is_binary = false) {
        note_bytes += bytes.size();
        if (note_bytes > kMostNoteBytes) is_dropped = true;
        else notes.push_back({std::move(bytes), is_binary});
    }

    /// False if it has sent too much.
    bool spend(Time now) {
        allowance = std::min(kMostMessages, allowance + kMessages_per_s * seconds_of(now - allowance_at));
        allowance_at = now;
        return (allowance -= 1) >= 0;
    }
};

}  // namespace seqboard::telemetry
