// A segment that is just bytes, for what a reader does with bad ones.
#pragma once

#include <cstring>
#include <vector>

#include "core/segment/backend.hpp"

namespace seqboard::testing {

class MemorySegment final : public OpenSegment {
public:
    explicit MemorySegment(std::vector<std::byte> bytes) : bytes_{std::move(bytes)} {}
    std::uint64_t bytes() const override { return bytes_.size(); }
    bool copy(std::uint64_t offset, std::span<std::byte> to) const override {
        if (offset > bytes_.size() || to.size() > bytes_.size() - offset) return false;
        std::memcpy(to.data(), bytes_.data() + offset, to.size());
        return true;
    }
    SegmentIdentity identity() const override { return {}; }
    Mapping map(std::size_t) override { return {}; }

private:
    std::vector<std::byte> bytes_;
};

}  // namespace seqboard::testing
