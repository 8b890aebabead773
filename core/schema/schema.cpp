#include "core/schema/schema.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <utility>

namespace seqboard {

namespace {

constexpr std::string_view kMessageLine = "MSG: ";

struct Line {
    std::string_view text;
    std::size_t number;
    std::string_view note{};  ///< the comment line before it
};

[[noreturn]] void fail(const Line& line, const std::string& what) {
    throw SchemaError{"schema line " + std::to_string(line.number) + ": " + what};
}

bool is_printable(char c) { return c >= ' ' && c <= '~'; }
bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}
bool is_name(std::string_view text) { return !text.empty() && text.size() < 128 && std::all_of(text.begin(), text.end(), is_name_char); }

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

std::string_view take_word(std::string_view& text) {
    text = trimmed(text);
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

template <class Number>
bool parse_number(std::string_view text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

/// The definitions of a schema: the lines of the message itself under "", of those inside it under their names.
using Sections = std::map<std::string_view, std::vector<Line>>;

Sections split(std::string_view text) {
    Sections sections;
    std::vector<Line>* section = &sections[""];
    std::string_view note;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const Line line{trimmed(text.substr(0, end)), number, std::exchange(note, {})};
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!std::all_of(line.text.begin(), line.text.end(), is_printable)) fail(line, "not text");
        if (line.text.starts_with('#')) note = trimmed(line.text.substr(1));
        if (line.text.empty() || line.text.starts_with('#') || line.text.starts_with("==")) continue;
        if (!line.text.starts_with(kMessageLine)) {
            section->push_back(line);
            continue;
        }
        const std::string_view name = line.text.substr(line.text.find_last_of(" /") + 1);
        if (!is_name(name)) fail(line, "'" + std::string{name} + "' cannot be the name of a message");
        if (sections.contains(name)) fail(line, "message '" + std::string{name} + "' is defined twice");
        section = &sections[name];
    }
    return sections;
}

class Parser {
public:
    explicit Parser(const Sections& sections) : sections_{sections} {}

    std::vector<SchemaField> message(std::string_view name, std::uint32_t& end, std::size_t depth) {
        std::vector<SchemaField> fields;
        for (const Line& line : sections_.find(name)->second) fields.push_back(field(line, end, depth));
        return fields;
    }

private:
    SchemaField field(const Line& line, std::uint32_t& end, std::size_t depth) {
        if (++count_ > kMaxSchemaFields) fail(line, "more than " + std::to_string(kMaxSchemaFields) + " fields");
        const std::size_t hash = std::min(line.text.find('#'), line.text.size());
        std::string_view declaration = line.text.substr(0, hash);
        SchemaField field;
        take_type(line, take_word(declaration), field);
        field.name = take_word(declaration);
        if (!is_name(field.name) || !trimmed(declaration).empty())
            fail(line, "expected 'type name', found '" + std::string{line.text} + "'");
        field.note = line.note;
        field.offset = end;
        measure(line, field, depth);
        const std::uint64_t bytes = std::uint64_t{field.element_bytes} * field.count;
        if (end + bytes > std::numeric_limits<std::int32_t>::max()) fail(line, "'" + field.name + "' is larger than a message can be");
        end += static_cast<std::uint32_t>(bytes);
        take_comment(trimmed(line.text.substr(std::min(hash + 1, line.text.size()))), field);
        return field;
    }

    static void take_type(const Line& line, std::string_view word, SchemaField& field) {
        const std::size_t bracket = word.find('[');
        field.type = word.substr(0, bracket);
        if (!is_name(field.type)) fail(line, "expected a type, found '" + std::string{word} + "'");
        field.scalar = scalar_kind(field.type);
        if (bracket == std::string_view::npos) return;
        field.is_array = true;
        const bool closed = word.ends_with(']');
        if (!closed || !parse_number(word.substr(bracket + 1, word.size() - bracket - 2), field.count) || field.count == 0)
            fail(line, "expected a count in brackets, found '" + std::string{word} + "'");
    }

    void measure(const Line& line, SchemaField& field, std::size_t depth) {
        if (field.scalar) {
            field.element_bytes = static_cast<std::uint32_t>(scalar_bytes(*field.scalar));
            return;
        }
        if (!sections_.contains(field.type)) fail(line, "type '" + field.type + "' is not defined");
        if (depth == kMaxSchemaDepth) fail(line, "messages nested more than " + std::to_string(kMaxSchemaDepth) + " deep");
        std::uint32_t end = field.offset;
        field.fields = message(field.type, end, depth + 1);
        field.element_bytes = end - field.offset;
        if (field.element_bytes == 0) fail(line, "message '" + field.type + "' is empty");
    }

    /// "m/s", or "enum IDLE=0 BUSY=1". A comment that is neither is no fault.
    static void take_comment(std::string_view comment, SchemaField& field) {
        std::string_view rest = comment;
        if (take_word(rest) != "enum" || !field.scalar) {
            field.unit = comment;
            return;
        }
        for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
            const std::size_t equals = std::min(word.find('='), word.size());
            std::uint64_t value = 0;
            if (equals < word.size() && parse_number(word.substr(equals + 1), value))
                field.enum_names.push_back({value, std::string{word.substr(0, equals)}});
        }
    }

    const Sections& sections_;
    std::size_t count_ = 0;
};

/// "x_m[3]" -> "x_m" and 3.
std::string_view split_index(std::string_view step, std::optional<std::uint32_t>& index) {
    const std::size_t bracket = step.find('[');
    if (bracket == std::string_view::npos) return step;
    std::uint32_t number = 0;
    if (!step.ends_with(']') || !parse_number(step.substr(bracket + 1, step.size() - bracket - 2), number)) return {};
    index = number;
    return step.substr(0, bracket);
}

const SchemaField* find_name(const std::vector<SchemaField>& fields, std::string_view name) {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const SchemaField& field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

std::optional<SchemaField> find_path(const std::vector<SchemaField>& fields, std::string_view path) {
    const std::size_t dot = path.find('.');
    std::optional<std::uint32_t> index;
    const SchemaField* const named = find_name(fields, split_index(path.substr(0, dot), index));
    if (named == nullptr || (index && (!named->is_array || *index >= named->count))) return std::nullopt;
    SchemaField field = index ? named->shifted(*index * named->element_bytes) : *named;
    if (index) {
        field.is_array = false;
        field.count = 1;
    }
    if (dot == std::string_view::npos) return field;
    if (field.is_array) return std::nullopt;
    return find_path(field.fields, path.substr(dot + 1));
}

}  // namespace

SchemaField SchemaField::shifted(std::uint32_t by) const {
    SchemaField field = *this;
    field.offset += by;
    for (SchemaField& inner : field.fields) inner = inner.shifted(by);
    return field;
}

std::optional<SchemaField> Schema::find(std::string_view path) const {
    if (const SchemaField* const whole = find_name(fields, path)) return *whole;  // names of parameters may hold dots
    return find_path(fields, path);
}

Schema parse_schema(std::string_view text, std::uint32_t message_bytes) {
    const Sections sections = split(text);
    Schema schema;
    schema.fields = Parser{sections}.message("", schema.bytes, 0);
    if (schema.bytes != message_bytes)
        throw SchemaError{"schema: its fields take " + std::to_string(schema.bytes) + " bytes, the message has " +
                          std::to_string(message_bytes)};
    return schema;
}

}  // namespace seqboard
