#include "core/cli/slot_stream.hpp"

namespace seqboard::cli {

bool SlotStream::connect() {
    const std::optional<std::string> node = board_->find_owner(slot_);
    const auto segment = node ? board_->attach_trusted(*node) : nullptr;
    if (segment == nullptr) return connected();
    if (segment_ && !segment_->retired() && segment->identity() == segment_->identity()) return connected();
    segment_ = segment;
    place_ = segment_->find(slot_);
    cursor_.restart();
    ++connection_;
    return connected();
}

std::optional<RawSample> SlotStream::take() {
    if (!connected()) return std::nullopt;
    RawSample sample{.header = {}, .bytes = std::vector<std::byte>(place_->message_bytes)};
    const Copied copied = cursor_.take(segment_->reader(*place_), sample.header, sample.bytes.data(), sample.bytes.size());
    return copied == Copied::kWhole ? std::optional{std::move(sample)} : std::nullopt;
}

std::optional<RawSample> SlotStream::newest() {
    std::optional<RawSample> last;
    for (std::size_t taken = 0; taken < kMaxCells; ++taken) {
        std::optional<RawSample> sample = take();
        if (!sample) break;
        last = std::move(sample);
    }
    return last;
}

}  // namespace seqboard::cli
