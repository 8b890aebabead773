// telemetry_load PORT CLIENTS DEAF SECONDS PROCESS TOPIC...: so many clients subscribe to the topics of a telemetry server and read for so long;
// so many more subscribe and never read again. Then prints, a line each: samples<TAB>in a second, and the processor's time of the server's
// PROCESS, server ns<TAB>in a second.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "core/file_descriptor.hpp"
#include "core/time.hpp"
#include "tests/bench/processor_time.hpp"

namespace seqboard::bench {

namespace {

constexpr std::string_view kHandshakeEnd = "\r\n\r\n";
constexpr char kText = '\x81', kSample = '\1', kBinary = '\x82';

/// One WebSocket, as RFC 6455 frames it, without what a client may leave out.
class LoadClient {
public:
    LoadClient(int port, const std::vector<std::string>& topics, bool is_deaf)
        : topics_{topics}, is_deaf_{is_deaf}, socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::perror("telemetry_load"), std::exit(69);
        send(
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: foxglove.websocket.v1\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }

    int fd() const { return socket_.get(); }
    bool reads() const { return !is_deaf_ || !has_subscribed_; }
    bool has_subscribed() const { return has_subscribed_; }

    /// Takes what has come. Returns how many samples that were.
    unsigned receive() {
        char some[65536];
        const ssize_t got = ::recv(fd(), some, sizeof some, MSG_DONTWAIT);
        if (got == 0) std::fputs("telemetry_load: the server has closed a connection\n", stderr), std::exit(1);
        if (got > 0) bytes_.append(some, static_cast<std::size_t>(got));
        if (!is_open_) {
            const std::size_t end = bytes_.find(kHandshakeEnd);
            if (end == std::string::npos) return 0;
            bytes_.erase(0, end + kHandshakeEnd.size());
            is_open_ = true;
        }
        unsigned samples = 0;
        std::size_t at = 0;
        while (const std::size_t size = take_frame(at, samples)) at += size;
        bytes_.erase(0, at);
        return samples;
    }

private:
    void send(std::string_view text) { (void)!::send(fd(), text.data(), text.size(), MSG_NOSIGNAL); }

    /// The size of the whole frame there; 0 if it is not whole yet.
    std::size_t take_frame(std::size_t at, unsigned& samples) {
        const std::string_view rest = std::string_view{bytes_}.substr(at);
        if (rest.size() < 2) return 0;
        const auto octet = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(rest[i])); };
        std::size_t head = 2, size = octet(1);
        if (size > 125) head = size == 126 ? 4 : 10, size = 0;
        if (rest.size() < head) return 0;
        for (std::size_t i = 2; i < head; ++i) size = size << 8 | octet(i);
        if (rest.size() < head + size) return 0;
        const std::string_view payload = rest.substr(head, size);
        if (rest[0] == kBinary && payload[0] == kSample) ++samples;
        if (rest[0] == kText && !has_subscribed_) note_channels(payload);
        return head + size;
    }

    /// {"id":7,"topic":"/pose",
    void note_channels(std::string_view text) {
        for (const std::string& topic : topics_) {
            const std::size_t found = text.find(",\"topic\":\"" + topic + "\"");
            const std::size_t from = found == std::string_view::npos ? found : text.rfind(':', found);
            if (from != std::string_view::npos) channels_.emplace_back(text.substr(from + 1, found - from - 1));
        }
        if (channels_.size() < topics_.size()) return;
        has_subscribed_ = true;
        std::string wish;
        for (const std::string& channel : channels_)
            wish += (wish.empty() ? "{\"id\":" : ",{\"id\":") + channel + ",\"channelId\":" + channel + "}";
        wish = R"({"op":"subscribe","subscriptions":[)" + wish + "]}";
        std::string frame{kText, static_cast<char>(0x80 | 126), static_cast<char>(wish.size() >> 8), static_cast<char>(wish.size() & 0xff)};
        send(frame + std::string(4, '\0') + wish);  // masked with zeros: it stays readable
    }

    const std::vector<std::string>& topics_;
    bool is_deaf_;
    bool is_open_ = false;
    bool has_subscribed_ = false;
    FileDescriptor socket_;
    std::string bytes_;
    std::vector<std::string> channels_;
};

/// Reads until the time is over or, without one, until all have subscribed. Returns the samples.
unsigned long run(std::vector<std::unique_ptr<LoadClient>>& clients, Duration time) {
    const Time end = monotonic_now() + time;
    unsigned long samples = 0;
    const auto goes_on = [&] {
        if (time != Duration::zero()) return monotonic_now() < end;
        return std::any_of(clients.begin(), clients.end(), [](const auto& client) { return !client->has_subscribed(); });
    };
    std::vector<pollfd> sockets(clients.size());
    while (goes_on()) {
        for (std::size_t i = 0; i < clients.size(); ++i) sockets[i] = {clients[i]->reads() ? clients[i]->fd() : -1, POLLIN, 0};
        ::poll(sockets.data(), sockets.size(), 100);
        for (std::size_t i = 0; i < clients.size(); ++i)
            if (sockets[i].revents != 0) samples += clients[i]->receive();
    }
    return samples;
}

}  // namespace

}  // namespace seqboard::bench

int main(int argc, char** argv) {
    using namespace seqboard::bench;
    if (argc < 7) return 64;
    const int port = std::atoi(argv[1]), readers = std::atoi(argv[2]), deaf = std::atoi(argv[3]), seconds = std::atoi(argv[4]);
    const auto process = static_cast<pid_t>(std::atoi(argv[5]));
    const std::vector<std::string> topics(argv + 6, argv + argc);
    std::vector<std::unique_ptr<LoadClient>> clients;
    for (int i = 0; i < readers + deaf; ++i) clients.push_back(std::make_unique<LoadClient>(port, topics, i >= readers));
    run(clients, {});
    std::printf("subscribed\t%d\n", readers + deaf);
    std::fflush(stdout);
    run(clients, std::chrono::seconds{1});
    const std::int64_t before_ns = processor_ns(process);
    const unsigned long samples = run(clients, std::chrono::seconds{seconds});
    std::printf("samples\t%lu\nserver ns\t%lld\n", samples / static_cast<unsigned long>(seconds),
                static_cast<long long>((processor_ns(process) - before_ns) / seconds));
    return 0;
}
