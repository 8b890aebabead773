// ZeroMQ: PUB and SUB over a Unix socket; the subscriber keeps the newest message only.
#include <zmq.h>

#include <stdexcept>

#include "tests/bench/peers/peer_program.hpp"

namespace seqboard::bench {

template <class T>
class ZeromqPeer {
public:
    static constexpr int kHolds = 1;
    static constexpr std::size_t kHoldsBytes = kNoLimit, kMostBytes = kNoLimit;
    static constexpr bool kDirect = false;

    explicit ZeromqPeer(const Channel& channel) : context_{::zmq_ctx_new()} {
        const std::string place = "ipc://" + channel.path();
        const int one = 1, none = 0;
        if (channel.writes()) {
            out_ = ::zmq_socket(context_, ZMQ_PUB);
            ::zmq_setsockopt(out_, ZMQ_LINGER, &none, sizeof none);
            if (::zmq_bind(out_, place.c_str()) != 0) throw std::runtime_error{"zmq_bind " + place};
        }
        if (!channel.reads()) return;
        in_ = ::zmq_socket(context_, ZMQ_SUB);
        ::zmq_setsockopt(in_, ZMQ_CONFLATE, &one, sizeof one);
        ::zmq_setsockopt(in_, ZMQ_SUBSCRIBE, "", 0);
        ::zmq_setsockopt(in_, ZMQ_RECONNECT_IVL, &one, sizeof one);
        if (::zmq_connect(in_, place.c_str()) != 0) throw std::runtime_error{"zmq_connect " + place};
    }
    ZeromqPeer(const ZeromqPeer&) = delete;
    ZeromqPeer& operator=(const ZeromqPeer&) = delete;
    ~ZeromqPeer() {
        if (in_ != nullptr) ::zmq_close(in_);
        if (out_ != nullptr) ::zmq_close(out_);
        ::zmq_ctx_term(context_);
    }

    void publish(const T& message) { ::zmq_send(out_, &message, sizeof message, ZMQ_DONTWAIT); }
    template <class Look>
    bool take(Look&& look) {
        if (::zmq_recv(in_, &copy_, sizeof copy_, ZMQ_DONTWAIT) < 0) return false;
        look(copy_);
        return true;
    }
    static bool news() { return true; }
    void wait() {
        zmq_pollitem_t item{in_, 0, ZMQ_POLLIN, 0};
        ::zmq_poll(&item, 1, 100);
    }

private:
    void* context_;
    void* out_ = nullptr;
    void* in_ = nullptr;
    T copy_;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::ZeromqPeer>(argc, argv); }
