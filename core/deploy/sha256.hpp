// SHA-256: the name of a content. By libsodium.
#pragma once

#include <sodium/crypto_hash_sha256.h>

#include <string>
#include <string_view>

namespace seqboard::deploy {

class Sha256 {
public:
    Sha256() { crypto_hash_sha256_init(&state_); }
    void add(std::string_view bytes);

    /// 64 lower-case hexadecimal digits. Ends the computation.
    std::string hex();

private:
    crypto_hash_sha256_state state_;
};

std::string sha256_of(std::string_view bytes);

/// Of a file as the storage has it: pages that the kernel still keeps are dropped first where it lets us, so that what is
/// checked is what the medium gives back. Throws StartError.
std::string sha256_of_file(const std::string& path);

}  // namespace seqboard::deploy
