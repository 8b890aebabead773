// A POSIX message queue for each reader, with what the kernel allows everybody: 10 messages of 8 KiB.
#include <mqueue.h>
#include <poll.h>

#include <vector>

#include "tests/bench/peers/peer_program.hpp"
#include "tests/bench/peers/require.hpp"

namespace seqboard::bench {

template <class T>
class MessageQueuePeer {
public:
    static constexpr int kHolds = 8;
    static constexpr std::size_t kHoldsBytes = kNoLimit, kMostBytes = 8192;
    static constexpr bool kDirect = true;

    explicit MessageQueuePeer(const Channel& channel) : channel_{channel} {
        for (int reader = 0; reader < channel.readers; ++reader)
            if (channel.writes() || reader == channel.reader) open(channel.queue(reader));
    }
    MessageQueuePeer(const MessageQueuePeer&) = delete;
    MessageQueuePeer& operator=(const MessageQueuePeer&) = delete;
    ~MessageQueuePeer() {
        for (const mqd_t queue : queues_) ::mq_close(queue);
        for (int reader = 0; channel_.writes() && reader < channel_.readers; ++reader) ::mq_unlink(("/" + channel_.queue(reader)).c_str());
    }

    void publish(const T& message) {
        for (const mqd_t queue : queues_) ::mq_send(queue, reinterpret_cast<const char*>(&message), sizeof message, 0);
    }
    template <class Look>
    bool take(Look&& look) {
        if (::mq_receive(queues_.front(), reinterpret_cast<char*>(&copy_), sizeof copy_, nullptr) < 0) return false;
        look(copy_);
        return true;
    }
    static bool news() { return true; }
    void wait() {
        pollfd queue{queues_.front(), POLLIN, 0};  // on Linux a queue's descriptor can be polled
        ::poll(&queue, 1, 100);
    }

private:
    void open(const std::string& name) {
        mq_attr limits{};
        limits.mq_maxmsg = kHolds;
        limits.mq_msgsize = sizeof(T);
        queues_.push_back(require(::mq_open(("/" + name).c_str(), O_RDWR | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0600, &limits), "mq_open"));
    }
    Channel channel_;
    std::vector<mqd_t> queues_;
    T copy_;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::MessageQueuePeer>(argc, argv); }
