#include "core/deploy/signature.hpp"

#include <sodium/core.h>
#include <sodium/crypto_sign.h>
#include <sodium/utils.h>
#include <unistd.h>

#include <array>
#include <optional>

#include "core/deploy/durable.hpp"
#include "core/exit_code.hpp"

namespace seqboard::deploy {

namespace {

template <std::size_t N>
std::string hex_of(const std::array<unsigned char, N>& bytes) {
    std::array<char, 2 * N + 1> text{};
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    return text.data();
}

/// Nothing if the text is not exactly N bytes in hexadecimal; white space around it is fine.
template <std::size_t N>
std::optional<std::array<unsigned char, N>> bytes_of(std::string_view text) {
    std::array<unsigned char, N> bytes{};
    std::size_t size = 0;
    const char* end = nullptr;
    const bool good = sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), " \t\r\n", &size, &end) == 0;
    return good && size == N && end == text.data() + text.size() ? std::optional{bytes} : std::nullopt;
}

void start_sodium() {
    if (::sodium_init() < 0) throw StartError{ExitCode::kSystem, "this machine has no source of random numbers (/dev/urandom)"};
}

const unsigned char* data_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

KeyPair new_key_pair() {
    start_sodium();
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
    crypto_sign_keypair(open.data(), secret.data());
    return {hex_of(secret), hex_of(open)};
}

std::string sign(std::string_view manifest, std::string_view secret) {
    start_sodium();
    const auto key = bytes_of<crypto_sign_SECRETKEYBYTES>(secret);
    if (!key) throw StartError{ExitCode::kConfig, "this is no secret key of seqboard; make one with seqboard bundle --new-key FILE"};
    std::array<unsigned char, crypto_sign_BYTES> signature{};
    crypto_sign_detached(signature.data(), nullptr, data_of(manifest), manifest.size(), key->data());
    return hex_of(signature);
}

void refuse_untrusted(std::string_view manifest, std::string_view signature, const std::string& trusted_keys) {
    if (::access(trusted_keys.c_str(), F_OK) != 0) return;
    const auto made = bytes_of<crypto_sign_BYTES>(signature);
    std::string keys = text_of_file(trusted_keys) + "\n";
    for (std::size_t end = 0; (end = keys.find('\n')) != std::string::npos; keys.erase(0, end + 1)) {
        const auto key = bytes_of<crypto_sign_PUBLICKEYBYTES>(std::string_view{keys}.substr(0, end));
        if (key && made && crypto_sign_verify_detached(made->data(), data_of(manifest), manifest.size(), key->data()) == 0) return;
    }
    throw StartError{ExitCode::kRefused,
                     std::string{made ? "no key in " + trusted_keys + " has signed this bundle" : "this bundle is not signed"} +
                         "; sign it with seqboard bundle --sign KEY, whose open half stands in " + trusted_keys};
}

}  // namespace seqboard::deploy
