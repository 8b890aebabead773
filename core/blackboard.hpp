// One process's view of a board: the segments it owns and the segments it reads, each mapped once.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/board_place.hpp"
#include "core/segment/attached_segment.hpp"
#include "core/segment/owned_segment.hpp"

namespace seqboard {

/// Not for the loop: every call may look at the file system. Safe to call from several threads.
class Blackboard {
public:
    Blackboard(std::unique_ptr<Backend> backend, std::string board);

    /// The same object for the same place in one process, so that nodes that share the process map a segment once.
    /// Throws StartError if the board's directory cannot be used.
    static std::shared_ptr<Blackboard> open(const BoardPlace& place);

    /// A board in anonymous memory: for tests and for the bench.
    static std::shared_ptr<Blackboard> in_memory(std::string board = "bench");

    const std::string& name() const noexcept { return board_; }
    Backend& backend() noexcept { return *backend_; }

    /// Takes a node's name and makes or re-opens its segment. Throws SegmentError, also when another live node of the board
    /// already writes a slot of one of these names.
    std::shared_ptr<OwnedSegment> create(std::string_view node, const std::vector<SlotSpec>& slots);

    /// The segment of a node, attached once per process; null if it has none yet. Throws SegmentError.
    std::shared_ptr<AttachedSegment> attach(std::string_view node);

    /// As attach(), but null where it throws: for tools that look at whatever is there.
    std::shared_ptr<AttachedSegment> attach_trusted(std::string_view node);

    /// The node whose segment has the slot, a live owner before a dead one; nothing if no segment has it. Segments that
    /// cannot be trusted are passed over.
    std::optional<std::string> find_owner(std::string_view slot);

    std::vector<std::string> nodes() { return backend_->nodes(); }

    /// Removes the segments that nobody owns, all but those for which `keep` is true of the node's name.
    void remove_dead(bool (*keep)(const std::string& node) = nullptr);

private:
    void refuse_second_writer(std::string_view node, const std::vector<SlotSpec>& slots);

    std::unique_ptr<Backend> backend_;
    std::string board_;
    std::mutex mutex_;
    std::map<std::string, std::weak_ptr<OwnedSegment>, std::less<>> own_;
    std::map<std::string, std::weak_ptr<AttachedSegment>, std::less<>> attached_;
};

}  // namespace seqboard
