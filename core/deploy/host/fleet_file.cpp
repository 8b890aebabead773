#include "core/deploy/host/fleet_file.hpp"

#include <algorithm>
#include <optional>

#include "core/launch/yaml/yaml_reader.hpp"
#include "core/launch/yaml/yaml_source.hpp"
#include "core/names.hpp"

namespace seqboard::deploy {

namespace {

constexpr const char* kExample = "targets: {kitchen: {ssh: root@192.168.1.20}}";

/// ssh itself knows what ~ is.
std::string beside(const std::string& path, const std::string& file) {
    const std::size_t folder = path.rfind('/');
    return file.starts_with('/') || file.starts_with('~') || folder == std::string::npos ? file : path.substr(0, folder + 1) + file;
}

class FleetReader {
public:
    FleetReader(const std::string& path, const SshTarget& usual, Findings& findings)
        : path_{path}, usual_{usual}, variables_{findings}, reader_{findings, variables_} {}

    std::vector<FleetTarget> read(const YamlValue& file) {
        reader_.check_keys(file, "", {"targets"});
        const YamlMember* const targets = file.find("targets");
        if (targets == nullptr) reader_.findings().error(file.place, std::string{"there are no targets; expected "} + kExample);
        if (targets == nullptr || !reader_.is_map(targets->value, "targets", "{kitchen: {ssh: root@192.168.1.20}}")) return {};
        for (const YamlMember& target : targets->value.members) add(target);
        if (targets->value.members.empty()) reader_.findings().error(targets->place, std::string{"targets: none; expected "} + kExample);
        return std::move(fleet_);
    }

private:
    void add(const YamlMember& member) {
        const std::string& name = member.key;
        if (!is_valid_name(name)) reader_.findings().error(member.place, "'" + name + "' is no name; use A-Z a-z 0-9 _ . -");
        if (!reader_.is_map(member.value, name, "{ssh: root@192.168.1.20}")) return;
        reader_.check_keys(member.value, name, {"ssh", "key", "ssh_options", "into", "root"});
        SshTarget reach = usual_;
        const YamlMember* const ssh = member.value.find("ssh");
        const auto host = ssh == nullptr ? std::optional<std::string>{""} : reader_.text(ssh->value, name + ": ssh");
        if (host && host->empty())
            reader_.findings().error(member.place, name + ": it has no ssh; expected [USER@]HOST[:PORT], as in {ssh: root@192.168.1.20}");
        reach.host = host.value_or("");
        if (const YamlMember* const key = member.value.find("key"))
            reach.key = beside(path_, reader_.text(key->value, name + ": key").value_or(""));
        if (const YamlMember* const options = member.value.find("ssh_options"))
            reach.options = reader_.texts(options->value, name + ": ssh_options", "[StrictHostKeyChecking=accept-new]");
        if (const YamlMember* const into = member.value.find("into")) reach.root = reader_.text(into->value, name + ": into").value_or("");
        if (const YamlMember* const root = member.value.find("root"))
            reach.boards_root = reader_.text(root->value, name + ": root").value_or("");
        refuse_twice(member, reach);
        fleet_.push_back({name, std::move(reach)});
    }

    void refuse_twice(const YamlMember& member, const SshTarget& reach) {
        const auto same = std::find_if(fleet_.begin(), fleet_.end(),
                                       [&](const FleetTarget& known) { return !reach.host.empty() && known.reach.text() == reach.text(); });
        if (same != fleet_.end()) reader_.findings().error(member.place, member.key + ": the same target as '" + same->name + "'");
    }

    const std::string& path_;
    const SshTarget& usual_;
    Variables variables_;
    YamlReader reader_;
    std::vector<FleetTarget> fleet_;
};

std::vector<FleetTarget> fleet_of(const YamlValue& file, const std::string& path, const SshTarget& usual, Findings& findings) {
    std::vector<FleetTarget> fleet = FleetReader{path, usual, findings}.read(file);
    findings.throw_errors();
    return fleet;
}

}  // namespace

std::vector<FleetTarget> read_fleet_file(const std::string& path, const SshTarget& usual) {
    Findings findings;
    return fleet_of(read_yaml_file(path, path, findings), path, usual, findings);
}

std::vector<FleetTarget> parse_fleet(const std::string& text, const std::string& path, const SshTarget& usual) {
    Findings findings;
    return fleet_of(parse_yaml(text, path, findings), path, usual, findings);
}

const FleetTarget& target_named(const std::string& name, const std::vector<FleetTarget>& fleet, const std::string& path) {
    std::vector<std::string> names;
    for (const FleetTarget& target : fleet) {
        if (target.name == name) return target;
        names.push_back(target.name);
    }
    throw StartError{ExitCode::kNoInput, path + ": it has no target '" + name + "'" + suggestion(name, names)};
}

}  // namespace seqboard::deploy
