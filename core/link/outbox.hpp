// Frames on their way to the line.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/link/frame.hpp"

namespace seqboard::link {

/// Whole frames in order. A datagram line sends each as a datagram of its own. Its memory is kept: after the first steps it allocates no more.
class Outbox {
public:
    /// A frame that is too long is left out: whoever makes frames knows kMaxPayloadBytes.
    void add(const Frame& frame) {
        const std::size_t begin = bytes_.size();
        bytes_.resize(begin + kHeaderBytes + frame.payload.size() + kCrcBytes);
        bytes_.resize(begin + encode(frame, std::span{bytes_}.subspan(begin)));
        if (bytes_.size() > begin) ends_.push_back(bytes_.size());
    }

    /// Once more what is in the other.
    void add_all(const Outbox& other) {
        for (std::size_t i = 0; i < other.size(); ++i) {
            const auto frame = other[i];
            bytes_.insert(bytes_.end(), frame.begin(), frame.end());
            ends_.push_back(bytes_.size());
        }
    }

    void clear() noexcept {
        bytes_.clear();
        ends_.clear();
    }

    std::size_t size() const noexcept { return ends_.size(); }
    std::size_t byte_count() const noexcept { return bytes_.size(); }
    std::span<const std::uint8_t> operator[](std::size_t frame) const noexcept {
        const std::size_t begin = frame == 0 ? 0 : ends_[frame - 1];
        return {bytes_.data() + begin, ends_[frame] - begin};
    }

private:
    std::vector<std::uint8_t> bytes_;
    std::vector<std::size_t> ends_;
};

}  // namespace seqboard::link
