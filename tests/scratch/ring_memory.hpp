// A ring in the memory of the test, with a writer and a reader on it.
#pragma once

#include <cstring>
#include <memory>
#include <new>

#include "core/slot/ring.hpp"

namespace seqboard::testing {

class RingMemory {
public:
    RingMemory(std::size_t message_bytes, std::size_t cells, std::uint32_t head = 0)
        : message_bytes_{message_bytes},
          cells_{cells},
          bytes_{ring_bytes(message_bytes, cells)},
          data_{static_cast<std::byte*>(::operator new (bytes_, std::align_val_t{kCacheLineBytes}))} {
        std::memset(data_.get(), 0, bytes_);
        std::memcpy(data_.get(), &head, sizeof head);
    }

    RingWriter writer() const { return {data_.get(), message_bytes_, cells_}; }
    RingReader reader() const { return {data_.get(), message_bytes_, cells_}; }

    std::byte* data() const { return data_.get(); }
    std::size_t bytes() const { return bytes_; }

    /// The cell that publish number `index` goes to.
    std::byte* cell(std::uint32_t index) const {
        return data_.get() + sizeof(RingControl) + (index % cells_) * cell_stride(message_bytes_);
    }

private:
    struct Free {
        void operator()(std::byte* data) const { ::operator delete (data, std::align_val_t{kCacheLineBytes}); }
    };
    std::size_t message_bytes_;
    std::size_t cells_;
    std::size_t bytes_;
    std::unique_ptr<std::byte, Free> data_;
};

}  // namespace seqboard::testing
