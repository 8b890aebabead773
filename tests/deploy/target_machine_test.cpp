// Machines and journals as others write them: boards that have no name here, records of a later version.
#include <catch2/catch.hpp>

#include "core/deploy/journal.hpp"
#include "core/deploy/machine.hpp"
#include "core/deploy/sha256.hpp"
#include "core/deploy/signature.hpp"
#include "core/deploy/target_facts.hpp"
#include "tests/deploy/journal_record.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/scratch/start_error.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

TEST_CASE("every name that Linux gives an ARM machine leads to its level") {
    const auto level = [](const std::string& name) { return Machine::from(name, "5.0", "").level; };
    CHECK(level("armv4tl") == ArmLevel::kV4T);
    CHECK(level("armv5tel") == ArmLevel::kV5TE);
    CHECK(level("armv5l") == ArmLevel::kV5T);
    CHECK(level("armv6l") == ArmLevel::kV6);
    CHECK(level("armv7l") == ArmLevel::kV7);
    CHECK(level("armv8l") == ArmLevel::kV8);
    CHECK(level("arm") == ArmLevel::kPre4);
    CHECK(level("armv9l") == ArmLevel::kPre4);
    CHECK(Machine::from("arm", "5.0", "CPU architecture: 7\n").level == ArmLevel::kV7);
    CHECK(Machine::from("armv7l", "5.0", "CPU architecture").level == ArmLevel::kV7);  // a line without a value
}

TEST_CASE("a 64-bit ARM machine is trusted to run 32-bit programs until the check on it says otherwise") {
    const Machine machine = Machine::from("aarch64", "6.1.0", "");
    CHECK(why_not({.machine = "arm", .level = ArmLevel::kV7, .needs_vfp = true}, machine).empty());
    CHECK(why_not({.machine = "aarch64"}, machine).empty());
    CHECK_FALSE(why_not({.machine = "x86_64"}, machine).empty());
}

TEST_CASE("this machine runs programs that are for it") {
    const Machine machine = Machine::this_one();
    CHECK_FALSE(machine.name.empty());
    CHECK_FALSE(machine.kernel.empty());
    if (!machine.is_arm()) CHECK(why_not({.machine = machine.name}, machine).empty());
}

TEST_CASE("a step that a later version has written is passed over") {
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    Journal{path}.append(record_of(Step::kTrial, "", "1.0-aaa"));
    const std::string json = R"({"boots":0,"by_itself":false,"from":"","number":2,"step":"dance","time":0,"to":"1.0-bbb","why":""})";
    write_durably(path, text_of_file(path) + sha256_of(json).substr(0, 8) + " " + json + "\nshort\n");
    REQUIRE(Journal::read(path).size() == 1);
    CHECK(Journal::read(path).back().to == "1.0-aaa");
}

TEST_CASE("of devices those are absent that are not there or are something else") {
    const ScratchFolder folder;
    write_durably(folder / "file", "");
    CHECK(absent_devices({"/dev/null", folder / "none", folder / "file"}) == std::vector<std::string>{folder / "none", folder / "file"});
    CHECK(free_storage_bytes(folder / "none") == 0);
    CHECK(free_storage_bytes(folder.path()) > 0);
    CHECK(free_memory_bytes() > 0);
}

TEST_CASE("keys and signatures that are cut, too long, or no hexadecimal are none") {
    const ScratchFolder folder;
    const KeyPair key = new_key_pair();
    for (const std::string& wrong : {key.secret.substr(2), key.secret + "00", key.secret.substr(0, 126) + "zz", std::string{}})
        CHECK(start_error([&] { static_cast<void>(sign("text", wrong)); }).first == ExitCode::kConfig);
    write_durably(folder / "keys", "no key\n" + new_key_pair().open + "\n\n" + key.open);
    const std::string signature = sign("text", key.secret);
    CHECK_NOTHROW(refuse_untrusted("text", signature + "\n", folder / "keys"));
    CHECK_THAT(start_error([&] { refuse_untrusted("other text", signature, folder / "keys"); }).second, Catch::Contains("no key in"));
    CHECK_THAT(start_error([&] { refuse_untrusted("text", signature.substr(1), folder / "keys"); }).second,
               Catch::Contains("is not signed"));
    CHECK_NOTHROW(refuse_untrusted("text", "", folder / "none"));
}
