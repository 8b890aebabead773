#include "core/cli/slot_target.hpp"

#include <algorithm>

#include "core/exit_code.hpp"
#include "core/names.hpp"

namespace seqboard::cli {

namespace {

std::vector<std::string> names_of(const std::vector<SchemaField>& fields) {
    std::vector<std::string> names;
    for (const SchemaField& field : fields)
        if (!field.name.starts_with("reserved")) names.push_back(field.name);
    return names;
}

void add_paths(const std::vector<SchemaField>& fields, const std::string& prefix, std::vector<std::string>& paths) {
    for (const SchemaField& field : fields) {
        if (field.name.starts_with("reserved") || (field.is_array && field.scalar == ScalarKind::kChar)) continue;
        const std::string path = prefix + field.name + (field.is_array ? "[0]" : "");
        if (field.scalar) paths.push_back(path);
        else add_paths(field.fields, path + ".", paths);
    }
}

}  // namespace

std::optional<SlotTarget> find_target(const std::vector<std::string>& slots, const std::string& text) {
    for (std::size_t end = text.size();; end = text.rfind('.', end - 1)) {
        if (end == std::string::npos || end == 0) return std::nullopt;
        const std::string slot = text.substr(0, end);
        if (std::find(slots.begin(), slots.end(), slot) != slots.end())
            return SlotTarget{slot, end < text.size() ? text.substr(end + 1) : ""};
    }
}

SchemaField field_of(const SlotTarget& target, const SlotSpec& slot, const Schema& schema) {
    if (const auto field = schema.find(target.field)) return *field;
    throw StartError{ExitCode::kNoInput, "slot '" + target.slot + "' (" + slot.message + ") has no field '" + target.field + "'" +
                                             suggestion(target.field, names_of(schema.fields))};
}

SchemaField number_field_of(const SlotTarget& target, const SlotSpec& slot, const Schema& schema) {
    if (target.field.empty())
        throw StartError{ExitCode::kNoInput,
                         "'" + target.slot + "' is a slot; name one of its fields" + suggestion("", number_paths(schema))};
    SchemaField field = field_of(target, slot, schema);
    const std::string name = "'" + target.text() + "'";
    if (field.is_array && field.scalar == ScalarKind::kChar) throw StartError{ExitCode::kNoInput, name + " is a text, not a number"};
    if (field.is_array)
        throw StartError{ExitCode::kNoInput,
                         name + " has " + std::to_string(field.count) + " elements; write one of them, such as " + target.text() + "[0]"};
    if (!field.scalar)
        throw StartError{ExitCode::kNoInput, name + " is a message; name one of its fields" + suggestion("", names_of(field.fields))};
    return field;
}

std::vector<std::string> number_paths(const Schema& schema) {
    std::vector<std::string> paths;
    add_paths(schema.fields, "", paths);
    return paths;
}

}  // namespace seqboard::cli
