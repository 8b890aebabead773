// Answers one host over stdin and stdout of one ssh connection. The protocol is in docs/deploy.md.
#pragma once

#include <optional>
#include <string>

#include "core/deploy/incoming.hpp"
#include "core/deploy/target.hpp"
#include "core/deploy/wire.hpp"

namespace seqboard::deploy {

class Agent {
public:
    /// `program`: the one that answers, whose hash tells the host whether it is the newest.
    Agent(Target& target, Wire wire, std::string program = this_program())
        : target_{target}, wire_{std::move(wire)}, program_{std::move(program)} {}

    /// Greets, then answers requests until the other side ends. First undoes or completes what an interrupted update has left.
    void serve();

    /// What is where, what runs, and how well.
    static Json status(const Target& target);

private:
    static std::string this_program();
    Json answer(const Json& request);

    Json begin(const Json& request);
    Json put(const Json& request);
    Json install();
    Json check();
    Json switch_over(const Json& request);
    Json roll_back(const Json& request);
    Json confirm(const Json& request);
    Json history() const;
    Json prune(const Json& request);
    Json logs(const Json& request) const;
    Json file(const Json& request) const;

    Json update(const JournalRecord& first, const Json& request);
    Listener host();
    Incoming& incoming();

    Target& target_;
    Wire wire_;
    std::string program_;
    std::string client_ = "somebody";
    std::optional<Incoming> incoming_;
};

}  // namespace seqboard::deploy
