#include "drivers/adc/number_file.hpp"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <utility>

#include "drivers/adc/number_text.hpp"

namespace seqboard {

NumberFile::NumberFile(std::string path) : path_{std::move(path)} {}

std::optional<float> NumberFile::read() noexcept {
    if (!fd_) fd_ = FileDescriptor{::open(path_.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!fd_) return std::nullopt;
    std::array<char, 32> text{};
    ssize_t size = 0;
    do {
        size = ::pread(fd_.get(), text.data(), text.size(), 0);
        if (size < 0 && errno == ESPIPE) size = ::read(fd_.get(), text.data(), text.size());  // a device without positions
    } while (size < 0 && errno == EINTR);
    if (size >= 0) {
        if (const auto number = number_in({text.data(), static_cast<std::size_t>(size)})) return number;
        errno = EINVAL;
    }
    const int error = errno;
    fd_ = FileDescriptor{};
    errno = error;
    return std::nullopt;
}

}  // namespace seqboard
