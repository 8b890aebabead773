// Ed25519 signatures of manifests, by libsodium. Keys and signatures are text: hexadecimal, one per line.
#pragma once

#include <string>
#include <string_view>

namespace seqboard::deploy {

struct KeyPair {
    std::string secret;  ///< 128 digits
    std::string open;    ///< 64 digits, for ROOT/trusted_keys of the targets
};

KeyPair new_key_pair();

/// 128 digits. Throws StartError{kConfig} if `secret` is no secret key.
std::string sign(std::string_view manifest, std::string_view secret);

/// Throws StartError{kRefused} if the file `trusted_keys` exists and none of its keys has made the signature.
void refuse_untrusted(std::string_view manifest, std::string_view signature, const std::string& trusted_keys);

}  // namespace seqboard::deploy
