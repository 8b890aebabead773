// A node that runs now, in lock-step with a recording.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "core/blackboard.hpp"
#include "core/messages/clock_state.hpp"
#include "core/slot/ring.hpp"

namespace seqboard::cli {

/// Its process, from its start until this object ends. Throws StartError where it ends by itself or says nothing for ten seconds.
class ReplayedNode {
public:
    /// `command_line` makes it follow the clock of the node that has `turns`, the writer of its slot clock.NAME.
    ReplayedNode(std::string name, const std::vector<std::string>& command_line, std::shared_ptr<Blackboard> board, RingWriter& turns);
    ReplayedNode(const ReplayedNode&) = delete;
    ReplayedNode& operator=(const ReplayedNode&) = delete;
    ~ReplayedNode();

    /// Until it is ready and has connected its inputs.
    void await_ready();

    /// One step, at this time; back when it is done.
    void step(std::uint64_t now_ns, std::uint32_t tick);

    const std::string& name() const noexcept { return name_; }
    const AttachedSegment& segment() const noexcept { return *segment_; }

private:
    template <class Done>
    void await(const char* what, Done&& done);

    std::string name_;
    std::shared_ptr<Blackboard> board_;
    RingWriter& turns_;
    pid_t pid_;
    std::shared_ptr<AttachedSegment> segment_;
    RingReader status_;
    std::uint32_t epoch_ = 0;
};

}  // namespace seqboard::cli
