// Unix datagrams to a socket of each reader.
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <vector>

#include "core/file_descriptor.hpp"
#include "tests/bench/peers/peer_program.hpp"
#include "tests/bench/peers/require.hpp"

namespace seqboard::bench {

template <class T>
class UnixSocketPeer {
public:
    static constexpr int kHolds = 8;
    static constexpr std::size_t kHoldsBytes = 1 << 16, kMostBytes = 1 << 16;
    static constexpr bool kDirect = true;

    explicit UnixSocketPeer(const Channel& channel) {
        if (channel.reads()) {
            in_ = open();
            const sockaddr_un place = address(channel, channel.reader);
            require(::bind(in_.get(), reinterpret_cast<const sockaddr*>(&place), sizeof place), "bind");
        }
        if (channel.writes()) out_ = open();
        for (int reader = 0; channel.writes() && reader < channel.readers; ++reader) to_.push_back(address(channel, reader));
    }

    void publish(const T& message) {
        for (const sockaddr_un& place : to_)
            ::sendto(out_.get(), &message, sizeof message, 0, reinterpret_cast<const sockaddr*>(&place), sizeof place);
    }
    template <class Look>
    bool take(Look&& look) {
        if (::recv(in_.get(), &copy_, sizeof copy_, 0) < 0) return false;
        look(copy_);
        return true;
    }
    static bool news() { return true; }
    void wait() {
        pollfd socket{in_.get(), POLLIN, 0};
        ::poll(&socket, 1, 100);
    }

private:
    static FileDescriptor open() {
        return FileDescriptor{require(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "socket")};
    }
    static sockaddr_un address(const Channel& channel, int reader) {
        sockaddr_un made{};
        made.sun_family = AF_UNIX;
        (channel.scratch + "/" + channel.queue(reader)).copy(made.sun_path, sizeof made.sun_path - 1);
        return made;
    }
    FileDescriptor in_, out_;
    std::vector<sockaddr_un> to_;
    T copy_;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::UnixSocketPeer>(argc, argv); }
