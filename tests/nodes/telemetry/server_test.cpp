// The protocol over a board in memory, without sockets.
#include "nodes/telemetry/server.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/messages/pose.hpp"
#include "core/messages/range.hpp"
#include "core/port/output_port.hpp"
#include "nodes/telemetry/server_messages.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::telemetry;
using namespace std::chrono_literals;
using Json = nlohmann::json;

namespace {

constexpr const char* kToken = "a token of many letters";

/// A node that writes two slots, a server, and its clients.
struct Board {
    std::shared_ptr<Blackboard> board = Blackboard::in_memory();
    StepContext context;
    std::shared_ptr<OwnedSegment> segment = board->create("fusion", {slot_spec<Pose>("pose"), slot_spec<Range>("range")});
    OutputPort pose{"pose", slot_spec<Pose>("pose"), context};
    OutputPort range{"range", slot_spec<Range>("range"), context};
    Server server;
    Time now{100s};

    explicit Board(ServerConfig config = {.name = "test", .log_folder = "", .session = "s", .token = kToken, .most_clients = 3})
        : server{board, std::move(config)} {
        pose.bind(segment->writer(0), segment->epoch());
        range.bind(segment->writer(1), segment->epoch());
        step();
    }
    void step(Duration time = 20ms) {
        now += time;
        context.begin(now);
        server.step(now, 10);
    }
    void write(float x_m) {
        const Pose value{.x_m = x_m};
        pose.write(&value, sizeof value);
    }
    void say(ClientNumber client, const Json& message) { server.receive_text(client, message.dump(), now); }
    void call(ClientNumber client, Service service, const std::string& payload = "{}") {
        std::string bytes(1, '\x02');
        bytes += std::string{static_cast<char>(service), 0, 0, 0} + std::string("\x01\0\0\0\x04\0\0\0json", 12) + payload;
        server.receive_bytes(client, std::as_bytes(std::span{bytes}), now);
    }
    void publish(ClientNumber client, const std::string& payload) {
        const std::string bytes = std::string("\x01\x01\0\0\0", 5) + payload;
        server.receive_bytes(client, std::as_bytes(std::span{bytes}), now);
    }
    void open_channel(ClientNumber client, const std::string& topic = "/remote_command") {
        say(client, {{"op", "advertise"}, {"channels", {{{"id", 1}, {"topic", topic}, {"encoding", "json"}, {"schemaName", "x"}}}}});
    }

    /// What the client can be sent now.
    struct Heard {
        std::vector<Json> texts;
        std::vector<std::string> samples;
        std::vector<Json> answers;
        const Json* operation(const std::string& name) const {
            for (const Json& text : texts)
                if (text["op"] == name) return &text;
            return nullptr;
        }
    };
    Heard hear(ClientNumber client) {
        Heard heard;
        while (const auto frame = server.next_frame(client, now)) {
            const std::string bytes(reinterpret_cast<const char*>(frame->bytes.data()), frame->bytes.size());
            if (!frame->is_binary) heard.texts.push_back(Json::parse(bytes));
            else if (bytes[0] == 1) heard.samples.push_back(bytes);
            else if (bytes[0] == 3) heard.answers.push_back(Json::parse(bytes.substr(17)));
        }
        return heard;
    }
    std::uint32_t channel(const std::string& topic) {
        for (const auto& [id, channel] : server.channels().all())
            if (channel.topic == topic) return id;
        return 0;
    }
    void subscribe(ClientNumber client, const std::string& topic, std::uint32_t id = 5) {
        say(client, {{"op", "subscribe"}, {"subscriptions", {{{"id", id}, {"channelId", channel(topic)}}}}});
    }
};

float x_m_in(const std::string& sample) {
    float x_m = 0;
    std::memcpy(&x_m, sample.data() + kSampleHeadBytes, sizeof x_m);
    return x_m;
}

}  // namespace

TEST_CASE("a client hears who the server is and which channels there are, those of nodes that come later too") {
    Board board;
    const ClientNumber client = board.server.join("", board.now);
    const auto heard = board.hear(client);
    REQUIRE(heard.operation("serverInfo") != nullptr);
    CHECK((*heard.operation("serverInfo"))["metadata"]["client"] == std::to_string(client));
    Json channels;
    for (const Json& text : heard.texts)
        if (text["op"] == "advertise" && text["channels"][0]["topic"] != "/log") channels = text["channels"];
    REQUIRE(channels.size() == 2);
    CHECK(channels[0]["topic"] == "/pose");
    CHECK(channels[0]["encoding"] == "cdr");
    CHECK(channels[0]["schemaName"] == "seqboard/msg/Pose");
    CHECK(channels[0]["schema"].get<std::string>().find("float32 heading_rad") != std::string::npos);
    const auto late = board.board->create("sonar", {slot_spec<Range>("late")});
    board.step(1s);
    CHECK((*board.hear(client).operation("advertise"))["channels"][0]["topic"] == "/late");
}

TEST_CASE("a subscribed channel gives its sample as it lies in the slot, behind what CDR begins with") {
    Board board;
    const ClientNumber client = board.server.join("", board.now);
    board.write(1.5f);
    board.subscribe(client, "/pose");
    const auto heard = board.hear(client);
    REQUIRE(heard.samples.size() == 1);
    const std::string& sample = heard.samples[0];
    CHECK(sample.size() == kSampleHeadBytes + sizeof(Pose));
    CHECK(sample.substr(1, 4) == std::string("\x05\0\0\0", 4));
    std::uint64_t stamp_ns = 0;
    std::memcpy(&stamp_ns, sample.data() + 5, sizeof stamp_ns);
    CHECK(stamp_ns == ns_of(board.now));
    CHECK(sample.substr(13, 4) == std::string("\0\x01\0\0", 4));
    CHECK(x_m_in(sample) == 1.5f);
    CHECK(board.hear(client).samples.empty());
}

TEST_CASE("a client gets the newest sample only, at its rate, and what it does not take is never kept for it") {
    Board board;
    const ClientNumber fast = board.server.join("", board.now);
    const ClientNumber slow = board.server.join("", board.now);
    board.subscribe(fast, "/pose");
    board.subscribe(slow, "/pose");
    board.hear(fast);
    int samples = 0;
    for (int step = 0; step < 100; ++step) {
        board.step(20ms);
        board.write(static_cast<float>(step));
        const auto heard = board.hear(fast);
        samples += static_cast<int>(heard.samples.size());
        for (const std::string& sample : heard.samples) CHECK(x_m_in(sample) == static_cast<float>(step));
    }
    CHECK(samples == 20 + 1);  // two seconds at 10 Hz, and the first at once
    const auto heard = board.hear(slow);
    REQUIRE(heard.samples.size() == 1);
    CHECK(x_m_in(heard.samples[0]) == 99);
    CHECK(board.server.state().skipped_samples > 0);
}

TEST_CASE("a client that leaves its answers unread is dropped, and so is one that says too much") {
    Board board;
    const ClientNumber deaf = board.server.join("", board.now);
    for (int i = 0; i < 5000 && !board.server.is_dropped(deaf); ++i, board.step(20ms)) board.say(deaf, {{"op", "nonsense"}});
    CHECK(board.server.is_dropped(deaf));
    const ClientNumber loud = board.server.join("", board.now);
    for (int i = 0; i < 300; ++i) {
        board.say(loud, {{"op", "subscribeConnectionGraph"}});
        board.hear(loud);
    }
    CHECK(board.server.is_dropped(loud));
    CHECK(board.server.state().dropped == 2);
}

TEST_CASE("there are as many clients as there may be") {
    Board board;
    for (int i = 0; i < 3; ++i) CHECK(board.server.join("", board.now) != kNobody);
    CHECK(board.server.join("", board.now) == kNobody);
    board.server.leave(1, board.now);
    CHECK(board.server.join("", board.now) == 4);
}

TEST_CASE("without the token a client looks and commands nothing") {
    Board board;
    const ClientNumber client = board.server.join("", board.now);
    board.open_channel(client);
    board.hear(client);
    board.publish(client, R"({"speed_m_s":0.2})");
    CHECK_FALSE(board.server.orders(board.now).command);
    CHECK(board.hear(client).operation("status") != nullptr);
    for (const Service service : {Service::kTakeControl, Service::kStop, Service::kResume, Service::kBehave}) board.call(client, service);
    for (const Json& answer : board.hear(client).answers) CHECK(answer["ok"] == false);
    CHECK(board.server.orders(board.now).verb == DriveVerb::kNone);
    board.call(client, Service::kAuthorize, R"({"token":"another token of letters"})");
    CHECK(board.hear(client).answers.at(0)["ok"] == false);
    CHECK(board.server.state().wrong_tokens == 1);
    board.say(client, {{"op", "setParameters"}, {"parameters", {{{"name", "fusion.x"}, {"value", 1}}}}});
    CHECK(board.hear(client).operation("status") != nullptr);
}

TEST_CASE("a server without a token offers no commands and takes none, whatever is said") {
    Board board{{.name = "test", .log_folder = "", .session = "s", .token = ""}};
    const ClientNumber client = board.server.join("", board.now);
    const auto heard = board.hear(client);
    CHECK((*heard.operation("serverInfo"))["capabilities"].dump().find("clientPublish") == std::string::npos);
    CHECK(heard.operation("advertiseServices") == nullptr);
    board.call(client, Service::kAuthorize, R"({"token":""})");
    CHECK(board.hear(client).answers.at(0)["ok"] == false);
    board.call(client, Service::kStop);
    CHECK(board.server.orders(board.now).verb == DriveVerb::kNone);
}

TEST_CASE("with the token a client drives, by our words and by those of ROS, as fast as it may and as one of several") {
    Board board;
    const ClientNumber client = board.server.join(kToken, board.now);
    const ClientNumber other = board.server.join("", board.now);
    board.open_channel(client);
    board.publish(client, R"({"speed_m_s":0.2,"yaw_rate_rad_s":-0.5})");
    CHECK(board.server.orders(board.now).command->speed_m_s == 0.2f);
    CHECK(board.server.orders(board.now).command->yaw_rate_rad_s == -0.5f);
    board.publish(client, R"({"linear":{"x":0.1},"angular":{"z":1}})");
    CHECK(board.server.orders(board.now).command->yaw_rate_rad_s == 1);
    board.publish(client, R"({"speed_m_s":5})");
    CHECK(board.server.orders(board.now).command->speed_m_s == 0.1f);
    CHECK(board.server.state().holder == client);

    board.call(other, Service::kAuthorize, std::string{R"({"token":")"} + kToken + R"("})");
    board.open_channel(other);
    board.publish(other, R"({"speed_m_s":-0.2})");
    CHECK(board.server.orders(board.now).command->speed_m_s == 0.1f);
    board.call(other, Service::kTakeControl);
    CHECK(board.server.state().waiting == other);
    board.call(client, Service::kHandOver);
    CHECK(board.server.state().holder == other);
    board.publish(other, R"({"speed_m_s":-0.2})");
    CHECK(board.server.orders(board.now).command->speed_m_s == -0.2f);
    board.call(client, Service::kStop);
    CHECK(board.server.orders(board.now).verb == DriveVerb::kStop);
}

TEST_CASE("a behaviour is asked for by its name") {
    Board board;
    const ClientNumber client = board.server.join(kToken, board.now);
    board.call(client, Service::kBehave, R"({"kind":"go_to","x_m":1,"y_m":-2})");
    const auto wish = board.server.orders(board.now).wish;
    REQUIRE(wish);
    CHECK(wish->kind == BehaviourKind::kGoTo);
    CHECK(wish->y_m == -2);
    board.hear(client);
    board.call(client, Service::kBehave, R"({"kind":"fly"})");
    CHECK(board.hear(client).answers.at(0)["ok"] == false);
}

TEST_CASE("channels of a node that is replaced by one with another message are other channels") {
    const testing::ScratchBoard scratch;
    const auto open = [&] { return std::make_shared<Blackboard>(make_backend(scratch.place().resolved()), "test"); };  // as two processes
    const auto writers = open();
    BoardChannels channels{open()};
    auto segment = writers->create("fusion", {slot_spec<Pose>("pose"), slot_spec<Range>("range")});
    REQUIRE(channels.look().added.size() == 2);
    CHECK(channels.look().added.empty());
    segment.reset();
    segment = writers->create("fusion", {slot_spec<Range>("pose"), slot_spec<Range>("range")});
    const auto change = channels.look();
    REQUIRE(change.removed.size() == 1);
    REQUIRE(change.added.size() == 1);
    CHECK(change.added != change.removed);
    CHECK(channels.find(change.added[0])->topic == "/pose");
    CHECK(channels.find(change.added[0])->schema_name == "seqboard/msg/Range");
    CHECK(channels.find(change.removed[0]) == nullptr);
}
