#include "core/hil/scenario_file.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/expression/literal.hpp"
#include "core/hil/step_reader.hpp"
#include "core/launch/yaml/yaml_reader.hpp"
#include "core/launch/yaml/yaml_source.hpp"
#include "core/names.hpp"

namespace seqboard::hil {

namespace {

namespace fs = std::filesystem;

class ScenarioReader {
public:
    ScenarioReader(const fs::path& file, Findings& findings) : variables_{findings}, reader_{findings, variables_}, file_{file} {}

    Scenario read() {
        root_ = read_yaml_file(file_.string(), file_.string(), reader_.findings());
        reader_.check_keys(root_, "", {"about", "use", "places", "steps", "expect", "end", "name"});
        scenario_.file = file_.string();
        scenario_.name = file_.parent_path().filename().string();
        if (const auto* const about = root_.find("about")) scenario_.about = reader_.text(about->value, "about").value_or("");
        if (const auto* const name = root_.find("name")) scenario_.name = reader_.name(name->value, "name").value_or(scenario_.name);
        read_use();
        read_places();
        if (const auto* const end = root_.find("end"))
            if (const auto text = reader_.text(end->value, "end")) scenario_.end = {*text, end->value.place};
        read_list("steps", [&](const YamlValue& value) { scenario_.steps.push_back(read_step(value, reader_)); });
        read_list("expect", [&](const YamlValue& value) {
            if (auto expectation = read_expectation(value, reader_)) scenario_.expectations.push_back(std::move(*expectation));
        });
        if (root_.find("expect") == nullptr) error(root_.place, "expect is missing: a scenario that expects nothing cannot fail");
        check_events();
        return std::move(scenario_);
    }

private:
    void error(const YamlPlace& place, const std::string& sentence) { reader_.findings().error(place, sentence); }

    void read_use() {
        const auto* const use = root_.find("use");
        if (use == nullptr) return error(root_.place, "use is missing; expected use: {launch: robot_sim.yaml}");
        if (!reader_.is_map(use->value, "use", "{launch: robot_sim.yaml, seed: [1, 2]}")) return;
        const YamlValue& map = use->value;
        reader_.check_keys(map, "use", {"launch", "profile", "seed", "dt", "limit", "wall_limit", "sets", "nodes"});
        const auto* const launch = map.find("launch");
        if (launch == nullptr) error(use->place, "use: launch is missing; name the node set, relative to this file");
        else if (const auto path = reader_.text(launch->value, "use: launch"))
            scenario_.launch = (file_.parent_path() / *path).lexically_normal().string();
        if (const auto* const profile = map.find("profile"))
            for_each(profile->value, [&](const YamlValue& item) {
                if (const auto name = reader_.name(item, "use: profile")) scenario_.profiles.push_back(*name);
            });
        if (const auto* const seed = map.find("seed")) {
            scenario_.seeds.clear();
            for_each(seed->value, [&](const YamlValue& item) {
                if (const auto number = reader_.integer(item, "use: seed", 0, 1'000'000'000)) scenario_.seeds.push_back(*number);
            });
        }
        const auto time = [&](const char* key, Duration& duration) {
            if (const auto* const found = map.find(key))
                duration = reader_.duration(found->value, std::string{"use: "} + key).value_or(duration);
        };
        time("dt", scenario_.step);
        time("limit", scenario_.limit);
        time("wall_limit", scenario_.wall_limit);
        if (const auto* const sets = map.find("sets"); sets != nullptr && reader_.is_map(sets->value, "use: sets", "{room: hall.room}"))
            for (const YamlMember& set : sets->value.members)
                if (const auto value = reader_.text(set.value, "use: sets: " + set.key)) scenario_.sets.push_back(set.key + "=" + *value);
        if (const auto* const nodes = map.find("nodes");
            nodes != nullptr && reader_.is_map(nodes->value, "use: nodes", "{behaviour: {params: {start: stop}}}"))
            scenario_.nodes = nodes->value;
    }

    void read_places() {
        const auto* const places = root_.find("places");
        if (places == nullptr || !reader_.is_map(places->value, "places", "{goal: [3.1, 0.5]}")) return;
        for (const YamlMember& place : places->value.members) {
            const std::string where = "places: " + place.key;
            if (!place.value.is(YamlValue::Kind::kList) || place.value.items.size() != 2) {
                error(place.value.place, where + ": expected x and y in metres, such as [3.1, 0.5]");
                continue;
            }
            const auto x = reader_.number(place.value.items[0], where, -1e6F, 1e6F),
                       y = reader_.number(place.value.items[1], where, -1e6F, 1e6F);
            if (x && y) scenario_.places[place.key] = {*x, *y};
        }
    }

    template <class Take>
    static void for_each(const YamlValue& value, const Take& take) {
        if (!value.is(YamlValue::Kind::kList)) return take(value);
        for (const YamlValue& item : value.items) take(item);
    }

    template <class Take>
    void read_list(const char* key, const Take& take) {
        const auto* const list = root_.find(key);
        if (list == nullptr || list->value.is(YamlValue::Kind::kNothing)) return;
        if (!list->value.is(YamlValue::Kind::kList))
            return error(list->value.place, std::string{key} + ": this is " + kind_text(list->value) + "; expected a list");
        for (const YamlValue& item : list->value.items) take(item);
    }

    /// Events are steps' names; `after` has to name one.
    void check_events() {
        std::vector<std::string> events;
        for (const Step& step : scenario_.steps) events.push_back(step.name);
        const auto check = [&](const std::string& event, const YamlPlace& place) {
            if (!event.empty() && std::find(events.begin(), events.end(), event) == events.end())
                error(place, "after: no step is called '" + event + "'" + suggestion(event, events));
        };
        for (const Step& step : scenario_.steps) check(step.trigger.after, step.place);
        for (const Expectation& expectation : scenario_.expectations) check(expectation.after, expectation.place);
    }

    Variables variables_;
    YamlReader reader_;
    fs::path file_;
    YamlValue root_;
    Scenario scenario_;
};

/// The first line of a file beside the scenario; "no reason given" for an empty one; empty: there is none.
std::string reason_in(const fs::path& file) {
    if (!fs::exists(file)) return "";
    std::ifstream text{file};
    std::string line;
    std::getline(text, line);
    return line.empty() ? "no reason given" : line;
}

}  // namespace

Scenario read_scenario(const std::string& path, Findings& findings) {
    const fs::path given = fs::absolute(path).lexically_normal();
    const fs::path file = fs::is_directory(given) ? given / "scenario.yaml" : given;
    Scenario scenario = ScenarioReader{fs::weakly_canonical(file), findings}.read();
    scenario.skip = reason_in(file.parent_path() / "skip");
    scenario.xfail = reason_in(file.parent_path() / "xfail");
    return scenario;
}

}  // namespace seqboard::hil
