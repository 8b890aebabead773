// A segment that is just bytes, for what a reader does with bad ones.
#pragma once

#include <algorithm>
#include <vector>

#include "core/segment/backend.hpp"

namespace seqboard::testing {

class MemorySegment final : public OpenSegment {
public:
    explicit MemorySegment(std::vector<std::byte> bytes) : bytes_{std::move(bytes)} {}
    std::uint64_t bytes() const override { return bytes_.size(); }
    bool copy(std::uint64_t offset, std::span<std::byte> to) const override {
        if (offset > bytes_.size() || to.size() > bytes_.size() - offset) return false;
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), to.size(), to.begin());
        return true;
    }
    SegmentIdentity identity() const override { return {}; }
    Mapping map(std::size_t) override { return {}; }

private:
    std::vector<std::byte> bytes_;
};

}  // namespace seqboard::testing
