// Sets parameters of running nodes while a mode is in force, and puts back what was there.
#pragma once

#include <deque>
#include <string>

#include "core/blackboard.hpp"
#include "core/launch/launch_event.hpp"
#include "core/launch/mode_rule.hpp"
#include "core/launch/process_list.hpp"
#include "core/launch/supervisor_slots.hpp"

namespace seqboard {

/// By the requests that `seqboard set` makes, in a slot of the supervisor's own; one at a time. A node that is started while the mode
/// is in force gets the mode's values when it is ready; one that was started since has its own again anyway. Never waits: call
/// look() again and again.
class ParamOverlay {
public:
    ParamOverlay(const std::vector<ModeRule>& rules, SupervisorSlots& slots, const LaunchObserver& observer);

    /// `in_force`: index of the rule; nothing: none.
    void look(std::optional<std::size_t> in_force, const ProcessList& processes, Blackboard& board, Time now);

    /// The board's slots were made anew.
    void adopt(SupervisorSlots& slots) { slots_ = &slots; }

private:
    struct Entry {
        std::size_t rule;
        std::string node, param, value;
        std::string before{};          ///< what was there
        std::uint32_t applied_to = 0;  ///< the start of the node that has the value; zero: none
    };
    struct Request {
        std::size_t entry;
        bool applies;  ///< or puts back
        std::uint32_t id;
        std::uint32_t start;  ///< of the node that it was made to
        Time made;
    };

    void finish(Blackboard& board, Time now);
    bool begin(Entry& entry, std::size_t index, bool applies, std::uint32_t start, Blackboard& board, Time now);
    void tell(const Entry& entry, const std::string& what) const;

    std::deque<Entry> entries_;
    SupervisorSlots* slots_;
    const LaunchObserver* observer_;
    std::optional<Request> request_;
    std::uint32_t next_id_;
};

}  // namespace seqboard
