// ROS 1: a topic over TCP without delay, a subscriber that keeps the newest message, a callback called by the thread that takes.
#include <ros/callback_queue.h>
#include <ros/ros.h>
#include <unistd.h>

#include <cstring>
#include <optional>

#include "tests/bench/peers/peer_program.hpp"

namespace seqboard::bench {

/// A message whose bytes go over the line as they are; made by hand, because Debian's generated ones do not compile as C++20.
template <class T>
struct RosMessage {
    T content;
};

}  // namespace seqboard::bench

namespace ros {

namespace message_traits {

template <class T>
struct IsMessage<seqboard::bench::RosMessage<T>> : TrueType {};
template <class T>
struct IsFixedSize<seqboard::bench::RosMessage<T>> : TrueType {};
template <class T>
struct MD5Sum<seqboard::bench::RosMessage<T>> {
    static const char* value() { return "00000000000000000000000000000000"; }
    static const char* value(const seqboard::bench::RosMessage<T>&) { return value(); }
};
template <class T>
struct DataType<seqboard::bench::RosMessage<T>> {
    static const char* value() { return "seqboard/Bytes"; }
    static const char* value(const seqboard::bench::RosMessage<T>&) { return value(); }
};
template <class T>
struct Definition<seqboard::bench::RosMessage<T>> {
    static const char* value() { return "uint32[] words"; }
    static const char* value(const seqboard::bench::RosMessage<T>&) { return value(); }
};

}  // namespace message_traits

namespace serialization {

template <class T>
struct Serializer<seqboard::bench::RosMessage<T>> {
    template <class Stream>
    static void write(Stream& stream, const seqboard::bench::RosMessage<T>& message) {
        std::memcpy(stream.advance(sizeof message), &message, sizeof message);
    }
    template <class Stream>
    static void read(Stream& stream, seqboard::bench::RosMessage<T>& message) {
        std::memcpy(&message, stream.advance(sizeof message), sizeof message);
    }
    static std::uint32_t serializedLength(const seqboard::bench::RosMessage<T>&) { return sizeof(T); }
};

}  // namespace serialization

}  // namespace ros

namespace seqboard::bench {

template <class T>
class RosPeer {
public:
    static constexpr int kHolds = 1;
    static constexpr std::size_t kHoldsBytes = kNoLimit, kMostBytes = kNoLimit;
    static constexpr bool kDirect = false;

    explicit RosPeer(const Channel& channel) {
        join();
        node_.emplace();
        node_->setCallbackQueue(&queue_);
        const std::string topic = "/" + channel.name;
        if (channel.writes()) publisher_ = node_->advertise<RosMessage<T>>(topic, 1);
        if (channel.reads()) subscriber_ = node_->subscribe(topic, 1, &RosPeer::receive, this, ros::TransportHints().tcpNoDelay());
    }
    RosPeer(const RosPeer&) = delete;
    RosPeer& operator=(const RosPeer&) = delete;

    void publish(const T& message) { publisher_.publish(reinterpret_cast<const RosMessage<T>&>(message)); }
    template <class Look>
    bool take(Look&& look) {
        if (!arrived_) queue_.callOne();
        if (!arrived_) return false;
        look(arrived_->content);
        arrived_.reset();
        return true;
    }
    static bool news() { return true; }
    void wait() { queue_.callOne(ros::WallDuration(0.1)); }

private:
    static void join() {
        using namespace ros::init_options;
        if (!ros::isInitialized()) ros::init(ros::M_string{}, "seqboard_peer_" + std::to_string(::getpid()), NoSigintHandler | NoRosout);
    }
    void receive(const boost::shared_ptr<const RosMessage<T>>& message) { arrived_ = message; }

    ros::CallbackQueue queue_;
    std::optional<ros::NodeHandle> node_;
    ros::Publisher publisher_;
    ros::Subscriber subscriber_;
    boost::shared_ptr<const RosMessage<T>> arrived_;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::RosPeer>(argc, argv); }
