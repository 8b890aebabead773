#include "core/schema/ros2_definition.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "core/node/params_slot.hpp"
#include "tests/core/layout/stock_messages.hpp"
#include "tests/core/schema/ros2_decoder.hpp"

using namespace seqboard;
using namespace seqboard::testing;

namespace {

struct Corner {
    std::int64_t at_ns = 0;
    float x_m = 0;
    std::array<char, 3> label{};
    bool good = false;
};
SEQBOARD_MESSAGE(Corner, at_ns, x_m, label, good);

struct Room {
    std::array<Corner, 2> corners{};
    double width_m = 0;
    std::array<std::int16_t, 3> counts{};
    NodeState state = NodeState::kStarting;
    std::uint8_t reserved = 0;
};
SEQBOARD_MESSAGE(Room, corners, width_m, counts, state, reserved);

template <Message T>
Ros2Definition definition_of() {
    return ros2_definition(message_name<T>(), parse_schema(schema_text<T>(), sizeof(T)));
}

/// Where the compiler has each number of a message, in order.
template <class T>
void add_places(std::vector<std::size_t>& places, std::size_t at) {
    if constexpr (detail::ArrayOf<T>::kIsArray) {
        using Element = detail::ElementOf<T>;
        for (std::size_t k = 0; k < detail::ArrayOf<T>::kCount; ++k) add_places<Element>(places, at + k * sizeof(Element));
    } else if constexpr (detail::Described<T>) {
        std::apply([&](const auto&... f) { (add_places<typename std::remove_cvref_t<decltype(f)>::Type>(places, at + f.offset), ...); },
                   seqboard_fields(static_cast<const T*>(nullptr)));
    } else {
        places.push_back(at);
    }
}

template <Message T>
void check_is_decoded_in_place() {
    INFO(message_name<T>());
    const DecodedMessage decoded = decode(definition_of<T>().text);
    std::vector<std::size_t> compiled;
    add_places<T>(compiled, 0);
    std::vector<std::size_t> found;
    for (const DecodedNumber& number : decoded.numbers) found.push_back(number.at);
    CHECK(found == compiled);
    CHECK(decoded.bytes == sizeof(T));
}

template <Message... T>
void check_all(MessageList<T...>) {
    (check_is_decoded_in_place<T>(), ...);
}

}  // namespace

TEST_CASE("CDR finds every number of every stock message where the slot has it") { check_all(StockMessages{}); }

TEST_CASE("CDR finds every number of nested messages, arrays, texts and 8-byte numbers where the slot has it") {
    check_is_decoded_in_place<Corner>();
    check_is_decoded_in_place<Room>();
}

TEST_CASE("the encapsulation header says little-endian CDR without options") {
    CHECK(kCdrHeader == std::array{std::byte{0}, std::byte{1}, std::byte{0}, std::byte{0}});
}

TEST_CASE("a definition has units as comments, values of enums as constants, and each message inside once") {
    const Ros2Definition room = definition_of<Room>();
    CHECK(room.name == "seqboard/msg/Room");
    CHECK(room.text ==
          "seqboard/Corner[2] corners\n"
          "float64 width_m  # m\n"
          "int16[3] counts\n"
          "uint8 STATE_STARTING=0\n"
          "uint8 STATE_READY=1\n"
          "uint8 STATE_STOPPING=2\n"
          "uint8 state\n"
          "uint8 reserved\n" +
              std::string(80, '=') +
              "\nMSG: seqboard/Corner\n"
              "int64 at_ns\n"
              "float32 x_m  # m\n"
              "char[3] label\n"
              "bool good\n");
}

TEST_CASE("a node's parameters are decoded in place too, with names that ROS 2 allows") {
    std::deque<Parameter> parameters;
    parameters.push_back({.name = "wheel.gain_ratio", .value = 0.3f, .limits = Limits<double>{0.1, 1e7}, .live = true});
    parameters.push_back({.name = "wheel-gain_ratio", .value = 0.4f});
    parameters.push_back({.name = "inverted", .value = true});
    parameters.push_back({.name = "device", .value = std::string{"/dev/ttySAC1"}});
    const SlotSpec spec = ParamsSlot{parameters}.spec("wheels", "wheel_node");
    const Ros2Definition definition = ros2_definition(spec.message, parse_schema(spec.schema, spec.message_bytes));
    CHECK(definition.name == "seqboard/msg/wheel_node_params");
    CHECK_THAT(definition.text, Catch::Contains("# float, live, from 0.1 to 10000000\nfloat32 wheel_gain_ratio  # 1\n") &&
                                    Catch::Contains("float32 wheel_gain_ratio_2  # 1\n") &&
                                    Catch::Contains("int32 INVERTED_FALSE=0\nint32 INVERTED_TRUE=1\n"));
    const DecodedMessage decoded = decode(definition.text);
    CHECK(decoded.bytes == spec.message_bytes);
    std::set<std::string> names;
    for (const DecodedNumber& number : decoded.numbers) names.insert(number.path);
    CHECK(names.size() == decoded.numbers.size());
}

TEST_CASE("a number that CDR would look for elsewhere is refused by name and place") {
    const auto refusal = [](const std::string& text, std::uint32_t bytes) -> std::string {
        try {
            ros2_definition("Odd", parse_schema(text, bytes));
        } catch (const SchemaError& error) {
            return error.what();
        }
        return "";
    };
    CHECK_THAT(refusal("uint32 count\nfloat64 late_s  # s\n", 12),
               Catch::Contains("message 'Odd': field 'late_s' of 8 bytes lies at byte 4"));
    CHECK_THAT(refusal("uint8 a\nuint16[2] b\nuint8[3] rest\n", 8), Catch::Contains("field 'b' of 2 bytes lies at byte 1"));
    const std::string odd_element = std::string(80, '=') + "\nMSG: seqboard/P\nuint32 x\nuint8 y\n";
    CHECK(refusal("P one\nuint8[3] rest\n" + odd_element, 8).empty());
    CHECK_THAT(refusal("P[2] two\nuint8[2] rest\n" + odd_element, 12), Catch::Contains("field 'x' of 4 bytes lies at byte 5"));
    CHECK(refusal("uint64 a\nuint32 b\nuint16 c\nuint8 d\nuint8 e\n", 16).empty());
}

TEST_CASE("a message that is in two fields is defined once, and a name that begins with a digit gets a letter") {
    const std::string text = "P one\nP two\nuint32 2nd\n" + std::string(80, '=') + "\nMSG: seqboard/P\nuint32 x\n";
    const Ros2Definition definition = ros2_definition("3d", parse_schema(text, 12));
    CHECK(definition.name == "seqboard/msg/n3d");
    CHECK(definition.text == "seqboard/P one\nseqboard/P two\nuint32 n2nd\n" + std::string(80, '=') + "\nMSG: seqboard/P\nuint32 x\n");
}
