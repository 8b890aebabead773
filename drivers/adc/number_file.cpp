#include "drivers/adc/number_file.hpp"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace seqboard {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A decimal number as the kernel writes them, without an exponent: nine digits count. Not strtof(), which computes with double.
std::optional<float> leading_number(const char* text) {
    while (*text == ' ') ++text;
    const bool negative = *text == '-';
    if (negative) ++text;
    if (!is_digit(*text)) return std::nullopt;
    constexpr std::uint32_t kMost = 100'000'000;
    std::uint32_t digits = 0;
    int exponent = 0;  // of ten
    bool fraction = false;
    for (; is_digit(*text) || (*text == '.' && !fraction); ++text) {
        if (*text == '.') {
            fraction = true;
        } else if (digits < kMost) {
            digits = digits * 10 + static_cast<std::uint32_t>(*text - '0');
            exponent -= fraction;
        } else {
            exponent += !fraction;
        }
    }
    float scale = 1;  // to 1e10 exact in float
    for (int i = 0; i < std::abs(exponent); ++i) scale *= 10;
    const float number = exponent < 0 ? static_cast<float>(digits) / scale : static_cast<float>(digits) * scale;
    return negative ? -number : number;
}

}  // namespace

NumberFile::NumberFile(std::string path) : path_{std::move(path)} {}

std::optional<float> NumberFile::read() noexcept {
    if (!fd_) fd_ = FileDescriptor{::open(path_.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!fd_) return std::nullopt;
    std::array<char, 32> text{};
    ssize_t size = 0;
    do {
        size = ::pread(fd_.get(), text.data(), text.size() - 1, 0);
        if (size < 0 && errno == ESPIPE) size = ::read(fd_.get(), text.data(), text.size() - 1);  // a device without positions
    } while (size < 0 && errno == EINTR);
    if (size > 0) {
        if (const auto number = leading_number(text.data())) return number;
        errno = EINVAL;
    } else if (size == 0) {
        errno = EINVAL;
    }
    const int error = errno;
    fd_ = FileDescriptor{};
    errno = error;
    return std::nullopt;
}

}  // namespace seqboard
