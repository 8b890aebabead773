// Eclipse Cyclone DDS: reliable, keeps the newest message, discovery and data on the loopback interface.
#include <dds/dds.h>

#include <cstdlib>
#include <stdexcept>

#include <cyclone_sample.h>
#include "tests/bench/peers/peer_program.hpp"

namespace seqboard::bench {

template <class T>
class CycloneddsPeer {
public:
    static constexpr int kHolds = 1;
    static constexpr std::size_t kHoldsBytes = kNoLimit, kMostBytes = kNoLimit;
    static constexpr bool kDirect = false;

    explicit CycloneddsPeer(const Channel& channel) {
        ::setenv("CYCLONEDDS_URI", kConfiguration, 1);
        participant_ = entity(::dds_create_participant(kDomain, nullptr, nullptr), "participant");
        const dds_entity_t topic =
            entity(::dds_create_topic(participant_, &peers_Sample_desc, channel.name.c_str(), nullptr, nullptr), "topic");
        dds_qos_t* const quality = ::dds_create_qos();
        ::dds_qset_history(quality, DDS_HISTORY_KEEP_LAST, 1);
        ::dds_qset_reliability(quality, DDS_RELIABILITY_RELIABLE, DDS_SECS(1));
        if (channel.writes()) writer_ = entity(::dds_create_writer(participant_, topic, quality, nullptr), "writer");
        if (channel.reads()) listen(topic, quality);
        ::dds_delete_qos(quality);
    }
    CycloneddsPeer(const CycloneddsPeer&) = delete;
    CycloneddsPeer& operator=(const CycloneddsPeer&) = delete;
    ~CycloneddsPeer() { ::dds_delete(participant_); }

    void publish(const T& message) {
        peers_Sample sample{};
        sample.bytes._buffer = reinterpret_cast<std::uint8_t*>(const_cast<T*>(&message));
        sample.bytes._length = sample.bytes._maximum = sizeof message;
        ::dds_write(writer_, &sample);
    }
    template <class Look>
    bool take(Look&& look) {
        void* samples[1] = {nullptr};
        dds_sample_info_t info[1];
        const int count = ::dds_take(reader_, samples, info, 1, 1);
        if (count < 1) return false;
        const bool valid = info[0].valid_data;
        if (valid) look(*reinterpret_cast<const T*>(static_cast<const peers_Sample*>(samples[0])->bytes._buffer));
        ::dds_return_loan(reader_, samples, count);
        return valid;
    }
    static bool news() { return true; }
    void wait() { ::dds_waitset_wait(waits_, nullptr, 0, DDS_MSECS(100)); }

private:
    static constexpr dds_domainid_t kDomain = 77;
    static constexpr const char* kConfiguration =
        "<CycloneDDS><Domain><General><Interfaces><NetworkInterface name='lo' multicast='false'/></Interfaces>"
        "<AllowMulticast>false</AllowMulticast></General><Discovery><ParticipantIndex>auto</ParticipantIndex>"
        "<MaxAutoParticipantIndex>40</MaxAutoParticipantIndex><Peers><Peer address='127.0.0.1'/></Peers></Discovery>"
        "</Domain></CycloneDDS>";

    static dds_entity_t entity(dds_entity_t made, const char* what) {
        if (made < 0) throw std::runtime_error{std::string{"Cyclone DDS "} + what + ": " + ::dds_strretcode(-made)};
        return made;
    }
    void listen(dds_entity_t topic, const dds_qos_t* quality) {
        reader_ = entity(::dds_create_reader(participant_, topic, quality, nullptr), "reader");
        waits_ = entity(::dds_create_waitset(participant_), "wait set");
        const dds_entity_t any = entity(::dds_create_readcondition(reader_, DDS_ANY_STATE), "read condition");
        ::dds_waitset_attach(waits_, any, 0);
    }
    dds_entity_t participant_ = 0, writer_ = 0, reader_ = 0, waits_ = 0;
};

}  // namespace seqboard::bench

int main(int argc, char** argv) { return seqboard::bench::run_peer<seqboard::bench::CycloneddsPeer>(argc, argv); }
