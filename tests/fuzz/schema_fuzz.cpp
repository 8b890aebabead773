// parse_schema: fields that cover the message to the byte, or the line that is wrong; what is printed of a field can be typed into it.
// Input: two bytes with the message's size in words, then the schema's text.
#include "core/schema/schema.hpp"

#include <vector>

#include "core/schema/field_from_text.hpp"
#include "core/schema/ros2_definition.hpp"
#include "core/schema/sample_json.hpp"
#include "core/schema/sample_text.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using seqboard::testing::require;

namespace {

void require_within(const std::vector<SchemaField>& fields, std::uint32_t bytes) {
    for (const SchemaField& field : fields) {
        require(field.offset <= bytes && std::uint64_t{field.element_bytes} * field.count <= bytes - field.offset,
                "a field lies in its message");
        require(field.scalar.has_value() || !field.fields.empty(), "a field is a number or has fields");
        require_within(field.fields, bytes);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::uint32_t bytes = 4u * (data[0] + 256u * data[1]);
    const std::string_view text{reinterpret_cast<const char*>(data) + 2, size - 2};
    try {
        const Schema schema = parse_schema(text, bytes);
        require(schema.bytes == bytes, "a schema covers its message");
        require_within(schema.fields, bytes);
        std::vector<std::byte> message(bytes, std::byte{0x41});
        sample_text(schema, message);
        require(!sample_json(schema, message).empty(), "a sample is JSON");
        require(bytes == 0 || !ros2_definition("Fuzzed", schema).text.empty(), "what ROS 2 can decode has a definition");
        for (const SchemaField& field : schema.fields) {
            const std::vector<std::byte> before = message;
            if (!put_field(field, text, message).empty()) require(message == before, "what does not fit changes nothing");
        }
    } catch (const SchemaError& error) {
        require(error.what()[0] != '\0', "an error is a sentence");
    }
    return 0;
}
