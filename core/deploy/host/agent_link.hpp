// A conversation with the agent of a target.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/deploy/host/piped_process.hpp"
#include "core/deploy/host/ssh_target.hpp"
#include "core/deploy/machine.hpp"
#include "core/deploy/wire.hpp"

namespace seqboard::deploy {

/// Told of every journal record that the agent reports while a request is carried out.
using OnEvent = std::function<void(const Json& record)>;

class AgentLink {
public:
    /// Starts the agent at `program`, a path below the target's root ("agent/seqboard_agent"). If it is not there or does not
    /// start, greeting() has nothing and machine() says what the target is. Throws StartError if the target cannot be reached.
    AgentLink(const SshTarget& target, const std::string& program);

    /// What the agent said first: its status.
    const std::optional<Json>& greeting() const { return greeting_; }
    const Machine& machine() const { return machine_; }

    /// Sends the request, and `bytes` behind it; waits for the answer. Throws StartError: what the agent refuses, with its
    /// exit code; kUnavailable for a lost link.
    Json request(Json request, const OnEvent& on_event = {}, std::string_view bytes = {});

private:
    std::optional<Json> next();

    const SshTarget& target_;
    PipedProcess process_;
    Wire wire_;
    std::optional<Json> greeting_;
    Machine machine_;
};

/// Puts the agent's program on the target, under the name `program` below its root. With sh, cat, mkdir, chmod and mv there.
void send_agent(const SshTarget& target, const std::string& program, std::string_view bytes);

}  // namespace seqboard::deploy
