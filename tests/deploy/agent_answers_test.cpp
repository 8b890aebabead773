// The agent in the test's own process: all requests in one file, all answers in another.
#include "core/deploy/agent.hpp"

#include <fcntl.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <thread>

#include "core/deploy/folder.hpp"
#include "core/exit_code.hpp"
#include "tests/deploy/journal_record.hpp"
#include "tests/deploy/scratch_folder.hpp"
#include "tests/deploy/small_release.hpp"
#include "tests/scratch/eventually.hpp"
#include "tests/scratch/scratch_board.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

struct Place {
    Place() { tree.make(); }
    ~Place() {
        eventually([&] { return TargetLock::holder(tree.lock()).empty(); });
    }

    /// Answers and events, without the greeting.
    std::vector<Json> answers(const std::string& requests) const {
        write_durably(folder / "requests", requests);
        const FileDescriptor in{::open((folder / "requests").c_str(), O_RDONLY | O_CLOEXEC)};
        const FileDescriptor out{::open((folder / "answers").c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
        Target target{{.root = folder.path(), .boards_root = board.root(), .limits = {}, .witness = {}}};
        Agent{target, Wire{in.get(), out.get()}}.serve();
        ::lseek(out.get(), 0, SEEK_SET);
        Wire said{out.get(), -1};
        std::vector<Json> all;
        while (auto answer = said.receive()) all.push_back(std::move(*answer));
        REQUIRE_FALSE(all.empty());
        all.erase(all.begin());
        return all;
    }

    Json answer(const Json& request) const { return answers(request.dump() + "\n").back(); }

    ScratchFolder folder;
    ScratchBoard board;
    ReleaseTree tree{folder.path()};
};

int code_of(const Json& reply) { return reply.value("code", -1); }
std::string error_of(const Json& reply) { return reply.value("error", ""); }

}  // namespace

TEST_CASE("requests out of order are refused, and the link goes on") {
    const Place place;
    const auto all = place.answers("{\"do\":\"install\"}\n{\"do\":\"check\"}\n{\"do\":\"switch\"}\nnonsense\n{\"do\":\"status\"}\n");
    REQUIRE(all.size() == 5);
    for (int i = 0; i < 3; ++i) CHECK(error_of(all[i]) == "begin comes first");
    CHECK(code_of(all[3]) == static_cast<int>(ExitCode::kBadSegment));
    CHECK(all[4].at("ok") == true);
    CHECK(all[4].at("last").is_null());
}

TEST_CASE("a piece that is too large is refused, and one that the link cuts short is lost") {
    const Place place;
    const Json large = place.answer({{"do", "put"}, {"size", kPieceBytes + 1}, {"content", "x"}, {"offset", 0}});
    CHECK(code_of(large) == static_cast<int>(ExitCode::kUsage));
    CHECK_THAT(error_of(large), Catch::Contains("at most 65536 bytes"));
    const Json lost = place.answer({{"do", "put"}, {"size", 100}, {"content", "x"}, {"offset", 0}});
    CHECK(code_of(lost) == static_cast<int>(ExitCode::kUnavailable));
}

TEST_CASE("a host that is gone before it was greeted is not waited for") {
    const Place place;
    ::signal(SIGPIPE, SIG_IGN);
    std::array<int, 2> ends{};
    REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
    const FileDescriptor out{ends[1]};
    ::close(ends[0]);
    Target target{{.root = place.folder.path(), .boards_root = place.board.root(), .limits = {}, .witness = {}}};
    Agent{target, Wire{-1, out.get()}}.serve();
    CHECK(TargetLock::holder(place.tree.lock()).empty());
}

TEST_CASE("a way back that is only asked about changes nothing, a real one whose release fails is taken back with its reason") {
    const Place place;
    const std::string now = place_release(place.tree, "exit 70"), before = place_release(place.tree, "echo no sensor; exit 71");
    place.tree.point_current(now);
    place.tree.point_previous(before);
    const Json dry = place.answer({{"do", "rollback"}, {"dry", true}});
    CHECK(dry.at("ok") == true);
    CHECK(dry.at("from") == now);
    CHECK(dry.at("release") == before);
    CHECK(Journal::read(place.tree.journal()).empty());
    const auto all = place.answers("{\"do\":\"rollback\",\"soak_s\":0,\"client\":\"anna@pc\"}\n");
    CHECK(code_of(all.back()) == static_cast<int>(ExitCode::kFailed));
    CHECK_THAT(error_of(all.back()), Catch::StartsWith(before + " was taken back, " + now + " runs again"));
    CHECK(all.front().at("event").at("step") == "stop_old");
    CHECK(place.tree.current() == now);
}

TEST_CASE("a first release that fails is taken back, and nothing is said to run again") {
    const Place place;
    const std::string program = "#!/bin/sh\nexit 70\n", set = "version: 1\n";
    Manifest manifest = small_manifest();
    manifest.files.push_back(
        {.path = "bin/seqboard", .sha256 = sha256_of(program), .bytes = program.size(), .executable = true, .link = ""});
    manifest.files.push_back({.path = "config/set.yaml", .sha256 = sha256_of(set), .bytes = set.size(), .executable = false, .link = ""});
    std::string requests = Json{{"do", "begin"}, {"manifest", manifest.text()}}.dump() + "\n";
    for (const std::string& content : {program, set})
        requests += Json{{"do", "put"}, {"content", sha256_of(content)}, {"offset", 0}, {"size", content.size()}}.dump() + "\n" + content;
    const auto all = place.answers(requests + "{\"do\":\"install\"}\n{\"do\":\"check\"}\n{\"do\":\"switch\"}\n");
    REQUIRE(all.size() > 6);
    for (int i = 0; i < 4; ++i) CHECK(all[i].at("ok") == true);
    CHECK_THAT(error_of(all[4]), Catch::Contains("the check on the target failed with exit code 70"));
    CHECK_THAT(error_of(all.back()), Catch::Contains(" was taken back: ") && !Catch::Contains("runs again"));
}

TEST_CASE("a confirmation that comes when nobody carries the update on any more is too late") {
    const Place place;
    const std::string release = place_release(place.tree, "exit 70");
    Journal{place.tree.journal()}.append(record_of(Step::kAwaitConfirm, "", release));
    auto lock = TargetLock::take(place.tree.lock(), "the update's process");
    std::jthread dies{[&] {
        eventually([&] { return deploy::exists(place.tree.confirmation()); });
        lock.reset();
    }};
    const Json reply = place.answer({{"do", "confirm"}, {"release", release}});
    dies.join();
    CHECK(code_of(reply) == static_cast<int>(ExitCode::kFailed));
    CHECK_THAT(error_of(reply), Catch::StartsWith("too late: "));
    CHECK(Journal::read(place.tree.journal()).back().step == Step::kRolledBack);
}

TEST_CASE("of a log the last lines are shown, of a short one all") {
    const Place place;
    write_durably(place.tree.logs() + "/supervisor.log", "one\ntwo\nthree\n");
    write_durably(place.tree.logs() + "/other.txt", "no log");
    const auto tail = [&](unsigned lines) { return place.answer({{"do", "logs"}, {"name", "supervisor"}, {"lines", lines}}).at("text"); };
    CHECK(tail(1) == "three\n");
    CHECK(tail(2) == "two\nthree\n");
    CHECK(tail(3) == "one\ntwo\nthree\n");
    CHECK(tail(30) == "one\ntwo\nthree\n");
    CHECK(place.answer({{"do", "logs"}}).at("names") == Json::array({"supervisor"}));
    write_durably(place.tree.logs() + "/supervisor.log", "");
    CHECK(tail(3) == "");
}

TEST_CASE("files are given of releases that are there and name them, and of no others") {
    const Place place;
    const std::string release = place_release(place.tree, "exit 70");
    const auto file = [&](const std::string& name, const std::string& path) {
        return place.answer({{"do", "file"}, {"release", name}, {"path", path}});
    };
    CHECK(file(release, "config/set.yaml").at("text") == "version: 1\n");
    CHECK(parse_manifest(file(release, "manifest.json").at("text").get<std::string>()).version == "1.0");
    CHECK(error_of(file(release, "../../journal")) == release + " has no file '../../journal'");
    CHECK_THAT(error_of(file("1.0-nothing", "config/set.yaml")), Catch::StartsWith("no release '1.0-nothing'"));
}
