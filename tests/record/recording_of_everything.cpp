// Publishes three samples of every stock message on a board, records them, and prints what was published.
//
//     recording_of_everything FILE      FILE: the recording; stdout: {"/Range": [["0.5", "nan", ...], ...], ...}, numbers in the order of fields
#include <cmath>
#include <cstdio>
#include <cstring>
#include <limits>
#include <memory>
#include <random>

#include "core/port/output_port.hpp"
#include "core/record/recorder.hpp"
#include "core/schema/element_text.hpp"
#include "tests/core/layout/stock_messages.hpp"

using namespace seqboard;

namespace {

constexpr int kSamples = 3;

/// Values that differ from each other, and those that are no numbers.
class Values {
public:
    /// One of that kind, written to the bytes; its text.
    std::string put(ScalarKind kind, std::byte* to) {
        const std::size_t bytes = scalar_bytes(kind);
        if (kind == ScalarKind::kFloat32) return put_number(number(), to);
        if (kind == ScalarKind::kFloat64) return put_number(double{number()}, to);
        std::uint64_t whole = random_();
        if (kind == ScalarKind::kBool) whole &= 1;
        if (kind == ScalarKind::kChar) whole &= 0x7f;
        std::memcpy(to, &whole, bytes);
        const ScalarValue value = read_scalar(kind, to);
        if (const auto* const is = std::get_if<bool>(&value)) return *is ? "true" : "false";
        if (const auto* const c = std::get_if<char>(&value)) return std::to_string(static_cast<int>(*c));
        if (const auto* const n = std::get_if<std::int64_t>(&value)) return std::to_string(*n);
        return std::to_string(std::get<std::uint64_t>(value));
    }

private:
    template <class N>
    static std::string put_number(N value, std::byte* to) {
        std::memcpy(to, &value, sizeof value);
        return shortest(value);
    }
    float number() {
        if (++count_ % 7 == 0) return std::numeric_limits<float>::quiet_NaN();
        if (count_ % 11 == 0) return -std::numeric_limits<float>::infinity();
        return std::ldexp(static_cast<float>(static_cast<std::int32_t>(random_())), -20);
    }

    std::mt19937_64 random_{7};
    unsigned count_ = 0;
};

void put_fields(const std::vector<SchemaField>& fields, Values& values, std::vector<std::byte>& message, std::vector<std::string>& texts) {
    for (const SchemaField& field : fields)
        for (std::uint32_t k = 0; k < field.count; ++k) {
            const SchemaField one = field.shifted(k * field.element_bytes);
            if (field.scalar) texts.push_back(values.put(*field.scalar, message.data() + one.offset));
            else put_fields(one.fields, values, message, texts);
        }
}

/// The pose lies where viewers' twins look for it.
template <Message T>
std::string slot_name() {
    return message_name<T>() == "Pose" ? "pose" : std::string{message_name<T>()};
}

template <Message... T>
std::vector<SlotSpec> slots_of(seqboard::testing::MessageList<T...>) {
    return {slot_spec<T>(slot_name<T>(), 8)...};
}

std::string text_of_sample(const std::vector<std::string>& texts) {
    std::string line = "[";
    for (const std::string& text : texts) line += (line.size() > 1 ? "," : "") + in_quotes(text);
    return line + "]";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 64;
    const auto board = Blackboard::in_memory();
    const std::vector<SlotSpec> specs = slots_of(seqboard::testing::StockMessages{});
    const auto segment = board->create("everything", specs);
    StepContext context;
    Values values;
    std::string published;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        OutputPort port{specs[i].name, specs[i], context};
        port.bind(segment->writer(i), segment->epoch());
        const Schema schema = parse_schema(specs[i].schema, specs[i].message_bytes);
        published += (i > 0 ? ",\n" : "") + in_quotes("/" + specs[i].name) + ": [";
        for (int sample = 0; sample < kSamples; ++sample) {
            std::vector<std::byte> message(schema.bytes);
            std::vector<std::string> texts;
            put_fields(schema.fields, values, message, texts);
            context.begin(time_from_ns(1'000'000'000ull * static_cast<unsigned>(sample + 1)));
            port.write(message.data(), message.size());
            published += (sample > 0 ? ", " : "") + text_of_sample(texts);
        }
        published += "]";
    }
    record::Recorder recorder{board,
                              {},
                              [&](unsigned) { return std::make_unique<record::DiskFile>(argv[1]); },
                              [] {
                                  return record::Surroundings{{{"board", "bench"}}, {}};
                              },
                              [] {
                                  return record::Surroundings{{}, {{.log_ns = 7, .name = "a.log", .media_type = "text/plain", .data = {}}}};
                              }};
    recorder.step(time_from_ns(4'000'000'000), time_from_ns(4'000'000'000));
    recorder.finish();
    std::printf("{%s}\n", published.c_str());
    return recorder.state().phase == RecordingPhase::kEnded ? 0 : 73;
}
