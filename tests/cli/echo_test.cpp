// seqboard echo while the slot comes, goes on, is written too fast, stands still, and when somebody ends it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/exit_code.hpp"
#include "core/messages/battery.hpp"
#include "tests/cli/command_here.hpp"
#include "tests/cli/fake_node.hpp"
#include "tests/cli/full_stdout.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

constexpr int code(ExitCode exit) { return static_cast<int>(exit); }

/// What a command that runs in this process has said on stderr until now.
std::string said_so_far() {
    std::ostringstream text;
    text << std::ifstream{"/proc/self/fd/2"}.rdbuf();
    return text.str();
}

long count(const std::string& text, char c) { return std::count(text.begin(), text.end(), c); }

struct EchoedBoard {
    void say(float range_m) { sonar->publish(Range{.range_m = range_m}, monotonic_now()); }
    ProgramOutput run(std::vector<std::string> words) const {
        words.insert(words.begin(), "echo");
        return command_here(scratch, std::move(words));
    }
    ProgramOutput until(std::vector<std::string> words, std::function<bool(const std::string&)> enough) const {
        words.insert(words.begin(), "echo");
        return interrupted_here(scratch, std::move(words), std::move(enough));
    }

    ScratchBoard scratch;
    /// Another process's: who looks at a segment through the board that has made it keeps it.
    std::shared_ptr<Blackboard> board = std::make_shared<Blackboard>(make_backend(scratch.place()), "test");
    std::optional<FakeNode> sonar{std::in_place, *board, "sonar", "range"};
};

}  // namespace

TEST_CASE("echo waits for a slot, says so, and prints it once it is there") {
    EchoedBoard board;
    board.sonar.reset();
    board.board->backend().remove("sonar");
    const ProgramOutput output = board.until({"range.range_m"}, [&](const std::string& out) {
        if (!board.sonar && said_so_far() == "seqboard: waiting for slot 'range.range_m'\n") {
            board.sonar.emplace(*board.board, "sonar", "range");
            board.say(1.5f);
        }
        return !out.empty();
    });
    CHECK(output.exit_code == 0);
    CHECK(output.out == "1.5 m\n");
    CHECK(output.err == "seqboard: waiting for slot 'range.range_m'\n");
}

TEST_CASE("echo that waits for a slot ends at once when somebody ends it, and in time when it has to") {
    const EchoedBoard board;
    const ProgramOutput ended = board.until({"rnage"}, [](const std::string&) { return !said_so_far().empty(); });
    CHECK(ended.exit_code == 0);
    CHECK(ended.out.empty());
    const ProgramOutput late = board.run({"rnage", "--timeout", "60ms"});
    CHECK(late.exit_code == code(ExitCode::kNoInput));
    CHECK_THAT(late.err, Catch::EndsWith("no slot 'rnage' on board 'test'; did you mean 'range'?\n"));
    CHECK(count(late.err, '\n') <= 2);  // it waits once, however often it looks
}

TEST_CASE("echo with a rate prints the newest of what came meanwhile") {
    EchoedBoard board;
    float said = 0;
    const ProgramOutput output = board.until({"range.range_m", "--rate", "4"}, [&](const std::string& out) {
        board.say(++said);
        return count(out, '\n') >= 2;
    });
    CHECK(output.exit_code == 0);
    CHECK(output.err.empty());  // what it left out was not asked for
    std::istringstream lines{output.out};
    std::string first, second;
    std::getline(lines, first);
    std::getline(lines, second);
    CHECK(std::stof(second) > std::stof(first) + 1);
    CHECK(board.run({"range.range_m", "--rate", "100", "--count", "1"}).out == Json(static_cast<int>(said)).dump() + " m\n");
}

TEST_CASE("echo in JSON has the field's value under its name, the whole message under none") {
    EchoedBoard board;
    board.say(2.5f);
    const Json field = Json::parse(board.run({"range.range_m", "--once", "--json"}).out);
    CHECK(field.at("slot") == "range");
    CHECK(field.at("range_m") == 2.5);
    CHECK_FALSE(field.contains("message"));
    CHECK(Json::parse(board.run({"range", "--count", "1", "--json"}).out).at("message").at("range_m") == 2.5);
    CHECK_THAT(board.run({"range", "--count", "1"}).out, Catch::StartsWith("--- range #1 at ") && Catch::Contains("range_m: 2.5 m"));
}

TEST_CASE("echo says how much it has missed of a slot that is written faster than it reads") {
    EchoedBoard board;
    board.say(1);
    bool burst = false;
    const ProgramOutput output = board.until({"range.range_m"}, [&](const std::string& out) {
        if (!out.empty() && !std::exchange(burst, true))
            for (int k = 1; k <= 5000; ++k) board.say(static_cast<float>(k));
        return out.find("5000 m\n") != std::string::npos;
    });
    CHECK(output.exit_code == 0);
    const long missed = 5001 - count(output.out, '\n');
    CHECK(missed > 0);
    CHECK(output.err == "seqboard: slot 'range': missed " + std::to_string(missed) + " samples; give it more cells to lose none\n");
}

TEST_CASE("echo follows a slot into its writer's next life, with the fields that it has then") {
    EchoedBoard board;
    board.say(1);
    StepContext context;
    OutputPort port{"range", slot_spec<Battery>("range"), context};
    std::shared_ptr<OwnedSegment> segment;
    const ProgramOutput output = board.until({"range"}, [&](const std::string& out) {
        if (!segment && !out.empty()) {
            board.sonar.reset();
            segment = board.board->create("sonar", {port.spec});
            port.bind(segment->writer(0), segment->epoch());
            context.begin(monotonic_now());
            const Battery battery{.charge_ratio = 0.5f};
            port.write(&battery, sizeof battery);
        }
        return out.find("charge_ratio") != std::string::npos;
    });
    CHECK(output.exit_code == 0);
    CHECK_THAT(output.out, Catch::Contains("range_m: 1 m") && Catch::Contains("charge_ratio: 0.5"));
}

TEST_CASE("echo ends when nothing new comes in time, and when nobody can take what it prints") {
    EchoedBoard board;
    board.say(1);
    const ProgramOutput silent = board.run({"range.range_m", "--timeout", "20ms"});
    CHECK(silent.exit_code == code(ExitCode::kFailed));
    CHECK(silent.out == "1 m\n");
    CHECK(silent.err == "seqboard: slot 'range': nothing new for 20 ms\n");
    CHECK(command_on_full_disk(board.scratch, {"echo", "range"}) == 0);
}
