// The Foxglove WebSocket protocol over a board, without sockets.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "core/messages/telemetry.hpp"
#include "nodes/telemetry/board_channels.hpp"
#include "nodes/telemetry/client.hpp"
#include "nodes/telemetry/client_message.hpp"
#include "nodes/telemetry/control.hpp"
#include "nodes/telemetry/log_tail.hpp"
#include "nodes/telemetry/parameters.hpp"
#include "nodes/telemetry/services.hpp"

namespace seqboard::telemetry {

/// The channel of what nodes print; channels of slots have smaller numbers.
inline constexpr std::uint32_t kLogChannel = 1'000'000;

struct ServerConfig {
    std::string name;
    std::string log_folder;  ///< of the board
    std::string session;     ///< another text for another start of the server
    std::string token;       ///< empty: nobody may command
    Duration dead_man = std::chrono::milliseconds{300};
    std::size_t most_clients = 8;
    float most_speed_m_s = 0.3f;  ///< a command beyond it is refused
    float most_yaw_rate_rad_s = 2.0f;
};

/// For one thread. A caller that has sockets asks wants_to_send() and takes frames only when a socket takes them: what is not asked for is
/// never made. Reads slots as any reader does, so that no writer can tell how many look.
class Server {
public:
    Server(const std::shared_ptr<Blackboard>& board, ServerConfig config);

    /// `token` as far as the client has said one. kNobody: there are as many as there may be.
    ClientNumber join(std::string_view token, Time now);
    void leave(ClientNumber client, Time now);

    void receive_text(ClientNumber client, std::string_view text, Time now);
    void receive_bytes(ClientNumber client, std::span<const std::byte> bytes, Time now);

    struct Frame {
        std::span<const std::byte> bytes;  ///< until the next call
        bool is_binary = false;
    };
    bool wants_to_send(ClientNumber client, Time now);
    std::optional<Frame> next_frame(ClientNumber client, Time now);

    /// Whether its connection is to be closed: it sends too much or reads too little.
    bool is_dropped(ClientNumber client) const;

    /// Looks at the board. A sample of a channel is sent to a client at most `rate_hz` times a second.
    void step(Time now, float rate_hz);

    Control::Orders orders(Time now, std::optional<ArbiterMode> arbiter = {}) { return control_.orders(now, arbiter); }
    const BoardChannels& channels() const noexcept { return channels_; }
    TelemetryState state() const;
    void note_refused() { ++state_.refused; }

private:
    Client* find(ClientNumber client);
    void receive(ClientNumber client, ClientMessage message, Time now);
    void look_at_board(Time now);
    void look_at_parameters();
    void answer(const Parameters::Answer& answer);
    void authorize(Client& client, std::string_view token);

    void handle(Client& client, const Misunderstood& message, Time now);
    void handle(Client& client, const Subscribe& message, Time now);
    void handle(Client& client, const Unsubscribe& message, Time now);
    void handle(Client& client, const ClientAdvertise& message, Time now);
    void handle(Client& client, const ClientUnadvertise& message, Time now);
    void handle(Client& client, const ClientData& message, Time now);
    void handle(Client& client, const GetParameters& message, Time now);
    void handle(Client& client, const SetParameters& message, Time now);
    void handle(Client& client, const WatchParameters& message, Time now);
    void handle(Client& client, const WatchGraph& message, Time now);
    void handle(Client& client, const ServiceCall& message, Time now);

    /// Empty, or why not.
    std::string serve(Client& client, Service service, const ServiceCall& call, Time now);
    std::string drive(Client& client, const std::string& payload, Time now);
    std::string behave(Client& client, const std::string& payload, Time now);
    std::string may_not(const Client& client) const;

    std::optional<Frame> next_advert(Client& client);
    std::optional<Frame> next_log_line(Client& client);
    std::optional<Frame> next_sample(Client& client, Time now);
    const Channel* due_channel(const Feed& feed, Time now) const;
    Frame keep(Note note);

    ServerConfig config_;
    BoardChannels channels_;
    Parameters parameters_;
    Control control_;
    LogTail log_;
    std::map<ClientNumber, Client> clients_;
    TelemetryState state_;
    ClientNumber last_number_ = kNobody;
    std::uint32_t wishes_ = 0;
    Duration interval_ = std::chrono::milliseconds{100};
    Time looked_{};
    bool has_looked_ = false;
    Note note_;                     ///< of the frame that is being sent
    std::vector<std::byte> frame_;  ///< likewise, a sample
};

}  // namespace seqboard::telemetry
