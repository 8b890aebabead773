// Memory of a segment in this process. A segment is mapped once per process: on VIVT caches (ARM920T) the kernel makes a page
// that one process maps twice uncached.
#pragma once

#include <cstddef>
#include <utility>

namespace seqboard {

/// Owns a mapping; move-only. How it is given back is the backend's business.
class Mapping {
public:
    using Release = void (*)(std::byte*, std::size_t) noexcept;

    Mapping() = default;
    Mapping(std::byte* data, std::size_t bytes, Release release) : data_{data}, bytes_{bytes}, release_{release} {}
    Mapping(Mapping&& other) noexcept { swap(other); }
    Mapping& operator=(Mapping&& other) noexcept {
        Mapping{std::move(other)}.swap(*this);
        return *this;
    }
    ~Mapping() {
        if (data_ != nullptr && release_ != nullptr) release_(data_, bytes_);
    }

    std::byte* data() const noexcept { return data_; }
    std::size_t bytes() const noexcept { return bytes_; }
    explicit operator bool() const noexcept { return data_ != nullptr; }

private:
    void swap(Mapping& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(bytes_, other.bytes_);
        std::swap(release_, other.release_);
    }

    std::byte* data_ = nullptr;
    std::size_t bytes_ = 0;
    Release release_ = nullptr;
};

}  // namespace seqboard
