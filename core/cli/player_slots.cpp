#include "core/cli/player_slots.hpp"

#include "core/messages/operator_request.hpp"

namespace seqboard::cli {

namespace {

constexpr Duration kLookInterval = std::chrono::milliseconds{100};  // whoever writes may have made the segment anew

SlotSpec control_slot() { return slot_spec<PlayerRequest>(std::string{kPlayerControlSlot}, 16); }

}  // namespace

PlayerSlots::PlayerSlots(std::shared_ptr<Blackboard> board)
    : board_{std::move(board)},
      segment_{board_->create(std::string{kPlayerNode}, {slot_spec<PlayerState>(std::string{kPlayerSlot})})},
      state_{"state", slot_spec<PlayerState>(std::string{kPlayerSlot}), context_},
      requests_{board_, record::SlotPatterns{std::string{kPlayerControlSlot}}},
      opened_{monotonic_now()} {
    state_.bind(segment_->writer(0), segment_->epoch());
    board_->create(operator_node_of(std::string{kPlayerControlSlot}), {control_slot()});  // and left, for whoever writes
}

std::vector<PlayerRequest> PlayerSlots::take() {
    if (const Time now = monotonic_now(); now - looked_ >= kLookInterval) {
        requests_.look();
        looked_ = now;
    }
    std::vector<PlayerRequest> requests;
    for (record::SlotTap& tap : requests_.taps()) {
        if (tap.place().fingerprint != kFingerprint<PlayerRequest>) continue;
        SampleHeader header;
        PlayerRequest request;
        while (tap.take(header, reinterpret_cast<std::byte*>(&request)) == Copied::kWhole)
            if (time_from_ns(header.stamp_ns) >= opened_) requests.push_back(request);
    }
    return requests;
}

void PlayerSlots::write(const PlayerState& state) {
    context_.begin(monotonic_now());
    state_.write(&state, sizeof state);
}

}  // namespace seqboard::cli
