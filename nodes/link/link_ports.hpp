// The slots that a link carries, by name, whatever messages they have.
#pragma once

#include <string>
#include <vector>

#include "core/link/sample_table.hpp"
#include "core/setup.hpp"

namespace seqboard::link {

/// The samples of this board that go to the other end. `slots`: "range heading"; a slot that nobody here reads or writes has its message
/// behind it, one of core/messages: "supervisor.status:SupervisorStatus".
class OutgoingSlots {
public:
    OutgoingSlots(Setup& setup, const std::string& slots);
    std::vector<Field> fields() const;

    /// Every slot that was written since the last call is fresh in the table then, and no other. Ages are back from `now`.
    void collect(Time now, SampleTable& table);

    /// All are new again: somebody else listens now.
    void begin_anew() noexcept;

private:
    struct Slot {
        InputPort* port;
        std::uint32_t connection = 0;
        std::uint32_t head = 0;
    };
    std::vector<Slot> slots_;
};

/// The samples of the other end, in slots of this board.
class IncomingSlots {
public:
    IncomingSlots(Setup& setup, const std::string& slots);
    std::vector<Field> fields() const;

    /// Writes what is fresh, each with the stamps that it had there, in this board's time: its ages before `now`.
    void publish(Time now, const SampleTable& table);

private:
    StepContext* context_;
    std::vector<OutputPort*> slots_;
};

}  // namespace seqboard::link
