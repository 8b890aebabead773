#include "core/schema/ros2_definition.hpp"

#include <cctype>
#include <set>

namespace seqboard {

namespace {

constexpr std::string_view kPackage = "seqboard";
constexpr std::size_t kSeparatorWidth = 80;

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_letter_or_digit(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// As ROS 2 allows names: letters, digits, underscores, a letter first.
std::string plain_name(std::string_view name) {
    std::string plain = is_letter(name.front()) ? "" : "n";
    for (const char c : name) plain += is_letter_or_digit(c) ? c : '_';
    return plain;
}

std::string in_capitals(std::string text) {
    for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return text;
}

/// CDR counts from the first byte after its header, as SchemaField counts from the message's first byte.
void require_natural_alignment(std::string_view message, const SchemaField& field) {
    for (const SchemaField& inner : field.fields) require_natural_alignment(message, inner);
    if (field.scalar && field.offset % field.element_bytes != 0)
        throw SchemaError{"message '" + std::string{message} + "': field '" + field.name + "' of " + std::to_string(field.element_bytes) +
                          " bytes lies at byte " + std::to_string(field.offset) +
                          ", where CDR does not look for it; place it at a multiple of its size, with a field 'reserved' before it"};
    if (field.count < 2 || field.scalar) return;
    SchemaField second = field.shifted(field.element_bytes);  // two in place: the rest is
    second.count = 1;
    require_natural_alignment(message, second);
}

/// The lines of one message; names are unique in it.
class Section {
public:
    void add(const SchemaField& field) {
        const std::string name = unused(plain_name(field.name));
        for (const EnumName& known : field.enum_names)
            text_ += field.type + " " + unused(in_capitals(name + "_" + plain_name(known.name))) + "=" + std::to_string(known.value) + "\n";
        if (!field.note.empty()) text_ += "# " + field.note + "\n";
        text_ += field.scalar ? field.type : std::string{kPackage} + "/" + plain_name(field.type);
        if (field.is_array) text_ += "[" + std::to_string(field.count) + "]";
        text_ += " " + name;
        if (!field.unit.empty()) text_ += "  # " + field.unit;
        text_ += "\n";
    }

    const std::string& text() const { return text_; }

private:
    std::string unused(const std::string& wanted) {
        std::string name = wanted;
        for (int number = 2; !names_.insert(name).second; ++number) name = wanted + "_" + std::to_string(number);
        return name;
    }

    std::set<std::string> names_;
    std::string text_;
};

void add_sections(const std::vector<SchemaField>& fields, std::set<std::string>& defined, std::string& text) {
    Section section;
    for (const SchemaField& field : fields) section.add(field);
    text += section.text();
    for (const SchemaField& field : fields) {
        if (field.scalar || !defined.insert(field.type).second) continue;
        text.append(kSeparatorWidth, '=').append("\nMSG: ").append(kPackage).append("/").append(plain_name(field.type)).append("\n");
        add_sections(field.fields, defined, text);
    }
}

}  // namespace

Ros2Definition ros2_definition(std::string_view message, const Schema& schema) {
    for (const SchemaField& field : schema.fields) require_natural_alignment(message, field);
    Ros2Definition definition{.name = std::string{kPackage} + "/msg/" + plain_name(message), .text = {}};
    std::set<std::string> defined;
    add_sections(schema.fields, defined, definition.text);
    return definition;
}

}  // namespace seqboard
