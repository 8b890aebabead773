#include "core/blackboard.hpp"

#include <unistd.h>

#include "core/segment/anonymous_backend.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard {

namespace {

void keep_mapping(std::byte*, std::size_t) noexcept {}

/// A view of our own segment for readers in this process: the same mapping, because a second one would be uncached on VIVT.
std::shared_ptr<AttachedSegment> view_of_own(const std::shared_ptr<OwnedSegment>& own) {
    const Mapping& mapping = own->mapping();
    auto* const view = new AttachedSegment{own->description(), {}, Mapping{mapping.data(), mapping.bytes(), keep_mapping}};
    return {view, [own](AttachedSegment* segment) { delete segment; }};
}

}  // namespace

Blackboard::Blackboard(std::unique_ptr<Backend> backend, std::string board) : backend_{std::move(backend)}, board_{std::move(board)} {}

std::shared_ptr<Blackboard> Blackboard::open(const BoardPlace& place) {
    static std::mutex mutex;
    static std::map<std::string, std::weak_ptr<Blackboard>> boards;
    const BoardPlace resolved = place.resolved();
    // The process is part of the key: a forked child must not take its parent's segments for its own.
    const std::string key = std::to_string(::getpid()) + " " + backend_text(resolved) + " " + resolved.directory();
    const std::lock_guard guard{mutex};
    if (auto board = boards[key].lock()) return board;
    auto board = std::make_shared<Blackboard>(make_backend(resolved), resolved.board);
    boards[key] = board;
    return board;
}

std::shared_ptr<Blackboard> Blackboard::in_memory(std::string board) {
    return std::make_shared<Blackboard>(std::make_unique<AnonymousBackend>(), std::move(board));
}

std::shared_ptr<OwnedSegment> Blackboard::create(std::string_view node, const std::vector<SlotSpec>& slots) {
    refuse_second_writer(node, slots);
    auto segment = std::make_shared<OwnedSegment>(*backend_, board_, node, slots);
    refuse_second_writer(node, slots);  // again: of two that start at once, at least one sees the other
    const std::lock_guard guard{mutex_};
    own_[std::string{node}] = segment;
    return segment;
}

std::shared_ptr<AttachedSegment> Blackboard::attach(std::string_view node) {
    const std::lock_guard guard{mutex_};
    if (const auto own = own_.find(node); own != own_.end())
        if (const auto segment = own->second.lock()) return view_of_own(segment);
    auto& known = attached_[std::string{node}];
    if (auto segment = known.lock(); segment && !segment->retired() && !backend_->replaced(node, segment->identity())) return segment;
    auto segment = AttachedSegment::attach(*backend_, node);
    known = segment;
    return segment;
}

std::shared_ptr<AttachedSegment> Blackboard::attach_trusted(std::string_view node) {
    try {
        return attach(node);
    } catch (const SegmentError&) {
        return nullptr;
    }
}

std::optional<std::string> Blackboard::find_owner(std::string_view slot) {
    std::optional<std::string> dead;
    for (const std::string& node : nodes()) {
        const auto segment = attach_trusted(node);
        if (!segment || segment->find(slot) == nullptr) continue;
        if (backend_->owner(node)) return node;
        if (!dead) dead = node;
    }
    return dead;
}

void Blackboard::refuse_second_writer(std::string_view node, const std::vector<SlotSpec>& slots) {
    for (const std::string& other : nodes()) {
        if (other == node) continue;
        const std::optional<Owner> owner = backend_->owner(other);
        const auto segment = owner ? attach_trusted(other) : nullptr;
        if (!segment) continue;
        for (const SlotSpec& slot : slots) {
            if (segment->find(slot.name) == nullptr) continue;
            throw SegmentError{SegmentFault::kOwned, "slot '" + slot.name + "' already has a writer: node '" + other + "', process " +
                                                         std::to_string(owner->pid) +
                                                         "; give this node's port another slot with --output PORT=SLOT"};
        }
    }
}

void Blackboard::remove_dead(bool (*keep)(const std::string& node)) {
    for (const std::string& node : nodes()) {
        if (keep != nullptr && keep(node)) continue;
        try {
            const auto ownership = backend_->own(node);  // nobody can start it while it is removed
            backend_->remove(node);
        } catch (const SegmentError&) {
            continue;  // alive, or not ours
        }
    }
}

}  // namespace seqboard
