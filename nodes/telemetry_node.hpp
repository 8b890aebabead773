// Shows the robot to people and tools elsewhere, and lets one of them command it.
#pragma once

#include <string>

#include "core/messages/arbiter.hpp"
#include "core/messages/behaviour.hpp"
#include "core/messages/telemetry.hpp"
#include "core/messages/wheels.hpp"
#include "core/node.hpp"
#include "nodes/telemetry/server.hpp"
#include "nodes/telemetry/web_server.hpp"

namespace seqboard {

/// Serves every slot of the board in the protocol of Foxglove, and a web page that is a client of it. Reads slots as any reader does. Its
/// step does what sockets ask: it allocates and makes system calls, so it belongs into a process of its own, below all others in priority
/// (sched: {nice: 19}). Commands want the token that is in `token_file`; without that file nobody may command. A driving client that
/// falls silent for `dead_man`, or leaves, leaves a zero in remote_command, and then silence.
class TelemetryNode {
public:
    static constexpr auto kPeriod = std::chrono::milliseconds{20};

    struct Io {
        Setup& setup;
        std::string address = setup.param("address", "127.0.0.1");     ///< of this machine; 0.0.0.0: all of them
        int port = setup.param("port", 8765, {0, 65535});              ///< 0: any that is free; the log says which
        std::string token_file = setup.param("token_file", "");        ///< a line of at least 16 characters that only its owner may read
        std::string allowed_hosts = setup.param("allowed_hosts", "");  ///< names of this machine beside its addresses, see AccessList
        std::string allowed_origins = setup.param("allowed_origins", "");  ///< of pages beside its own: "https://app.foxglove.dev"
        int max_clients = setup.param("max_clients", 8, {1, 128});
        Live<float> rate_hz = setup.live_param("rate_hz", 10.0f, {0.1f, 50.0f});  ///< of each slot to each client, at most
        Duration dead_man = setup.param<Duration>("dead_man", std::chrono::milliseconds{300});
        float max_speed_m_s = setup.param("max_speed_m_s", 0.3f, {0.01f, 5.0f});  ///< a client's command beyond it is refused
        float max_yaw_rate_rad_s = setup.param("max_yaw_rate_rad_s", 2.0f, {0.1f, 50.0f});
        Input<ArbiterState> arbiter = setup.optional_input<ArbiterState>("arbiter_state", kForever);
        Output<DriveCommand> command = setup.command_output<DriveCommand>("remote_command", {});
        Output<DriveRequest> request = setup.output<DriveRequest>("remote_request");
        Output<BehaviourRequest> wish = setup.output<BehaviourRequest>("behaviour_request");
        Output<TelemetryState> state = setup.output<TelemetryState>("telemetry_state");
    };

    explicit TelemetryNode(Io io);
    void step(const Tick& tick);

private:
    static telemetry::ServerConfig server_config(const Io& io);

    Io io_;
    telemetry::Server server_;
    telemetry::WebServer web_;
    DriveVerb said_ = DriveVerb::kNone;
};

}  // namespace seqboard
