// What clients of the telemetry server send: every byte of a message is accounted for, and who has no token commands nothing, whatever it
// says. Input: messages, each behind a byte whose lowest bit says if it is binary and whose others how long it is, in units of four bytes.
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/messages/pose.hpp"
#include "nodes/telemetry/access_list.hpp"
#include "nodes/telemetry/client_message.hpp"
#include "nodes/telemetry/log_tail.hpp"
#include "nodes/telemetry/server.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using namespace seqboard::telemetry;
using seqboard::testing::require;

namespace {

void require_accounted(std::span<const std::byte> bytes) {
    const ClientMessage message = parse_client_bytes(bytes);
    if (const auto* const data = std::get_if<ClientData>(&message))
        require(data->payload.size() + 5 == bytes.size(), "a payload is the rest");
    if (const auto* const call = std::get_if<ServiceCall>(&message))
        require(call->payload.size() + call->encoding.size() + 13 == bytes.size(), "encoding and payload are the rest");
    if (const auto* const fault = std::get_if<Misunderstood>(&message)) require(!fault->why.empty(), "what is not understood has a reason");
}

void require_bounded(std::string_view text) {
    const ClientMessage message = parse_client_text(text);
    if (const auto* const list = std::get_if<Subscribe>(&message)) require(list->subscriptions.size() <= kMaxEntries, "a list has an end");
    if (const auto* const fault = std::get_if<Misunderstood>(&message)) require(!fault->why.empty(), "what is not understood has a reason");
    const std::string json = LogTail::parse_line(text, "node").json;
    require(nlohmann::json::accept(json), "a line of a log becomes JSON");
    const std::string host{text.substr(0, text.find('\0'))};
    if (AccessList{"", ""}.takes_host(host))
        require(
            host.starts_with("localhost") || host.find_first_not_of("0123456789abcdefABCDEF.:[]%") == std::string::npos || host[0] == '[',
            "only an address or localhost is taken without a list");
}

/// A server over a board with one slot.
struct Scene {
    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    std::shared_ptr<OwnedSegment> segment = board->create("fusion", {slot_spec<Pose>("pose")});
    Server server{board, {.name = "fuzz", .log_folder = "", .session = "1", .token = "a token that nobody has said"}};
    Time now{std::chrono::seconds{1}};

    Scene() { server.step(now, 10); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Scene scene;
    const ClientNumber client = scene.server.join("", scene.now);
    while (size > 0) {
        const bool is_binary = (data[0] & 1) != 0;
        const std::size_t length = std::min<std::size_t>(4u * (data[0] >> 1), size - 1);
        const std::span<const std::byte> bytes{reinterpret_cast<const std::byte*>(data + 1), length};
        const std::string_view text{reinterpret_cast<const char*>(data + 1), length};
        data += 1 + length, size -= 1 + length;
        require_accounted(bytes);
        require_bounded(text);
        if (is_binary) scene.server.receive_bytes(client, bytes, scene.now);
        else scene.server.receive_text(client, text, scene.now);
        scene.now += std::chrono::milliseconds{20};
        scene.server.step(scene.now, 10);
        while (const auto frame = scene.server.next_frame(client, scene.now)) {
            const std::string_view said{reinterpret_cast<const char*>(frame->bytes.data()), frame->bytes.size()};
            require(frame->is_binary || nlohmann::json::accept(said), "the server says JSON");
        }
        const Control::Orders orders = scene.server.orders(scene.now);
        require(!orders.command && !orders.wish && orders.verb == DriveVerb::kNone, "who has no token commands nothing");
        require(scene.server.state().holder == kNobody, "who has no token holds nothing");
    }
    scene.server.leave(client, scene.now);
    return 0;
}
