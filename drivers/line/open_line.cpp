#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "core/exit_code.hpp"
#include "core/names.hpp"
#include "drivers/line/internet_address.hpp"
#include "drivers/line/serial_line.hpp"
#include "drivers/line/tcp_line.hpp"
#include "drivers/line/udp_line.hpp"

namespace seqboard {

namespace {

const std::vector<std::string> kKinds = {"serial", "pty", "udp", "udp-listen", "tcp", "tcp-listen"};

/// What stands behind the last colon; -1 if that is no number.
int last_number(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    int number = -1;
    if (colon == std::string::npos) return -1;
    const auto [end, error] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : -1;
}

}  // namespace

sockaddr_in internet_address(const std::string& text, const std::string& where) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    const int port = last_number(text);
    const std::string host = text.substr(0, text.rfind(':'));
    if (port < 1 || port > 65535 || ::inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1)
        throw StartError{ExitCode::kConfig, "'" + where + "': expected an IPv4 address and a port, such as 192.168.1.20:5600"};
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

std::unique_ptr<Line> open_line(const std::string& where) {
    const std::size_t colon = where.find(':');
    const std::string kind = where.substr(0, colon), rest = colon == std::string::npos ? "" : where.substr(colon + 1);
    if (rest.empty() || std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end())
        throw StartError{ExitCode::kConfig,
                         "'" + where +
                             "' is no line; expected serial:DEVICE:BAUD, pty:PATH, udp:ADDRESS:PORT, udp-listen:ADDRESS:PORT, "
                             "tcp:ADDRESS:PORT or tcp-listen:ADDRESS:PORT" +
                             suggestion(kind, kKinds)};
    if (kind == "serial") return std::make_unique<SerialLine>(rest.substr(0, rest.rfind(':')), last_number(rest));
    if (kind == "pty") return std::make_unique<PtyLine>(rest);
    const bool listens = kind.ends_with("-listen");
    const sockaddr_in address = internet_address(rest, where);
    if (kind.starts_with("udp")) return std::make_unique<UdpLine>(address, listens, where);
    return std::make_unique<TcpLine>(address, listens, where);
}

}  // namespace seqboard
