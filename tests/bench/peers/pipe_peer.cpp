// A named pipe for each reader, of the largest size that the kernel allows everybody: 1 MiB.
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <vector>

#include "core/file_descriptor.hpp"
#include "tests/bench/peers/peer_program.hpp"
#include "tests/bench/peers/require.hpp"

namespace seqboard::bench {

template <class T>
class PipePeer {
public:
    static constexpr int kHolds = 8;
    static constexpr std::size_t kHoldsBytes = 1 << 20, kMostBytes = 1 << 20;
    static constexpr bool kDirect = true;

    explicit PipePeer(const Channel& channel) {
        for (int reader = 0; reader < channel.readers; ++reader)
            if (channel.writes() || reader == channel.reader) open(channel.scratch + "/" + channel.queue(reader));
    }

    void publish(const T& message) {
        for (const FileDescriptor& pipe : pipes_) {
            [[maybe_unused]] const ssize_t written = ::write(pipe.get(), &message, sizeof message);
        }
    }
    /// A message larger than a page may come in pieces.
    template <class Look>
    bool take(Look&& look) {
        const ssize_t size = ::read(pipes_.front().get(), reinterpret_cast<char*>(&copy_) + filled_, sizeof copy_ - filled_);
        if (size <= 0 || (filled_ += static_cast<std::size_t>(size)) < sizeof copy_) return false;
        filled_ = 0;
        look(copy_);
        return true;
    }
    static bool news() { return true; }
    void wait() {
        pollfd pipe{pipes_.front().get(), POLLIN, 0};
        ::poll(&pipe, 1, 100);
    }

private:
    void open(const std::string& path) {
        ::mkfifo(path.c_str(), 0600);
        pipes_.emplace_back(require(::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC), path));
        require(::fcntl(pipes_.back().get(), F_SETPIPE_SZ, 1 << 20), "F_SETPIPE_SZ");
    }
    std::vector<FileDescriptor> pipes_;
    std::size_t filled_ = 0;
    T copy_;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::PipePeer>(argc, argv); }
