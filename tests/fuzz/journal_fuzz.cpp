// Journal: whatever is in the file, good records are found and the next one is whole.
#include "core/deploy/journal.hpp"

#include <algorithm>

#include "core/deploy/sha256.hpp"
#include "tests/fuzz/memory_file.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard::deploy;
using namespace seqboard::testing;

namespace {

/// A line with the check that belongs to it: a fuzzer does not guess SHA-256.
std::string checked(std::string_view json) { return sha256_of(json).substr(0, 8) + " " + std::string{json} + "\n"; }

const std::string kGood =
    checked(R"({"boots":0,"by_itself":false,"from":"1.0-aaa","number":7,"step":"stop_old","time":1700000000,"to":"1.1-bbb","why":""})");

std::vector<JournalRecord> records_in(MemoryFile& file, std::string_view text) {
    file.replace(text);
    const auto records = Journal::read(file.path());
    require(Journal::recent(file.path()).size() <= records.size(), "no record is recent that is not in the journal");
    return records;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static MemoryFile file;
    const std::string text{reinterpret_cast<const char*>(data), size};
    const auto records = records_in(file, text);
    require(records.size() <= static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')), "a record has a line");
    records_in(file, checked(text));

    const auto with_good = records_in(file, text + "\n" + kGood);
    require(!with_good.empty() && with_good.back().number == 7, "a good record is found after any garbage");

    file.replace(text + "\n" + kGood + text.substr(0, text.find('\n')));  // the last line is torn
    JournalRecord record;
    record.why = text;
    const JournalRecord added = Journal{file.path()}.append(record);
    const auto after = Journal::read(file.path());
    require(after.size() == with_good.size() + 1 && after.back().number == added.number && added.number == 8,
            "a record is whole after a torn one, whatever it says");
    return 0;
}
