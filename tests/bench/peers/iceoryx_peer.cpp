// Eclipse iceoryx: messages in memory that its daemon RouDi manages, no copy for the reader.
#include <unistd.h>

#include <optional>

#include <iceoryx_posh/popo/publisher.hpp>
#include <iceoryx_posh/popo/subscriber.hpp>
#include <iceoryx_posh/popo/wait_set.hpp>
#include <iceoryx_posh/runtime/posh_runtime.hpp>
#include "tests/bench/peers/peer_program.hpp"

namespace seqboard::bench {

template <class T>
class IceoryxPeer {
public:
    static constexpr int kHolds = 8;
    static constexpr std::size_t kHoldsBytes = 8u << 20, kMostBytes = kNoLimit;
    static constexpr bool kDirect = true;

    explicit IceoryxPeer(const Channel& channel) {
        join();
        const iox::capro::ServiceDescription service{"peers", {iox::cxx::TruncateToCapacity, channel.name.c_str()}, "newest"};
        if (channel.writes()) publisher_.emplace(service);
        if (!channel.reads()) return;
        iox::popo::SubscriberOptions options;
        options.queueCapacity = kHolds;
        subscriber_.emplace(service, options);
        if (!channel.waited) return;
        waits_.emplace();
        waits_->attachState(*subscriber_, iox::popo::SubscriberState::HAS_DATA).or_else([](auto) { std::terminate(); });
    }

    void publish(const T& message) {
        publisher_->publishCopyOf(message).or_else([](auto) { std::terminate(); });
    }
    template <class Look>
    bool take(Look&& look) {
        bool found = false;
        subscriber_->take().and_then([&](const auto& sample) { look(*sample), found = true; });
        return found;
    }
    bool news() const { return subscriber_->hasData(); }
    void wait() { waits_->timedWait(iox::units::Duration::fromMilliseconds(100)); }

private:
    static void join() {
        static const bool joined = [] {
            const std::string name = "seqboard-peer-" + std::to_string(::getpid());
            iox::runtime::PoshRuntime::initRuntime({iox::cxx::TruncateToCapacity, name.c_str()});
            return true;
        }();
        static_cast<void>(joined);
    }
    std::optional<iox::popo::Publisher<T>> publisher_;
    std::optional<iox::popo::Subscriber<T>> subscriber_;
    std::optional<iox::popo::WaitSet<1>> waits_;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::IceoryxPeer>(argc, argv); }
