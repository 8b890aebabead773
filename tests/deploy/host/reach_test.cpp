// How a target is reached, and what a release changes there, in the less usual cases.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "core/deploy/host/change_watch.hpp"
#include "core/deploy/host/fleet_file.hpp"
#include "core/deploy/host/program_path.hpp"
#include "core/deploy/host/release_difference.hpp"
#include "core/deploy/host/stripped.hpp"
#include "core/deploy/sha256.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/deploy/small_release.hpp"
#include "tests/scratch/places.hpp"
#include "tests/scratch/skip.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

/// A variable of the environment that has another value, or none, while the object lives.
class Variable {
public:
    Variable(const char* name, const char* value) : name_{name}, before_{::getenv(name) != nullptr ? ::getenv(name) : ""} {
        if (value != nullptr) ::setenv(name, value, 1);
        else ::unsetenv(name);
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;
    ~Variable() {
        if (before_.empty()) ::unsetenv(name_);
        else ::setenv(name_, before_.c_str(), 1);
    }

private:
    const char* name_;
    std::string before_;
};

std::pair<ExitCode, std::string> fault(const std::string& said) {
    return start_error([&] { throw_ssh_fault({.host = "robot"}, said); });
}

ManifestFile file(const std::string& path, const std::string& content, bool executable = false) {
    return {.path = path, .sha256 = sha256_of(content), .bytes = content.size(), .executable = executable, .link = ""};
}

ManifestFile link_to(const std::string& path, const std::string& to) {
    return {.path = path, .sha256 = "", .bytes = 0, .executable = false, .link = to};
}

Bundle release_of(const std::vector<ManifestFile>& files, const std::map<std::string, std::string>& contents) {
    Manifest manifest = small_manifest();
    manifest.files = files;
    manifest.files.push_back(file("config/set.yaml", "nodes: {}\n"));
    Bundle bundle;
    bundle.contents = contents;
    bundle.contents["config/set.yaml"] = "nodes: {}\n";
    bundle.manifest_text = manifest.text();
    return bundle;
}

ReleaseDifference between(const Bundle& from, const Bundle& to) {
    return difference(
        parse_manifest(from.manifest_text), [&](const std::string& path) { return from.contents.at(path); }, to);
}

}  // namespace

TEST_CASE("each way in which ssh says that a target is away, refuses or is not the one known has its code") {
    for (const char* const said : {"ssh: Could not resolve hostname robot", "port 22: Connection refused", "port 22: Connection timed out",
                                   "connect: No route to host", "connect: Network is unreachable"}) {
        CHECK(fault(said).first == ExitCode::kUnavailable);
        CHECK_THAT(fault(said).second, Catch::Contains("robot: cannot be reached (" + std::string{said} + ")"));
    }
    CHECK_THAT(fault("Received disconnect: Too many authentication failures").second, Catch::Contains("accepts none of your keys"));
    CHECK_THAT(fault("REMOTE HOST IDENTIFICATION HAS CHANGED!").second, Catch::Contains("not the one known for it"));
    CHECK_THAT(fault("").second, Catch::Contains("robot: the link was lost; run the same command again"));
}

TEST_CASE("what stands behind a host's colon and is no number, or nothing, is part of its name") {
    const auto words = [](const std::string& host) { return SshTarget{.host = host}.command_line("true"); };
    for (const char* const host : {"robot:", "robot:ssh", "robot:22a"}) {
        const auto line = words(host);
        CHECK(std::count(line.begin(), line.end(), "-p") == 0);
        CHECK(std::count(line.begin(), line.end(), host) == 1);
    }
}

TEST_CASE("a fleet's key lies beside its file, wherever that is, and a target whose ssh is no text is refused once") {
    CHECK(parse_fleet("targets: {a: {ssh: a, key: id}}", "fleet.yaml", {}).front().reach.key == "id");
    CHECK(parse_fleet("targets: {a: {ssh: a, key: id}}", "/etc/fleet.yaml", {}).front().reach.key == "/etc/id");
    const auto refusal = [](const std::string& text) { return start_error([&] { parse_fleet(text, "fleet.yaml", {}); }).second; };
    CHECK_THAT(refusal("targets: {a: {ssh: [a]}, b: {ssh: [b]}}"), Catch::Contains("a: ssh") && !Catch::Contains("the same target"));
    CHECK_THAT(refusal("targets: {a: {ssh: r}, b: {ssh: r}}"), Catch::Contains("b: the same target as 'a'"));
}

TEST_CASE("a file that only became executable, a link or another link has changed, and is not compared as YAML") {
    const Bundle before = release_of(
        {file("bin/run", "x"), file("config/a.yaml", "a: 1\n"), link_to("config/b.yaml", "a.yaml"), link_to("config/c.yaml", "a.yaml")},
        {{"bin/run", "x"}, {"config/a.yaml", "a: 1\n"}});
    const Bundle after = release_of({file("bin/run", "x", true), link_to("config/a.yaml", "set.yaml"), file("config/b.yaml", "a: 2\n"),
                                     link_to("config/c.yaml", "set.yaml")},
                                    {{"bin/run", "x"}, {"config/b.yaml", "a: 2\n"}});
    const ReleaseDifference found = between(before, after);
    CHECK(found.changed == std::vector<std::string>{"bin/run", "config/a.yaml", "config/b.yaml", "config/c.yaml"});
    CHECK(found.set.empty());
}

TEST_CASE("YAML has two endings, profiles and values are told together") {
    Bundle before = release_of({file("config/part.yml", "a: 1\n")}, {{"config/part.yml", "a: 1\n"}});
    Bundle after = release_of({file("config/part.yml", "a: 2\n")}, {{"config/part.yml", "a: 2\n"}});
    Manifest manifest = parse_manifest(after.manifest_text);
    manifest.profiles = {"field", "night"};
    after.manifest_text = manifest.text();
    CHECK(between(before, after).set == std::vector<std::string>{"profile: none -> field night", "config/part.yml: a: 1 -> 2"});
}

TEST_CASE("a program is looked for in every folder of the path, and without one nowhere") {
    const ScratchFolder folder;
    write_durably(folder / "tool", "#!/bin/sh\n", 0755);
    {
        const Variable path{"PATH", ("/none:" + folder.path()).c_str()};
        CHECK(program_path("tool") == folder / "tool");
        CHECK(program_path("other").empty());
    }
    const Variable path{"PATH", nullptr};
    CHECK(program_path("tool").empty());
    CHECK(start_error([] { stripped("/bin/true"); }).first == ExitCode::kUnavailable);
}

TEST_CASE("a program is stripped in the folder for temporary files, and what is no program is not") {
    SEQBOARD_SKIP_IF(program_path("eu-strip").empty(), "eu-strip is not installed here");
    const ScratchFolder folder;
    {
        const Variable temporary{"TMPDIR", folder.path().c_str()};
        CHECK(stripped(built("seqboard_agent")).size() > 1000);
        CHECK(std::filesystem::is_empty(folder.path()));
    }
    {
        const Variable temporary{"TMPDIR", "/none"};
        CHECK(start_error([] { stripped(built("seqboard_agent")); }).first == ExitCode::kNoSpace);
    }
    const Variable temporary{"TMPDIR", ""};
    write_durably(folder / "text", "no program");
    CHECK_THAT(start_error([&] { stripped(folder / "text"); }).second, Catch::Contains("cannot be stripped"));
}
