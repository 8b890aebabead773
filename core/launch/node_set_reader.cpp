#include "core/launch/node_set_reader.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/launch/launch_keys.hpp"
#include "core/launch/node_entry_reader.hpp"
#include "core/launch/node_references.hpp"
#include "core/launch/set_option.hpp"
#include "core/launch/when_condition.hpp"
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
        for (const std::string& text : request_.sets) sets_.push_back(parse_set_option(text));
        lay_over_profiles();
        for (const SetOption& set : sets_) obey(set);
        reader_.check_keys(root_, "", names_of(file_keys()));
        check_version();
        NodeSet set;
        set.allow_actuators = request_.allow_actuators;
        for (const std::string& file : files) set.files.push_back(std::filesystem::absolute(file).lexically_normal().string());
        set.file = set.files.front();
        read_place(set);
        leave_out_nodes();
        read_clock(set);
        read_watchdog(set);
        read_faults(set);
        read_boot(set);
        if (const auto* const modes = root_.find("modes")) set.modes = read_mode_rules(modes->value, reader_);
        if (const auto* const safety = root_.find("safety")) set.safety = read_safety_rule(safety->value, reader_);
        if (const auto* const slots = root_.find("operator_writes"))
            set.operator_writes = read_names(slots->value, "operator_writes", reader_);
        read_nodes(set);
        set_board_programs(set);
        set.tree = std::move(root_);
        return set;
    }

private:
    /// Those asked for in their order, then those whose condition holds in the order of the file.
    void lay_over_profiles() {
        std::vector<YamlMember> profiles;  // a copy: merging changes the tree they are in
        if (const auto* const section = root_.find("profiles");
            section != nullptr && reader_.is_map(section->value, "profiles", "{fast: {}}"))
            profiles = section->value.members;
        for (const YamlMember& profile : profiles) known_profiles_.push_back(profile.key);
        for (const std::string& name : request_.profiles) {
            const auto found = std::find_if(profiles.begin(), profiles.end(), [&](const YamlMember& p) { return p.key == name; });
            if (found == profiles.end())
                throw StartError{ExitCode::kUsage,
                                 "--profile " + name + ": " + request_.file + " has no such profile" + suggestion(name, known_profiles_)};
            lay_over(*found);
        }
        define_variables();
        for (const YamlMember& profile : profiles) {
            const YamlMember* const when = profile.value.find("when");
            if (when == nullptr || std::find(active_profiles_.begin(), active_profiles_.end(), profile.key) != active_profiles_.end())
                continue;
            if (!read_when(when->value, "profiles: " + profile.key + ": when", scope(), findings_).value_or(false)) continue;
            lay_over(profile);
            define_variables();
        }
    }

    void lay_over(const YamlMember& profile) {
        const std::string where = "profiles: " + profile.key;
        active_profiles_.push_back(profile.key);
        YamlValue overlay = profile.value;
        if (overlay.is(YamlValue::Kind::kNothing) || !reader_.is_map(overlay, where, "{clock: {speed_ratio: 0}}")) return;
        reader_.check_keys(overlay, where, names_of(profile_keys()));
        std::optional<YamlValue> replace;
        if (const auto* const rules = overlay.find("replace")) replace = rules->value;
        std::erase_if(overlay.members, [](const YamlMember& member) { return member.key == "replace" || member.key == "when"; });
        merge_onto(root_, overlay);
        if (replace && reader_.is_map(*replace, where + ": replace", "{motors: motors_sim}")) replace_nodes(root_, *replace, findings_);
    }

    void define_variables() {
        if (const auto* const vars = root_.find("vars")) variables_.define(vars->value);
        for (const SetOption& set : sets_) variables_.override_with(set.name, set.value);
    }

    void obey(const SetOption& set) {
        if (set_in_tree(root_, set, findings_)) return;
        throw StartError{ExitCode::kUsage, "--set " + set.name +
                                               ": the node set has no such variable under vars:, and no such node or key" +
                                               suggestion(set.name, variables_.names())};
    }

    WhenScope scope() { return {active_profiles_, known_profiles_, variables_}; }

    void leave_out_nodes() {
        std::map<std::string, std::string> out;
        if (const auto* const nodes = root_.find("nodes"))
            for (const YamlMember& node : nodes->value.members)
                if (const auto* const when = node.value.find("when"))
                    if (!read_when(when->value, node.key + ": when", scope(), findings_).value_or(true)) out[node.key] = "";
        take_out_nodes(root_, out);
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
        reader_.check_keys(map, "clock", names_of(clock_keys()));
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
        if (const auto* const processors = map.find("processors"))
            set.clock.on_one_processor =
                reader_.choice(processors->value, "clock: processors", words_of(*find_key(clock_keys(), "processors"))).value_or(0) == 0;
    }

    void read_faults(NodeSet& set) {
        const auto* const faults = root_.find("faults");
        if (faults == nullptr) return;
        const auto word = reader_.text(faults->value, "faults");
        set.faults_allowed = word == "allowed";
        if (word && !set.faults_allowed) findings_.error(faults->value.place, "faults: '" + *word + "'; expected allowed, or no such key");
    }

    void read_watchdog(NodeSet& set) {
        const auto* const watchdog = root_.find("watchdog");
        if (watchdog == nullptr || !reader_.is_map(watchdog->value, "watchdog", "{device: /dev/watchdog, timeout: 10s}")) return;
        const YamlValue& map = watchdog->value;
        reader_.check_keys(map, "watchdog", names_of(watchdog_keys()));
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

    void read_boot(NodeSet& set) {
        const auto* const boot = root_.find("boot");
        if (boot == nullptr || !reader_.is_map(boot->value, "boot", "{parallel: 2}")) return;
        reader_.check_keys(boot->value, "boot", names_of(boot_keys()));
        if (const auto* const parallel = boot->value.find("parallel"))
            set.parallel_starts = reader_.integer(parallel->value, "boot: parallel", 1, 64).value_or(0);
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
    std::vector<SetOption> sets_;
    std::vector<std::string> known_profiles_;
    std::vector<std::string> active_profiles_;
    YamlValue root_;
};

}  // namespace

NodeSet read_node_set(const NodeSetRequest& request, Findings& findings) { return NodeSetReader{request, findings}.read(); }

}  // namespace seqboard
