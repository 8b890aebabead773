// One page of a chip's registers.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

namespace seqboard {

/// Mapped from /dev/mem, or in tests from a file with the same bytes at the same places. Each access is one 32-bit load or store that
/// the compiler keeps. Nothing guards a read followed by a write against the kernel or another program.
class RegisterPage {
public:
    RegisterPage() = default;
    RegisterPage(RegisterPage&& other) noexcept : base_{std::exchange(other.base_, nullptr)} {}
    RegisterPage& operator=(RegisterPage&& other) noexcept {
        std::swap(base_, other.base_);
        return *this;
    }
    ~RegisterPage();

    /// `address` is a multiple of 4096. Empty, with errno, if it cannot be mapped.
    static RegisterPage map(const std::string& memory, std::uint32_t address) noexcept;

    explicit operator bool() const noexcept { return base_ != nullptr; }
    volatile std::uint32_t& at(unsigned offset) const noexcept { return base_[offset / sizeof(std::uint32_t)]; }

    /// Replaces the bits of `mask`, by a read and a write.
    void replace(unsigned offset, std::uint32_t mask, std::uint32_t bits) const noexcept { at(offset) = (at(offset) & ~mask) | bits; }

private:
    volatile std::uint32_t* base_ = nullptr;
};

}  // namespace seqboard
