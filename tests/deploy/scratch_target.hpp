// A target in a folder: an agent, releases and a blackboard of a test's own. Nothing of it runs or is left afterwards.
#pragma once

#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/deploy/host/bundle.hpp"
#include "core/deploy/host/piped_process.hpp"
#include "core/deploy/journal.hpp"
#include "core/deploy/running_set.hpp"
#include "core/deploy/wire.hpp"
#include "core/launch/describe_runner.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"

namespace seqboard::testing {

using Environment = std::map<std::string, std::string>;

/// Set as long as it lives: for the children that are started meanwhile.
class Surroundings {
public:
    explicit Surroundings(const Environment& environment) : environment_{environment} {
        for (const auto& [name, value] : environment_) ::setenv(name.c_str(), value.c_str(), 1);
    }
    Surroundings(const Surroundings&) = delete;
    Surroundings& operator=(const Surroundings&) = delete;
    ~Surroundings() {
        for (const auto& [name, value] : environment_) ::unsetenv(name.c_str());
    }

private:
    Environment environment_;
};

/// One conversation with an agent that runs as a child, without ssh between.
class Conversation {
public:
    Conversation(const std::vector<std::string>& agent, const Environment& environment);

    const deploy::Json& greeting() const { return greeting_; }

    /// The answer, be it a refusal; null when the agent has died.
    deploy::Json ask(deploy::Json request, std::string_view bytes = {});

    /// begin, put and install. The answer of the first that was refused, else of the last.
    deploy::Json bring(const deploy::Bundle& bundle);

    /// The same, then switch and confirm, with a soak of `soak_s`.
    deploy::Json deploy(const deploy::Bundle& bundle, double soak_s = 0);

    /// Waits no longer: the link is lost.
    void hang_up() { process_.wait(); }

    std::uint64_t bytes_sent = 0;
    std::vector<std::string> steps;  ///< that the agent has reported

private:
    Surroundings surroundings_;
    deploy::PipedProcess process_;
    deploy::Wire wire_;
    deploy::Json greeting_;
};

class ScratchTarget {
public:
    ScratchTarget() : tree{folder_.path()}, set_{tree, boards_.root()} { tree.make(); }
    ~ScratchTarget();

    std::vector<std::string> agent(const std::string& verb) const;
    Conversation talk(const Environment& environment = {}) const { return {agent("serve"), environment}; }
    ProgramOutput run(const std::string& verb, const Environment& environment = {}) const;

    /// The release whose supervisor runs, if any.
    std::optional<std::string> running() const;
    bool all_ready() const;

    /// The machine loses its power: every process of the board is gone at once.
    void cut_power() const;

    /// Whether nobody works on the target any more and the journal has come to an end.
    bool is_settled() const;
    deploy::JournalRecord last() const { return deploy::Journal::read(tree.journal()).back(); }

    const std::string& boards_root() const { return boards_.root(); }

private:
    ScratchFolder folder_;
    ScratchBoard boards_;

public:
    const deploy::ReleaseTree tree;

private:
    deploy::RunningSet set_;
};

}  // namespace seqboard::testing
