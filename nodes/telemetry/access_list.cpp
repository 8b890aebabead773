#include "nodes/telemetry/access_list.hpp"

#include <arpa/inet.h>

#include <algorithm>

namespace seqboard::telemetry {

namespace {

std::vector<std::string> words(std::string_view text) {
    constexpr std::string_view kBetween = " ,\t\n";
    std::vector<std::string> words;
    while (true) {
        const std::size_t begin = text.find_first_not_of(kBetween);
        if (begin == std::string_view::npos) return words;
        const std::size_t end = std::min(text.find_first_of(kBetween, begin), text.size());
        words.emplace_back(text.substr(begin, end - begin));
        text.remove_prefix(end);
    }
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// "robot:8765" -> "robot", "[::1]:8765" -> "::1".
std::string name_in(std::string_view host) {
    if (host.starts_with('[')) return std::string{host.substr(1, host.find(']') - 1)};
    return std::string{host.substr(0, host.rfind(':'))};
}

bool is_address(const std::string& name) {
    in6_addr address;
    return ::inet_pton(AF_INET, name.c_str(), &address) == 1 || ::inet_pton(AF_INET6, name.c_str(), &address) == 1;
}

}  // namespace

AccessList::AccessList(std::string_view hosts, std::string_view origins) : hosts_{words(hosts)}, origins_{words(origins)} {}

bool AccessList::takes_host(std::string_view host) const {
    if (host.empty()) return false;
    const std::string name = name_in(host);
    return name == "localhost" || is_address(name) || contains(hosts_, name);
}

bool AccessList::takes_origin(std::string_view origin, std::string_view host) const {
    if (origin.empty() || contains(origins_, origin)) return true;
    constexpr std::string_view kOwn = "http://";
    return origin.starts_with(kOwn) && origin.substr(kOwn.size()) == host;
}

bool same_secret(std::string_view a, std::string_view b) noexcept {
    unsigned char difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < a.size() && !b.empty(); ++i)
        difference =
            static_cast<unsigned char>(difference | (static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i % b.size()])));
    return difference == 0 && !a.empty();
}

}  // namespace seqboard::telemetry
