#include "core/deploy/sha256.hpp"

#include <errno.h>
#include <fcntl.h>

#include <array>

#include "core/file_descriptor.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::deploy {

void Sha256::add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
}

std::string Sha256::hex() {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256_final(&state_, hash.data());
    std::string text;
    for (const unsigned char byte : hash) (text += kDigits[byte >> 4]) += kDigits[byte & 15];
    return text;
}

std::string sha256_of(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

std::string sha256_of_file(const std::string& path) {
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file) throw system_error(path, "cannot be read", errno);
    ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
    Sha256 hash;
    std::array<char, 16384> bytes;
    for (ssize_t got = 0; (got = ::read(file.get(), bytes.data(), bytes.size())) != 0;) {
        if (got < 0 && errno != EINTR) throw system_error(path, "cannot be read", errno);
        if (got > 0) hash.add({bytes.data(), static_cast<std::size_t>(got)});
    }
    return hash.hex();
}

}  // namespace seqboard::deploy
