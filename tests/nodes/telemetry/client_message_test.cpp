// What clients say, and what they only seem to say.
#include "nodes/telemetry/client_message.hpp"

#include <catch2/catch.hpp>

using namespace seqboard::telemetry;

namespace {

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span{text}); }

}  // namespace

TEST_CASE("subscriptions, parameters and channels of a client are read") {
    const auto subscribe = std::get<Subscribe>(parse_client_text(R"({"op":"subscribe","subscriptions":[{"id":7,"channelId":3}]})"));
    REQUIRE(subscribe.subscriptions.size() == 1);
    CHECK(subscribe.subscriptions[0].id == 7);
    CHECK(subscribe.subscriptions[0].channel == 3);
    CHECK(std::get<Unsubscribe>(parse_client_text(R"({"op":"unsubscribe","subscriptionIds":[7,8]})")).ids ==
          std::vector<std::uint32_t>{7, 8});
    const auto set = std::get<SetParameters>(parse_client_text(
        R"({"op":"setParameters","id":"q","parameters":[{"name":"a.b","value":0.25},{"name":"c.d","value":true},{"name":"e","value":"x"},{"name":"n","value":-3}]})"));
    CHECK(set.id == "q");
    CHECK(set.values == std::vector<std::pair<std::string, std::string>>{{"a.b", "0.25"}, {"c.d", "true"}, {"e", "x"}, {"n", "-3"}});
    const auto channels = std::get<ClientAdvertise>(
        parse_client_text(R"({"op":"advertise","channels":[{"id":1,"topic":"/cmd_vel","encoding":"json","schemaName":"t"}]})"));
    CHECK(channels.channels.at(0).topic == "/cmd_vel");
    CHECK_FALSE(std::get<WatchParameters>(parse_client_text(R"({"op":"unsubscribeParameterUpdates","parameterNames":[]})")).wanted);
}

TEST_CASE("what is no message of the protocol is answered with a sentence") {
    for (const char* text : {"", "[]", "{", "{}", R"({"op":3})", R"({"op":"fly"})", R"({"op":"subscribe"})",
                             R"({"op":"subscribe","subscriptions":[3]})", R"({"op":"subscribe","subscriptions":[{"id":-1,"channelId":1}]})",
                             R"({"op":"subscribe","subscriptions":[{"id":4294967296,"channelId":1}]})",
                             R"({"op":"setParameters","parameters":[{"name":"a"}]})", R"({"op":"unsubscribe","subscriptionIds":["x"]})",
                             R"({"op":"setParameters","parameters":[{"name":"a","value":[1]}]})", "\xff\xfe"}) {
        INFO(text);
        const ClientMessage message = parse_client_text(text);
        REQUIRE(std::holds_alternative<Misunderstood>(message));
        CHECK_FALSE(std::get<Misunderstood>(message).why.empty());
    }
}

TEST_CASE("binary messages are read to their last byte, and short ones refused") {
    const std::string call = std::string("\x02\x05\0\0\0\x09\0\0\0\x04\0\0\0json{}", 19);
    const auto service = std::get<ServiceCall>(parse_client_bytes(bytes_of(call)));
    CHECK(service.service == 5);
    CHECK(service.call == 9);
    CHECK(service.encoding == "json");
    CHECK(service.payload == "{}");
    for (std::size_t size = 0; size < call.size() - 2; ++size)
        CHECK(std::holds_alternative<Misunderstood>(parse_client_bytes(bytes_of(call).first(size))));
    const std::string data("\x01\x02\0\0\0{}", 7);
    CHECK(std::get<ClientData>(parse_client_bytes(bytes_of(data))).channel == 2);
    CHECK(std::get<ClientData>(parse_client_bytes(bytes_of(data))).payload == "{}");
    CHECK(std::holds_alternative<Misunderstood>(parse_client_bytes(bytes_of("\x07"))));
}

TEST_CASE("numbers and texts are found in a payload, one level down too") {
    const auto numbers = numbers_in(R"({"linear":{"x":0.5,"y":"no"},"speed_m_s":-1,"deep":{"er":{"x":1}}})");
    REQUIRE(numbers);
    CHECK(*numbers == std::vector<std::pair<std::string, double>>{{"linear.x", 0.5}, {"speed_m_s", -1.0}});
    CHECK_FALSE(numbers_in("[1]"));
    CHECK(text_in(R"({"token":"abc"})", "token") == "abc");
    CHECK_FALSE(text_in(R"({"token":1})", "token"));
}
