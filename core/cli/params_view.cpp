#include "core/cli/params_view.hpp"

#include <algorithm>

#include "core/cli/slot_sample.hpp"
#include "core/schema/sample_json.hpp"
#include "core/schema/sample_text.hpp"

namespace seqboard::cli {

namespace {

/// The answer to the last request comes first: request, result, reserved.
constexpr std::size_t kAnswerFields = 3;

/// "float, live, from 0 to 10" -> type, live, limits.
void take_note(std::string_view note, ParamView& param) {
    while (!note.empty()) {
        const std::size_t comma = std::min(note.find(", "), note.size());
        const std::string_view word = note.substr(0, comma);
        if (param.type.empty()) param.type = word;
        else if (word == "live") param.live = true;
        else if (word.starts_with("from ")) param.limits = word;
        note.remove_prefix(std::min(comma + 2, note.size()));
    }
}

}  // namespace

std::vector<ParamView> params_of(const AttachedSegment& segment) {
    const SlotPlace* const place = segment.find(segment.description().node + ".params");
    if (place == nullptr) return {};
    const std::vector<RawSample> samples = history(segment, *place);
    if (samples.empty()) return {};
    const Schema schema = parse_schema(place->schema, place->message_bytes);
    std::vector<ParamView> params;
    for (std::size_t i = kAnswerFields; i < schema.fields.size(); ++i) {
        const SchemaField& field = schema.fields[i];
        ParamView& param = params.emplace_back(ParamView{.name = field.name, .type = {}, .limits = {}, .text = {}, .json = {}});
        take_note(field.note, param);
        param.text = field_text(field, samples.back().bytes);
        param.json = param.type == "bool" ? param.text : field_json(field, samples.back().bytes);
    }
    return params;
}

}  // namespace seqboard::cli
