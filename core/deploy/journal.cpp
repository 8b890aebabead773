#include "core/deploy/journal.hpp"

#include <errno.h>
#include <fcntl.h>
#include <time.h>

#include <algorithm>

#include "core/deploy/durable.hpp"
#include "core/deploy/json.hpp"
#include "core/deploy/sha256.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::deploy {

namespace {

constexpr std::size_t kCheckDigits = 8;
constexpr std::size_t kMaxWhy = 500;
constexpr off_t kRecentBytes = 32 * 1024;  // 40 records at least

std::string line_of(const JournalRecord& record) {
    const std::string json = json_line({{"number", record.number},
                                        {"time", record.time_s},
                                        {"step", text_of(record.step)},
                                        {"from", record.from},
                                        {"to", record.to},
                                        {"why", record.why},
                                        {"boots", record.boots},
                                        {"by_itself", record.by_itself}});
    return sha256_of(json).substr(0, kCheckDigits) + " " + json + "\n";
}

/// Nothing for a record of another form as well: another version may have written it, with the check that belongs to it.
std::optional<JournalRecord> record_in(std::string_view line) {
    if (line.size() <= kCheckDigits + 1 || line[kCheckDigits] != ' ') return std::nullopt;
    const std::string_view text = line.substr(kCheckDigits + 1);
    if (sha256_of(text).substr(0, kCheckDigits) != line.substr(0, kCheckDigits)) return std::nullopt;
    try {
        const Json json = parse_json(text);
        const auto step = step_named(json.at("step").get<std::string>());
        if (!step) return std::nullopt;
        return JournalRecord{json.at("number"), json.at("time"),     *step, json.at("from"), json.at("to"), json.at("why"),
                             json.at("boots"),  json.at("by_itself")};
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

std::vector<JournalRecord> records_in(std::string_view text) {
    std::vector<JournalRecord> records;
    for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1))
        if (auto record = record_in(text.substr(0, end))) records.push_back(std::move(*record));
    return records;
}

}  // namespace

Journal::Journal(const std::string& path, Witness witness) : path_{path}, witness_{std::move(witness)} {
    const std::string text = text_of_file(path);
    file_ = FileDescriptor{::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)};
    if (!file_) throw system_error(path, "cannot be opened", errno);
    const std::size_t whole = text.rfind('\n') + 1;  // npos + 1 is zero
    if (whole != text.size() && ::ftruncate(file_.get(), static_cast<off_t>(whole)) != 0)
        throw system_error(path, "its torn last line cannot be cut off", errno);
    if (auto records = records_in(text); !records.empty()) last_ = std::move(records.back());
}

JournalRecord Journal::append(JournalRecord record) {
    record.number = last_ ? last_->number + 1 : 1;
    record.time_s = ::time(nullptr);
    record.why.resize(std::min(record.why.size(), kMaxWhy));
    const std::string line = (torn_ ? "\n" : "") + line_of(record);  // what a full file system cut short must not spoil this one
    note("before", record);
    torn_ = true;
    if (witness_) {  // a torn line is a state of its own
        write_all(file_.get(), std::string_view{line}.substr(0, line.size() / 2), path_);
        note("within", record);
        write_all(file_.get(), std::string_view{line}.substr(line.size() / 2), path_);
    } else {
        write_all(file_.get(), line, path_);
    }
    if (::fdatasync(file_.get()) != 0) throw system_error(path_, "cannot be synced", errno);
    torn_ = false;
    last_ = record;
    note("after", record);
    return record;
}

std::vector<JournalRecord> Journal::read(const std::string& path) { return records_in(text_of_file(path)); }

std::vector<JournalRecord> Journal::recent(const std::string& path) {
    const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file) return {};
    std::string tail(static_cast<std::size_t>(kRecentBytes), '\0');
    const off_t size = ::lseek(file.get(), 0, SEEK_END);
    const ssize_t got = ::pread(file.get(), tail.data(), tail.size(), size > kRecentBytes ? size - kRecentBytes : 0);
    if (got < 0) throw system_error(path, "cannot be read", errno);
    return records_in(std::string_view{tail}.substr(0, static_cast<std::size_t>(got)));  // a line that begins before is passed over
}

void Journal::shorten(const std::string& path, std::size_t count) {
    const std::vector<JournalRecord> records = read(path);
    if (records.size() <= 2 * count) return;
    std::string text;
    for (std::size_t i = records.size() - count; i < records.size(); ++i) text += line_of(records[i]);
    write_durably(path, text);
}

void Journal::note(const char* what, const JournalRecord& record) const {
    if (witness_) witness_(std::string{what} + " " + std::string{text_of(record.step)});
}

}  // namespace seqboard::deploy
