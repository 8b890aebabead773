// LCM: UDP multicast, here on the loopback interface.
#include <lcm/lcm.h>
#include <poll.h>

#include <cstring>
#include <stdexcept>

#include "tests/bench/peers/peer_program.hpp"

namespace seqboard::bench {

template <class T>
class LcmPeer {
public:
    static constexpr int kHolds = 1;
    static constexpr std::size_t kHoldsBytes = kNoLimit, kMostBytes = 1 << 16;  // more of them get lost in the kernel's buffer for UDP
    static constexpr bool kDirect = false;

    explicit LcmPeer(const Channel& channel) : name_{channel.name}, lcm_{::lcm_create("udpm://239.255.76.67:7667?ttl=0")} {
        if (lcm_ == nullptr) throw std::runtime_error{"lcm_create: no multicast on this machine"};
        if (channel.reads()) ::lcm_subscribe(lcm_, name_.c_str(), &LcmPeer::receive, this);
    }
    LcmPeer(const LcmPeer&) = delete;
    LcmPeer& operator=(const LcmPeer&) = delete;
    ~LcmPeer() { ::lcm_destroy(lcm_); }

    void publish(const T& message) { ::lcm_publish(lcm_, name_.c_str(), &message, sizeof message); }
    template <class Look>
    bool take(Look&& look) {
        received_ = false;
        ::lcm_handle_timeout(lcm_, 0);
        if (received_) look(copy_);
        return received_;
    }
    static bool news() { return true; }
    void wait() {
        pollfd arrived{::lcm_get_fileno(lcm_), POLLIN, 0};
        ::poll(&arrived, 1, 100);
    }

private:
    static void receive(const lcm_recv_buf_t* buffer, const char*, void* self) {
        auto* const peer = static_cast<LcmPeer*>(self);
        std::memcpy(&peer->copy_, buffer->data, sizeof peer->copy_);
        peer->received_ = true;
    }
    std::string name_;
    lcm_t* lcm_;
    bool received_ = false;
    T copy_;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::LcmPeer>(argc, argv); }
