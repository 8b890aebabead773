// A segment whose bytes change while it is attached and read: before the look at its header, between looks, and between reads.
// Input: how many changes to make at each such place, then changes: two bytes of offset, one of value.
#include "core/segment/segment_error.hpp"
#include "tests/fuzz/segment_bytes.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

class Vandal {
public:
    Vandal(std::span<const std::uint8_t> input, const Mapping& segment) : input_{input}, segment_{segment} {}

    /// Makes the next changes.
    void strike() const {
        if (input_.empty()) return;
        for (int changes = take() % 8; changes > 0 && input_.size() >= 3; --changes) {
            const std::size_t at = static_cast<std::size_t>(take()) << 8 | static_cast<std::size_t>(take());
            segment_.data()[at % segment_.bytes()] = static_cast<std::byte>(take());
        }
    }
    bool tired() const { return input_.empty(); }

private:
    int take() const {
        const std::uint8_t first = input_.front();
        input_ = input_.subspan(1);
        return first;
    }
    mutable std::span<const std::uint8_t> input_;
    const Mapping& segment_;
};

/// Copies of its bytes, each of another moment.
class ChangingSegment final : public OpenSegment {
public:
    ChangingSegment(const Mapping& segment, const Vandal& vandal) : segment_{segment}, vandal_{vandal} {}
    std::uint64_t bytes() const override { return segment_.bytes(); }
    bool copy(std::uint64_t offset, std::span<std::byte> to) const override {
        vandal_.strike();
        if (offset > segment_.bytes() || to.size() > segment_.bytes() - offset) return false;
        std::memcpy(to.data(), segment_.data() + offset, to.size());
        vandal_.strike();
        return true;
    }
    SegmentIdentity identity() const override { return {}; }
    Mapping map(std::size_t) override { return {}; }

private:
    const Mapping& segment_;
    const Vandal& vandal_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::vector<std::byte> good = good_segment();
    const Mapping segment = mapped(good);
    const Vandal vandal{{data, size}, segment};
    try {
        SegmentDescription description = read_description("live", ChangingSegment{segment, vandal});
        const AttachedSegment attached{std::move(description), {}, Mapping{segment.data(), segment.bytes(), nullptr}};
        do {
            vandal.strike();
            read_everything(attached);
        } while (!vandal.tired());
    } catch (const SegmentError& error) {
        require(error.code() == ExitCode::kBadSegment, "a segment that changed too early is damaged data");
    }
    return 0;
}
