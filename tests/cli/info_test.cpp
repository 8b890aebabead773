// seqboard info of recordings that somebody else has written, in the order and with the gaps that he likes.
#include <array>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "core/record/mcap_writer.hpp"
#include "core/record/recording_file.hpp"
#include "tests/cli/command_here.hpp"

using namespace seqboard;
using namespace seqboard::testing;
using Json = nlohmann::json;

namespace {

/// A recording of the topic /other, and of a channel that is not defined.
class ForeignRecording {
public:
    explicit ForeignRecording(const std::vector<record::McapMessage>& messages, const std::vector<record::McapMetadata>& metadata = {}) {
        std::filesystem::create_directories(scratch_.root());
        record::McapWriter writer{4096};
        record::DiskFile file{path()};
        writer.begin(file, {{}, {{.id = 1, .schema = 7, .topic = "/other", .encoding = "json", .metadata = {}}}});
        record::Chunk chunk{4096, 16};
        for (const record::McapMessage& message : messages) chunk.add(message);
        if (!messages.empty()) writer.add(chunk);
        for (const record::McapMetadata& one : metadata) writer.add(one);
        writer.finish();
    }
    std::string shown() const { return run({"info", path()}); }
    Json json() const { return Json::parse(run({"info", path(), "--json"})); }

private:
    std::string path() const { return scratch_.root() + "/other.mcap"; }
    std::string run(const std::vector<std::string>& words) const {
        const ProgramOutput output = command_here(scratch_, words);
        INFO(output.err);
        CHECK(output.exit_code == 0);
        return output.out;
    }

    ScratchBoard scratch_;
};

constexpr std::array<std::byte, 12> kData{};

record::McapMessage message(std::uint32_t sequence, std::uint64_t at_ns, std::uint16_t channel = 1) {
    return {channel, sequence, at_ns, at_ns, kData};
}

}  // namespace

TEST_CASE("numbers that are not there are a gap, one that goes back is a writer that began anew") {
    const Json info =
        ForeignRecording{{message(5, 1'000), message(6, 2'000), message(9, 3'000), message(1, 4'000), message(2, 5'000)}}.json();
    const Json& other = info.at("channels").at(0);
    CHECK(other.at("topic") == "/other");
    CHECK(other.at("samples") == 5);
    CHECK(other.at("gaps") == 2);
    CHECK(other.at("first_ns") == 1'000);
    CHECK(other.at("last_ns") == 5'000);
}

TEST_CASE("one sample has no rate, nor have samples of one moment") {
    CHECK(ForeignRecording{{message(1, 1'000)}}.json().at("channels").at(0).at("rate_hz") == 0);
    CHECK(ForeignRecording{{message(1, 1'000), message(2, 1'000)}}.json().at("channels").at(0).at("rate_hz") == 0);
    CHECK(ForeignRecording{{message(1, 0), message(2, 500'000'000)}}.json().at("channels").at(0).at("rate_hz") == 2);
}

TEST_CASE("samples of a channel that the file does not define are passed over") {
    const ForeignRecording recording{{message(1, 1'000, 4), message(1, 2'000)}};
    CHECK_THAT(recording.shown(), Catch::Contains(": 1 samples in ") && Catch::Contains("/other"));
    CHECK(recording.json().at("channels").size() == 1);
}

TEST_CASE("a recording without samples has no length") {
    const ForeignRecording recording{{}};
    CHECK_THAT(recording.shown(), Catch::Contains(": 0 samples in 0") && Catch::Contains("0 chunks"));
    CHECK(recording.json().at("channels").empty());
}

TEST_CASE("what was missed is told where something was, other metadata always") {
    const ForeignRecording recording{{message(1, 1'000)}, {{"missed", {{"range", "0"}, {"plan", "7"}}}, {"robot", {{"wheels", "0"}}}}};
    const std::string shown = recording.shown();
    CHECK_THAT(shown, Catch::Contains("missed: plan: 7\n") && Catch::Contains("robot: wheels: 0\n"));
    CHECK(shown.find("missed: range") == std::string::npos);
    CHECK(recording.json().at("metadata").at(0).at("values").at("range") == "0");
}
