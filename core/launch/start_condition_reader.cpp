#include "core/launch/start_condition_reader.hpp"

#include "core/launch/launch_keys.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

const std::vector<std::string> kNodeWords = {"ready", "started", "exited_ok"};  // in the order of StartConditionKind

class ConditionReader {
public:
    ConditionReader(const std::string& where, YamlReader& reader) : where_{where}, reader_{reader} {}

    /// The condition that a name alone means; nothing after a finding.
    std::optional<StartCondition> named(const std::string& text, const YamlPlace& place) {
        StartCondition condition;
        condition.place = place;
        condition.what = text;
        const std::size_t colon = text.find(':');
        if (colon != std::string::npos) {
            const std::string kind = text.substr(0, colon);
            condition.what = text.substr(colon + 1);
            if (kind == "slot") condition.kind = StartConditionKind::kSlot;
            else if (kind == "file") condition.kind = StartConditionKind::kFile;
            else if (kind == "device") condition.kind = StartConditionKind::kDevice;
            else return refuse(place, "'" + text + "'; expected a node, or slot:, file: or device: before what it waits for");
        }
        const bool is_path = condition.kind == StartConditionKind::kFile || condition.kind == StartConditionKind::kDevice;
        if (is_path && !condition.what.starts_with('/')) return refuse(place, "'" + text + "'; expected a path that begins with /");
        if (!is_path && !is_valid_name(condition.what))
            return refuse(place, "'" + condition.what + "'; expected a name: 1 to 47 of A-Z a-z 0-9 _ . - that does not start with a dot");
        return condition;
    }

    std::optional<StartCondition> member(const YamlMember& member) {
        const std::string key = reader_.variables().expand({YamlValue::Kind::kText, member.place, member.key, {}, {}, {}});
        auto condition = named(key, member.place);
        if (!condition) return condition;
        const std::string where = where_ + ": " + key;
        if (condition->is_about_node()) {
            if (const auto word = reader_.choice(member.value, where, kNodeWords)) condition->kind = static_cast<StartConditionKind>(*word);
        } else if (condition->kind == StartConditionKind::kSlot) {
            read_slot(member.value, where, *condition);
        } else {
            reader_.choice(member.value, where, {"exists"});
        }
        return condition;
    }

private:
    void read_slot(const YamlValue& value, const std::string& where, StartCondition& condition) {
        if (!reader_.is_map(value, where, "{max_age: 200ms, min_count: 1}")) return;
        reader_.check_keys(value, where, names_of(slot_condition_keys()));
        if (const auto* const age = value.find("max_age"))
            condition.max_age = reader_.duration(age->value, where + ": max_age").value_or(condition.max_age);
        if (const auto* const count = value.find("min_count"))
            condition.min_count =
                static_cast<std::uint32_t>(reader_.integer(count->value, where + ": min_count", 0, 1'000'000).value_or(0));
    }

    std::nullopt_t refuse(const YamlPlace& place, const std::string& what) {
        reader_.findings().error(place, where_ + ": " + what);
        return std::nullopt;
    }

    const std::string& where_;
    YamlReader& reader_;
};

}  // namespace

std::vector<StartCondition> read_start_conditions(const YamlValue& value, const std::string& where, YamlReader& reader) {
    std::vector<StartCondition> conditions;
    ConditionReader entry{where, reader};
    const auto add = [&](std::optional<StartCondition> condition) {
        if (condition) conditions.push_back(std::move(*condition));
    };
    const std::vector<YamlValue> single{value};
    if (value.is(YamlValue::Kind::kMap)) {
        for (const YamlMember& member : value.members) add(entry.member(member));
    } else if (value.is(YamlValue::Kind::kNothing)) {
        reader.findings().error(value.place, where + ": this is nothing; expected a list such as [sim], or a map such as {sim: ready}");
    } else {
        for (const YamlValue& item : value.is(YamlValue::Kind::kText) ? single : value.items)
            if (const auto text = reader.text(item, where)) add(entry.named(*text, item.place));
    }
    return conditions;
}

}  // namespace seqboard
