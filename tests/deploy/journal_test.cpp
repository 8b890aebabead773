// The journal: what a power cut leaves of it is read right.
#include "core/deploy/journal.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "core/deploy/sha256.hpp"
#include "tests/deploy/scratch_folder.hpp"

using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

JournalRecord record(Step step) { return {.step = step, .from = "1.0-aaa", .to = "1.1-bbb", .why = "said \"so\"\nin two lines"}; }

void overwrite(const std::string& path, const std::string& text) { std::ofstream{path, std::ios::binary | std::ios::trunc} << text; }

}  // namespace

TEST_CASE("what was appended is read back, numbered, and is the last record when the journal is opened again") {
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    CHECK(Journal::read(path).empty());
    JournalRecord written;
    {
        Journal journal{path};
        CHECK_FALSE(journal.last());
        journal.append(record(Step::kStopOld));
        written = journal.append(record(Step::kPointNew));
    }
    CHECK(written.number == 2);
    const auto records = Journal::read(path);
    REQUIRE(records.size() == 2);
    CHECK(records[1] == written);
    CHECK(Journal{path}.last() == written);
}

TEST_CASE("a line that a power cut has torn anywhere is as if it had not been written, and the next one is whole") {
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    Journal{path}.append(record(Step::kStopOld));
    const std::string one = text_of_file(path);
    Journal{path}.append(record(Step::kPointNew));
    const std::string two = text_of_file(path);
    for (std::size_t size = one.size(); size < two.size(); ++size) {
        overwrite(path, two.substr(0, size));
        REQUIRE(Journal::read(path).back().step == Step::kStopOld);
        Journal journal{path};
        REQUIRE(journal.last()->step == Step::kStopOld);
        journal.append(record(Step::kStopNew));
        REQUIRE(Journal::read(path).size() == 2);
        REQUIRE(Journal::read(path).back().step == Step::kStopNew);
    }
}

TEST_CASE("a damaged byte costs its line and no other") {
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    for (const Step step : {Step::kStopOld, Step::kPointNew, Step::kStartNew}) Journal{path}.append(record(step));
    const std::string whole = text_of_file(path);
    const std::size_t begin = whole.find('\n') + 1;
    const std::size_t end = whole.find('\n', begin);
    for (std::size_t at = begin; at < end; ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        if (damaged[at] == '\n') continue;
        overwrite(path, damaged);
        const auto records = Journal::read(path);
        REQUIRE(records.size() == 2);
        REQUIRE(records[0].step == Step::kStopOld);
        REQUIRE(records[1].step == Step::kStartNew);
    }
}

TEST_CASE("a record of another form, though its check is right, is passed over") {
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    Journal{path}.append(record(Step::kStopOld));
    const std::string good = text_of_file(path);
    for (const std::string json : {"[]", "{}", R"({"step":"trial"})", R"({"step":3})", "no json"}) {
        INFO(json);
        overwrite(path, good + sha256_of(json).substr(0, 8) + " " + json + "\n");
        CHECK(Journal::read(path).size() == 1);
        CHECK(Journal{path}.last()->step == Step::kStopOld);
    }
}

TEST_CASE("a journal that was shortened keeps its newest records and their numbers") {
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    for (int i = 0; i < 10; ++i) Journal{path}.append(record(Step::kStopOld));
    Journal::shorten(path, 6);
    CHECK(Journal::read(path).size() == 10);  // not worth the writing yet
    Journal::shorten(path, 3);
    const auto records = Journal::read(path);
    REQUIRE(records.size() == 3);
    CHECK(records.front().number == 8);
    CHECK(Journal{path}.append(record(Step::kPointNew)).number == 11);
}

TEST_CASE("the witness is told of every state that a power cut could leave") {
    const ScratchFolder folder;
    std::vector<std::string> points;
    std::vector<std::size_t> sizes;
    const std::string path = folder / "journal";
    Journal journal{path, [&](const std::string& point) {
                        points.push_back(point);
                        sizes.push_back(text_of_file(path).size());
                    }};
    journal.append(record(Step::kTrial));
    CHECK(points == std::vector<std::string>{"before trial", "within trial", "after trial"});
    CHECK((sizes[0] == 0 && sizes[1] > 0 && sizes[2] > sizes[1]));
}

TEST_CASE("the recent records of a long journal are its newest, whole") {
    const ScratchFolder folder;
    const std::string path = folder / "journal";
    Journal{path}.append(record(Step::kStopOld));
    const std::string line = text_of_file(path);
    std::string text;
    while (text.size() < 200'000) text += line;
    overwrite(path, text);
    Journal{path}.append(record(Step::kPointNew));
    const auto records = Journal::recent(path);
    CHECK(records.size() > 40);
    CHECK(records.size() < 400);
    CHECK(records.back().step == Step::kPointNew);
    CHECK(Journal::recent(folder / "none").empty());
}
