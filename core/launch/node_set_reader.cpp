#include "core/launch/node_set_reader.hpp"

#include <filesystem>

#include "core/launch/node_entry_reader.hpp"
#include "core/launch/yaml/yaml_include.hpp"
#include "core/launch/yaml/yaml_reader.hpp"
#include "core/names.hpp"

namespace seqboard {

namespace {

class NodeSetReader {
public:
    NodeSetReader(const NodeSetRequest& request, Findings& findings)
        : request_{request}, findings_{findings}, variables_{findings}, reader_{findings, variables_} {}

    NodeSet read() {
        std::vector<std::string> files;
        root_ = read_with_includes(request_.file, findings_, files);
        for (const std::string& profile : request_.profiles) apply_profile(profile);
        reader_.check_keys(root_, "",
                           {"version", "board", "backend", "clock", "watchdog", "safety", "modes", "vars", "include", "profiles",
                            "operator_writes", "faults", "nodes"});
        check_version();
        if (const auto* const vars = root_.find("vars")) variables_.define(vars->value);
        for (const std::string& set : request_.sets) variables_.override_with(set);
        NodeSet set;
        set.allow_actuators = request_.allow_actuators;
        for (const std::string& file : files) set.files.push_back(std::filesystem::absolute(file).lexically_normal().string());
        set.file = set.files.front();
        read_place(set);
        read_clock(set);
        read_watchdog(set);
        read_faults(set);
        if (const auto* const modes = root_.find("modes")) set.modes = read_mode_rules(modes->value, reader_);
        if (const auto* const safety = root_.find("safety")) set.safety = read_safety_rule(safety->value, reader_);
        if (const auto* const slots = root_.find("operator_writes"))
            set.operator_writes = read_names(slots->value, "operator_writes", reader_);
        read_nodes(set);
        set_board_programs(set);
        return set;
    }

private:
    void apply_profile(const std::string& name) {
        std::vector<std::string> known;
        const auto* const profiles = root_.find("profiles");
        if (profiles != nullptr)
            for (const YamlMember& member : profiles->value.members) known.push_back(member.key);
        const YamlMember* const profile = profiles == nullptr ? nullptr : profiles->value.find(name);
        if (profile == nullptr)
            throw StartError{ExitCode::kUsage,
                             "--profile " + name + ": " + request_.file + " has no such profile" + suggestion(name, known)};
        const YamlValue overlay = profile->value;  // a copy: merging changes the tree it is in
        if (overlay.is(YamlValue::Kind::kNothing) || !reader_.is_map(overlay, "profiles: " + name, "{clock: {speed_ratio: 0}}")) return;
        reader_.check_keys(overlay, "profiles: " + name,
                           {"board", "backend", "clock", "watchdog", "safety", "modes", "vars", "operator_writes", "faults", "nodes"});
        merge_onto(root_, overlay);
    }

    void check_version() {
        const auto* const version = root_.find("version");
        if (version == nullptr) findings_.error(root_.place, "version is missing; begin the file with version: 1");
        else if (reader_.text(version->value, "version").value_or("1") != "1")
            findings_.error(version->value.place, "version: '" + version->value.text + "'; this seqboard reads version 1");
    }

    void read_place(NodeSet& set) {
        set.place = request_.place;
        if (const auto* const board = root_.find("board"); board != nullptr)
            if (const auto name = reader_.name(board->value, "board"); name && set.place.board.empty()) set.place.board = *name;
        if (const auto* const backend = root_.find("backend"))
            if (const auto kind = reader_.text(backend->value, "backend"); kind && !request_.backend_given)
                try_backend(*kind, backend->value.place, set.place);
        set.place = set.place.resolved();
        variables_.set_board_directory(set.place.directory());
    }

    void try_backend(const std::string& kind, const YamlPlace& at, BoardPlace& place) {
        try {
            parse_backend(kind, place);
        } catch (const StartError& error) {
            findings_.error(at, error.what());
        }
    }

    void read_clock(NodeSet& set) {
        const auto* const clock = root_.find("clock");
        if (clock == nullptr || !reader_.is_map(clock->value, "clock", "{mode: lockstep, driver: sim, step: 10ms}")) return;
        const YamlValue& map = clock->value;
        set.clock.place = clock->place;
        reader_.check_keys(map, "clock", {"mode", "driver", "step", "speed_ratio"});
        if (const auto* const mode = map.find("mode")) {
            const auto word = reader_.text(mode->value, "clock: mode").value_or("real");
            set.clock.lockstep = word == "lockstep";
            if (word != "lockstep" && word != "real")
                findings_.error(mode->value.place, "clock: mode: '" + word + "'; expected real or lockstep");
        }
        if (const auto* const driver = map.find("driver"))
            set.clock.driver = {reader_.name(driver->value, "clock: driver").value_or(""), driver->value.place};
        if (const auto* const step = map.find("step"))
            set.clock.step = reader_.duration(step->value, "clock: step").value_or(set.clock.step);
        if (const auto* const speed = map.find("speed_ratio"))
            set.clock.speed_ratio = reader_.number(speed->value, "clock: speed_ratio", 0, 1e6F).value_or(0);
    }

    void read_watchdog(NodeSet& set) {
        const auto* const watchdog = root_.find("watchdog");
        if (watchdog == nullptr || !reader_.is_map(watchdog->value, "watchdog", "{device: /dev/watchdog, timeout: 10s}")) return;
        const YamlValue& map = watchdog->value;
        reader_.check_keys(map, "watchdog", {"device", "timeout", "nodes"});
        WatchdogRule& rule = set.watchdog.emplace();
        if (const auto* const device = map.find("device"))
            rule.device = reader_.text(device->value, "watchdog: device").value_or(rule.device);
        if (const auto* const timeout = map.find("timeout")) {
            rule.timeout = reader_.duration(timeout->value, "watchdog: timeout").value_or(rule.timeout);
            if (rule.timeout < std::chrono::seconds{2})
                findings_.error(timeout->value.place,
                                "watchdog: timeout: '" + text_of(rule.timeout) + "'; expected 2s or more, or a busy second ends the run");
        }
        if (const auto* const nodes = map.find("nodes"))
            for (const Placed<std::string>& name : read_names(nodes->value, "watchdog: nodes", reader_)) rule.nodes.push_back(name);
    }

    void read_faults(NodeSet& set) {
        const auto* const faults = root_.find("faults");
        if (faults == nullptr) return;
        const auto word = reader_.text(faults->value, "faults");
        set.faults_allowed = word == "allowed";
        if (word && !set.faults_allowed) findings_.error(faults->value.place, "faults: '" + *word + "'; expected allowed, or no such key");
    }

    void read_nodes(NodeSet& set) {
        const auto* const nodes = root_.find("nodes");
        if (nodes == nullptr) return findings_.error(root_.place, "nodes is missing; expected a map from node names to what they run");
        if (!reader_.is_map(nodes->value, "nodes", "{range: {type: range_node}}")) return;
        for (const YamlMember& member : nodes->value.members) set.nodes.push_back(read_node_entry(member, reader_));
        if (set.nodes.empty()) findings_.error(nodes->value.place, "nodes: there is none; a node set has at least one");
    }

    /// Who drives the clock and who ends the run are no part of the robot.
    void set_board_programs(NodeSet& set) const {
        if (request_.board_programs.empty()) return;
        const std::string folder = std::filesystem::absolute(request_.board_programs).lexically_normal().string();
        for (NodeEntry& node : set.nodes)
            if (!node.ends_run && node.name != set.clock.driver.value) node.programs = folder;
    }

    const NodeSetRequest& request_;
    Findings& findings_;
    Variables variables_;
    YamlReader reader_;
    YamlValue root_;
};

}  // namespace

NodeSet read_node_set(const NodeSetRequest& request, Findings& findings) { return NodeSetReader{request, findings}.read(); }

}  // namespace seqboard
