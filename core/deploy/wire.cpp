#include "core/deploy/wire.hpp"

#include <errno.h>
#include <unistd.h>

#include <array>

#include "core/exit_code.hpp"

namespace seqboard::deploy {

namespace {

constexpr std::size_t kMaxLine = 8u << 20;

}  // namespace

bool Wire::fill() {
    std::array<char, 16384> bytes;
    ssize_t got = 0;
    while ((got = ::read(in_, bytes.data(), bytes.size())) < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    buffer_.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

std::optional<std::string> Wire::receive_line() {
    std::size_t looked = 0;
    std::size_t end = 0;
    while ((end = buffer_.find('\n', looked)) == std::string::npos) {
        looked = buffer_.size();
        if (looked > kMaxLine) throw StartError{ExitCode::kBadSegment, "the other side sends a line that does not end"};
        if (!fill()) return std::nullopt;
    }
    std::string line = buffer_.substr(0, end);
    buffer_.erase(0, end + 1);
    return line;
}

std::optional<Json> Wire::receive() {
    const auto line = receive_line();
    if (!line) return std::nullopt;
    Json json = try_parse_json(*line);
    if (!json.is_object())
        throw StartError{ExitCode::kBadSegment, "expected a request, such as {\"do\":\"status\"}; got: " + line->substr(0, 200)};
    return json;
}

std::optional<std::string> Wire::receive_bytes(std::size_t size) {
    while (buffer_.size() < size)
        if (!fill()) return std::nullopt;
    std::string bytes = buffer_.substr(0, size);
    buffer_.erase(0, size);
    return bytes;
}

bool Wire::send_bytes(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(out_, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR) return false;
        if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

}  // namespace seqboard::deploy
