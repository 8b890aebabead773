// seqboard bundle, of programs that are scripts: what it writes, signs, takes along and refuses.
#include <stdlib.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "core/deploy/durable.hpp"
#include "core/deploy/host/bundle_file.hpp"
#include "core/deploy/signature.hpp"
#include "core/exit_code.hpp"
#include "core/launch/emulator.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/described_program.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// A node set with all that it needs in one folder.
class BundledSet : public DescribedPrograms {
public:
    BundledSet() {
        add(described_type("source_node", {{"outputs", {described_port("range")}}}));
        add("seqboard", "the launcher");
        add("seqboard_agent", "the agent");
        put("room.map", "####\n");
        set = put("robot.yaml", "version: 1\nboard: rover\nnodes:\n  source: {exec: source_node}\n");
    }
    std::string output() const { return folder() + "/robot.seqboard"; }
    ProgramOutput bundled(std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"bundle", set, "-o", output(), "--programs", folder()});
        return command_here(scratch, std::move(more));
    }

    std::string set;
};

/// As it was before at the end.
class KeptVariable {
public:
    explicit KeptVariable(const char* name)
        : name_{name}, value_{::getenv(name) != nullptr ? std::optional<std::string>{::getenv(name)} : std::nullopt} {}
    KeptVariable(const KeptVariable&) = delete;
    KeptVariable& operator=(const KeptVariable&) = delete;
    ~KeptVariable() { value_ ? ::setenv(name_, value_->c_str(), 1) : ::unsetenv(name_); }

private:
    const char* name_;
    std::optional<std::string> value_;
};

struct KeptSurroundings {
    KeptVariable path{"PATH"}, arm{kArmEmulator}, aarch64{kAarch64Emulator};
};

}  // namespace

TEST_CASE("a bundle is written with the set, its programs and what else is named, and is told of") {
    const KeptSurroundings kept;
    const BundledSet bundle;
    const ProgramOutput output = bundle.bundled({"--asset", bundle.folder() + "/room.map"});
    INFO(output.err);
    CHECK(output.exit_code == 0);
    CHECK_THAT(output.out, Catch::StartsWith(bundle.output() + ": release ") && Catch::Contains(" for any: 5 files, ") &&
                               Catch::Contains(", compressed "));
    const deploy::Bundle read = deploy::read_bundle(bundle.output());
    CHECK(read.contents.at("config/room.map") == "####\n");
    CHECK(read.contents.contains("bin/seqboard"));
    CHECK(read.contents.contains("config/source_node"));
    CHECK(read.signature.empty());
    const Json json = Json::parse(bundle.bundled({"--json"}).out);
    CHECK(json.at("file") == bundle.output());
    CHECK(json.at("bytes") == std::filesystem::file_size(bundle.output()));
    CHECK(json.at("signed") == false);
}

TEST_CASE("a new key is for its owner alone, and signs bundles that its open half lets in") {
    const KeptSurroundings kept;
    const BundledSet bundle;
    const std::string key = bundle.folder() + "/key";
    const ProgramOutput made = command_here(bundle.scratch, {"bundle", "--new-key", key});
    CHECK(made.exit_code == 0);
    CHECK_THAT(made.out, Catch::StartsWith(key + ": keep it; " + key + ".pub: append it to trusted_keys"));
    struct stat status {};
    REQUIRE(::stat(key.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK(Json::parse(bundle.bundled({"--sign", key, "--json"}).out).at("signed") == true);
    const deploy::Bundle read = deploy::read_bundle(bundle.output());
    deploy::refuse_untrusted(read.manifest_text, read.signature, key + ".pub");
    CHECK(start_error([&] { deploy::refuse_untrusted(read.manifest_text + " ", read.signature, key + ".pub"); }).first ==
          ExitCode::kRefused);

    const ProgramOutput none = bundle.bundled({"--sign", bundle.folder() + "/none"});
    CHECK(none.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(none.err, Catch::Contains("no key in " + bundle.folder() + "/none; make one with seqboard bundle --new-key "));
}

TEST_CASE("bundle says what it lacks: a node set, an output, a program") {
    const KeptSurroundings kept;
    const BundledSet bundle;
    for (const std::vector<std::string>& words : {std::vector<std::string>{"bundle"}, std::vector<std::string>{"bundle", bundle.set},
                                                  std::vector<std::string>{"bundle", "-o", bundle.output()}}) {
        const ProgramOutput output = command_here(bundle.scratch, words);
        CHECK(output.exit_code == code(ExitCode::kUsage));
        CHECK_THAT(output.err, Catch::Contains("bundle: a node set and an output are needed"));
    }
    std::filesystem::remove(bundle.folder() + "/seqboard_agent");
    const ProgramOutput output = bundle.bundled();
    CHECK(output.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(output.err, Catch::Contains("seqboard_agent; build it for the target, or see --programs"));
    CHECK_FALSE(std::filesystem::exists(bundle.output()));
}

TEST_CASE("programs of boards are asked through the emulators that are installed, unless others are named") {
    const KeptSurroundings kept;
    const BundledSet bundle;
    const auto emulator = [](const char* variable) { return std::string{::getenv(variable) != nullptr ? ::getenv(variable) : "none"}; };
    for (const char* const variable : {kArmEmulator, kAarch64Emulator}) ::unsetenv(variable);
    ::setenv("PATH", "/nowhere", 1);
    CHECK(bundle.bundled().exit_code == 0);
    CHECK(emulator(kArmEmulator) == "none");
    CHECK(emulator(kAarch64Emulator) == "none");
    bundle.add("qemu-arm", "");
    bundle.add("qemu-aarch64", "");
    ::setenv("PATH", bundle.folder().c_str(), 1);
    ::setenv(kAarch64Emulator, "my-qemu -cpu max", 1);
    CHECK(bundle.bundled().exit_code == 0);
    CHECK(emulator(kArmEmulator) == "qemu-arm");
    CHECK(emulator(kAarch64Emulator) == "my-qemu -cpu max");
}
