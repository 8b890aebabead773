// The life of an owner with all system calls that it makes, and what must hold wherever it ends.
#pragma once

#include "core/exit_code.hpp"
#include "core/segment/attached_segment.hpp"
#include "core/segment/owned_segment.hpp"
#include "core/slot/futex.hpp"
#include "tests/scratch/busy_slot.hpp"
#include "tests/scratch/scratch_backend.hpp"

namespace seqboard::testing {

inline std::vector<SlotSpec> front_slot(std::uint32_t cells = 4) { return {slot_spec<Pattern>("front", cells)}; }

/// The newest number of the slot if it reads whole; 0 if it was never written; nothing if it is torn or cannot be read.
inline std::optional<std::uint32_t> number_in(const AttachedSegment& segment) {
    SampleHeader header;
    Pattern message;
    const Copied copied = segment.reader(*segment.find("front")).latest(header, &message, sizeof message);
    if (copied == Copied::kNeverWritten) return 0;
    if (copied != Copied::kWhole || !is_whole(message) || header.stamp_ns != message.number) return std::nullopt;
    return message.number;
}

/// Makes a segment or goes on in it, publishes with a wake-up, and gives the name back.
inline void own_and_publish(Backend& backend, const std::string& board, std::uint32_t cells, std::uint32_t number) {
    const OwnedSegment owned{backend, board, "wheels", front_slot(cells)};
    RingWriter writer = owned.writer(0);
    publish(writer, number);
    futex_wake_all(writer.head_word());
}

/// Start, restart with the same slots, restart with others: create, publish, republish and close, all there is.
inline void live_as_owner(Backend& backend, const std::string& board, std::uint32_t first_number) {
    own_and_publish(backend, board, 4, first_number);
    own_and_publish(backend, board, 4, first_number + 1);
    own_and_publish(backend, board, 8, first_number + 2);
}

/// What tools and readers do: look who is there, attach, read, wait for news, look whether it is still in place.
inline void live_as_reader(Backend& backend) {
    const std::vector<std::string> nodes = backend.nodes();
    if (nodes != std::vector<std::string>{"wheels"}) throw std::logic_error{"the node is not listed"};
    if (!backend.owner("wheels")) throw std::logic_error{"a living owner is said to be dead"};
    const auto attached = AttachedSegment::attach(backend, "wheels");
    if (!attached || !number_in(*attached)) throw std::logic_error{"the segment that is there cannot be read"};
    const RingReader reader = attached->reader(*attached->find("front"));
    futex_wait(reader.head_word(), reader.head() + 1, std::chrono::milliseconds{1});
    if (backend.replaced("wheels", attached->identity())) throw std::logic_error{"a segment in place is said to be replaced"};
}

/// What is wrong with what a reader finds and the next owner makes of it.
inline std::string fault_of_what_is_left(const ScratchBackend& backend, std::uint32_t lowest, std::uint32_t highest) {
    const auto other = backend.another();
    const auto found = AttachedSegment::attach(*other, "wheels");  // throws if it is half made
    if (found) {
        const auto number = number_in(*found);
        if (!number) return "a torn sample";
        if (*number != 0 && (*number < lowest || *number > highest)) return "a sample that nobody wrote";
    }
    if (other->owner("wheels")) return "the name of the dead is not free";
    own_and_publish(*other, backend.place().board, found ? found->find("front")->cells : 8, highest + 1);  // goes on in what there is
    const auto next = AttachedSegment::attach(*other, "wheels");
    if (!next || number_in(*next) != highest + 1) return "what the next owner writes cannot be read";
    if (other->nodes() != std::vector<std::string>{"wheels"}) return "more nodes than there are";
    std::error_code no_folder;  // System V has none
    for (const auto& entry : std::filesystem::recursive_directory_iterator{backend.place().root, no_folder}) {
        const std::string name = entry.path().filename();
        if (entry.is_regular_file() && name != "wheels.seg" && name != "wheels.lock") return "left behind: " + name;
    }
    return "";
}

/// A sentence that names what is wrong after an owner has ended somewhere in its life; empty if nothing is. Numbers from the lowest to the
/// highest may be found. Afterwards nothing of the node is left.
inline std::string fault_after(const ScratchBackend& backend, std::uint32_t lowest, std::uint32_t highest) {
    std::string fault;
    try {
        fault = fault_of_what_is_left(backend, lowest, highest);
    } catch (const StartError& error) {
        fault = error.what();
    }
    backend->remove("wheels");
    if (!backend->nodes().empty() || backend->owner("wheels")) return fault + "; and the node cannot be removed";
    return fault;
}

}  // namespace seqboard::testing
