#include "core/hil/step_reader.hpp"

#include <algorithm>

#include "core/hil/quantity_reader.hpp"
#include "core/names.hpp"

namespace seqboard::hil {

namespace {

constexpr const char* kTriggerKeys[] = {"at", "when", "after", "as", "do"};

/// The keys of each deed, in the order of Deed; "?" behind those that may be left out. Those of `write` are fields, too.
const std::vector<std::vector<std::string>> kDeedKeys = {
    {"word"},
    {"param", "value", "for?"},
    {"slot", "for?"},
    {"target", "kind", "for?", "magnitude?", "probability?"},
    {"target"},
    {"node", "signal?"},
    {"node"},
    {"node"},
    {"node", "magnitude", "for"},
    {"node", "code"},
    {"node", "for"},
};

class StepReader {
public:
    StepReader(const YamlValue& map, YamlReader& reader) : map_{map}, reader_{reader} {}

    Step read() {
        step_.place = map_.place;
        if (!reader_.is_map(map_, "a step", "{at: 2s, do: node.kill, node: planner}")) return std::move(step_);
        if (!read_deed()) return std::move(step_);
        read_trigger();
        check_keys();
        read_what();
        read_numbers();
        return std::move(step_);
    }

private:
    std::string where(const std::string& key) const { return std::string{name_of(step_.deed)} + ": " + key; }
    void error(const YamlPlace& place, const std::string& sentence) { reader_.findings().error(place, sentence); }

    bool read_deed() {
        const std::vector<std::string> known = deed_names();
        const auto* const deed = map_.find("do");
        if (deed == nullptr) {
            error(map_.place, "a step: 'do' is missing" + suggestion("", known));
            return false;
        }
        const auto word = reader_.text(deed->value, "do");
        const auto found = std::find(known.begin(), known.end(), word.value_or(""));
        if (found == known.end()) {
            if (word) error(deed->value.place, "do: '" + *word + "' is no deed" + suggestion(*word, known));
            return false;
        }
        step_.deed = static_cast<Deed>(found - known.begin());
        step_.name = *word;
        if (const auto* const as = map_.find("as")) step_.name = reader_.name(as->value, where("as")).value_or(step_.name);
        return true;
    }

    void read_trigger() {
        if (const auto* const at = map_.find("at")) step_.trigger.at = reader_.duration(at->value, where("at"), Duration::zero());
        if (const auto* const when = map_.find("when"))
            if (const auto text = reader_.text(when->value, where("when"))) step_.trigger.condition = {*text, when->value.place};
        if (const auto* const after = map_.find("after")) step_.trigger.after = reader_.name(after->value, where("after")).value_or("");
        if (map_.find("at") == nullptr && map_.find("when") == nullptr && map_.find("after") == nullptr)
            error(map_.place, step_.name + ": nothing says when; add at: 2s, when: \"truth.x_m > 1\" or after: EVENT");
        if (map_.find("at") != nullptr && map_.find("when") != nullptr)
            error(map_.find("when")->place, step_.name + ": it has 'at' and 'when'; one of them says when");
    }

    const std::vector<std::string>& keys() const { return kDeedKeys[static_cast<std::size_t>(step_.deed)]; }

    void check_keys() {
        std::vector<std::string> known{std::begin(kTriggerKeys), std::end(kTriggerKeys)};
        for (const std::string& key : keys()) {
            const bool optional = key.ends_with("?");
            known.push_back(optional ? key.substr(0, key.size() - 1) : key);
            if (!optional && map_.find(key) == nullptr) error(map_.place, step_.name + ": '" + key + "' is missing");
        }
        for (const YamlMember& member : map_.members) {
            if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
            if (step_.deed != Deed::kWrite)
                error(member.place, step_.name + ": unknown key '" + member.key + "'" + suggestion(member.key, known));
            else if (const auto text = reader_.text(member.value, where(member.key)))
                step_.fields.push_back({member.key, {*text, member.value.place}});
        }
    }

    void read_what() {
        for (const char* const key : {"word", "param", "slot", "target", "node"})
            if (const auto* const found = map_.find(key); found != nullptr && std::find(keys().begin(), keys().end(), key) != keys().end())
                if (const auto text = reader_.text(found->value, where(key))) step_.target = {*text, found->value.place};
        for (const char* const key : {"kind", "signal"})
            if (const auto* const found = map_.find(key); found != nullptr && step_.deed != Deed::kWrite)
                step_.kind = reader_.text(found->value, where(key)).value_or("");
        for (const char* const key : {"value", "code"})
            if (const auto* const found = map_.find(key); found != nullptr && step_.deed != Deed::kWrite)
                if (const auto text = reader_.text(found->value, where(key))) step_.value = {*text, found->value.place};
        if (step_.deed == Deed::kWrite && step_.fields.empty()) error(map_.place, "write: no field; add kind: STOP or what the slot has");
    }

    void read_numbers() {
        if (const auto* const lasts = map_.find("for")) step_.lasts = reader_.duration(lasts->value, where("for"));
        if (step_.deed == Deed::kWrite) return;
        if (const auto* const magnitude = map_.find("magnitude")) {
            step_.magnitude = read_quantity(magnitude->value, where("magnitude"), reader_).value_or(0);
            step_.has_magnitude = true;
        }
        if (const auto* const probability = map_.find("probability"))
            step_.probability_ratio = reader_.number(probability->value, where("probability"), 0, 1).value_or(1);
    }

    const YamlValue& map_;
    YamlReader& reader_;
    Step step_;
};

class ExpectationReader {
public:
    ExpectationReader(const YamlMember& member, YamlReader& reader) : member_{member}, reader_{reader} {}

    std::optional<Expectation> read() {
        constexpr Rule kRules[] = {Rule::kAlways, Rule::kNever, Rule::kWithin, Rule::kEventually,
                                   Rule::kAt,     Rule::kStays, Rule::kFinal,  Rule::kMetric};
        std::vector<std::string> known;
        for (const Rule rule : kRules) known.emplace_back(name_of(rule));
        const auto found = std::find(known.begin(), known.end(), member_.key);
        if (found == known.end()) {
            reader_.findings().error(member_.place, "expect: '" + member_.key + "' is no rule" + suggestion(member_.key, known));
            return std::nullopt;
        }
        wanted_.rule = kRules[found - known.begin()];
        wanted_.place = member_.place;
        if (wanted_.rule == Rule::kMetric) read_metric();
        else read_condition();
        if (wanted_.name.empty()) wanted_.name = member_.key + ": " + wanted_.condition.value;
        return wanted_;
    }

private:
    using Keys = std::initializer_list<const char*>;
    const YamlValue& map() const { return member_.value; }
    std::string where(const std::string& key) const { return member_.key + ": " + key; }
    void error(const std::string& sentence) { reader_.findings().error(member_.place, sentence); }

    void read_condition() {
        const bool short_form = wanted_.rule == Rule::kAlways || wanted_.rule == Rule::kNever || wanted_.rule == Rule::kFinal;
        if (short_form && map().is(YamlValue::Kind::kText)) {
            wanted_.condition = {reader_.text(map(), member_.key).value_or(""), map().place};
            return;
        }
        if (!reader_.is_map(map(), member_.key, example())) return;
        switch (wanted_.rule) {
            case Rule::kAlways:
            case Rule::kNever: reader_.check_keys(map(), member_.key, {"name", "cond", "from", "until"}); break;
            case Rule::kWithin: reader_.check_keys(map(), member_.key, {"name", "cond", "after", "time"}); break;
            case Rule::kEventually: reader_.check_keys(map(), member_.key, {"name", "cond", "by"}); break;
            case Rule::kAt: reader_.check_keys(map(), member_.key, {"name", "cond", "time"}); break;
            case Rule::kStays: reader_.check_keys(map(), member_.key, {"name", "cond", "for", "after", "by"}); break;
            default: reader_.check_keys(map(), member_.key, {"name", "cond"});
        }
        const auto* const cond = map().find("cond");
        if (cond == nullptr) error(where("'cond' is missing"));
        else wanted_.condition = {reader_.text(cond->value, where("cond")).value_or(""), cond->value.place};
        read_name_and_times();
    }

    std::string example() const {
        switch (wanted_.rule) {
            case Rule::kWithin: return "{after: fault, time: 600ms, cond: \"...\"}";
            case Rule::kEventually: return "{by: 25s, cond: \"...\"}";
            case Rule::kAt: return "{time: 3s, cond: \"...\"}";
            case Rule::kStays: return "{for: 2s, cond: \"...\"}";
            case Rule::kMetric: return "{name: path_length, max: 6m}";
            default: return "{cond: \"...\", from: 2s}";
        }
    }

    void read_name_and_times() {
        if (const auto* const name = map().find("name")) wanted_.name = reader_.text(name->value, where("name")).value_or("");
        const auto duration = [&](const char* key) -> std::optional<Duration> {
            const auto* const found = map().find(key);
            return found == nullptr ? std::nullopt : reader_.duration(found->value, where(key), Duration::zero());
        };
        wanted_.from = duration("from");
        wanted_.until = duration("until");
        if (const auto by = duration("by")) wanted_.until = by;
        if (const auto time = duration("time")) wanted_.time = *time;
        if (const auto lasts = duration("for")) wanted_.time = *lasts;
        if (const auto* const after = map().find("after")) wanted_.after = reader_.name(after->value, where("after")).value_or("");
        const bool needs_time = wanted_.rule == Rule::kWithin || wanted_.rule == Rule::kAt;
        if (needs_time && map().find("time") == nullptr) error(where("'time' is missing"));
        if (wanted_.rule == Rule::kStays && map().find("for") == nullptr) error(where("'for' is missing"));
        if (wanted_.rule == Rule::kWithin && wanted_.after.empty()) error(where("'after' is missing: the name of a step"));
    }

    void read_metric() {
        if (!reader_.is_map(map(), member_.key, example())) return;
        reader_.check_keys(map(), member_.key, {"name", "last", "largest", "smallest", "mean", "min", "max", "golden", "tolerance"});
        const auto* const name = map().find("name");
        if (name == nullptr) return error(where("'name' is missing"));
        wanted_.name = reader_.text(name->value, where("name")).value_or("");
        read_digest();
        const auto number = [&](const char* key) -> std::optional<float> {
            const auto* const found = map().find(key);
            return found == nullptr ? std::nullopt : read_quantity(found->value, where(key), reader_);
        };
        wanted_.least = number("min");
        wanted_.most = number("max");
        wanted_.golden = number("golden");
        wanted_.tolerance_ratio = number("tolerance").value_or(wanted_.tolerance_ratio);
        if (!wanted_.least && !wanted_.most && !wanted_.golden) error(where("no limit; add min, max or golden with tolerance"));
    }

    void read_digest() {
        constexpr std::pair<const char*, Digest> kDigests[] = {
            {"last", Digest::kLast}, {"largest", Digest::kLargest}, {"smallest", Digest::kSmallest}, {"mean", Digest::kMean}};
        bool found_one = false;
        for (const auto& [key, digest] : kDigests) {
            const auto* const found = map().find(key);
            if (found == nullptr) continue;
            wanted_.digest = digest;
            wanted_.condition = {reader_.text(found->value, where(key)).value_or(""), found->value.place};
            found_one = true;
        }
        if (found_one) return;
        if (wanted_.name == "path_length") {
            wanted_.digest = Digest::kPathLength;
            wanted_.condition = {"hypot(truth.x_m, truth.y_m)", member_.place};
        } else if (wanted_.name == "duration") {
            wanted_.digest = Digest::kDuration;
        } else if (wanted_.name == "least_clearance") {
            wanted_.digest = Digest::kSmallest;
            wanted_.condition = {"truth.clearance_m", member_.place};
        } else {
            error(where("'" + wanted_.name +
                        "' is not known; name path_length, duration or least_clearance, or say last, largest, smallest "
                        "or mean: an expression"));
        }
    }

    const YamlMember& member_;
    YamlReader& reader_;
    Expectation wanted_;
};

}  // namespace

Step read_step(const YamlValue& value, YamlReader& reader) { return StepReader{value, reader}.read(); }

std::optional<Expectation> read_expectation(const YamlValue& value, YamlReader& reader) {
    if (!reader.is_map(value, "expect", "{never: \"truth.collided != 0\"}")) return std::nullopt;
    if (value.members.size() == 1) return ExpectationReader{value.members.front(), reader}.read();
    reader.findings().error(
        value.place,
        "expect: one rule in each entry; its further keys belong under the rule: {within: {after: ..., time: ..., cond: ...}}");
    return std::nullopt;
}

}  // namespace seqboard::hil
