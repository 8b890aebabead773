// The parameters of all nodes of a board, and requests to change them.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/messages/operator_request.hpp"
#include "core/port/output_port.hpp"
#include "nodes/telemetry/board_channels.hpp"

namespace seqboard::telemetry {

/// "follower.cruise_speed_m_s", its value as JSON.
struct ParameterValue {
    std::string name;
    std::string json;
    bool is_real = false;  ///< a number that may have a fraction
};

/// Values come from the slots <node>.params. Not for the loop.
class Parameters {
public:
    Parameters(std::shared_ptr<Blackboard> board, const BoardChannels& channels) : board_{std::move(board)}, channels_{channels} {}

    /// Of one channel; nothing if it is none of parameters, or was never written.
    std::vector<ParameterValue> values_of(std::uint32_t channel) const;
    std::vector<ParameterValue> all() const;

    /// Channels of parameters that have been written since the last call.
    std::vector<std::uint32_t> changed();

    struct Asker {
        std::uint32_t client = 0;
        std::optional<std::string> id{};  ///< of its request
    };

    /// Asks the node, as `seqboard set` does: one request at a time, as long as nobody else asks. False if there are too many.
    bool set(const std::string& name, const std::string& value, const Asker& asker);

    struct Answer {
        Asker asker;
        std::string name;
        std::string refusal;  ///< empty: it has been changed
    };

    /// Sends the next request; what became of the one before.
    std::optional<Answer> step(Time now);

private:
    struct Request {
        ParamRequest message;
        std::string name;
        Asker asker;
    };
    struct Desk;

    const Channel* find_node(const std::string& name, std::string& param) const;
    std::string begin(Time now);
    Answer give_up(std::string refusal);
    std::optional<ParamResult> result_of(const ParamRequest& request) const;

    std::shared_ptr<Blackboard> board_;
    const BoardChannels& channels_;
    std::map<std::uint32_t, std::pair<std::uint32_t, std::uint32_t>> seen_;  ///< channel: generation, head
    std::deque<Request> waiting_;
    std::shared_ptr<Desk> desk_;  ///< null: the request in front is not sent yet
    Time asked_{};
    Time tried_{};
    int tries_ = 0;
};

}  // namespace seqboard::telemetry
