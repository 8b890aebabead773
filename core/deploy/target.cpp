#include "core/deploy/target.hpp"

#include <errno.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "core/deploy/durable.hpp"
#include "core/deploy/folder.hpp"
#include "core/deploy/keeper.hpp"
#include "core/segment/segment_error.hpp"

namespace seqboard::deploy {

namespace {

constexpr Duration kLockPatience = std::chrono::seconds{2};  // for the end of an update of our own
constexpr unsigned kBootLimit = 3;
constexpr std::size_t kJournalRecords = 400;

void pause_between_looks() {
    const timespec pause{0, 20'000'000};
    ::nanosleep(&pause, nullptr);
}

std::string now_text() {
    const std::time_t now = ::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%SZ", &utc);
    return text;
}

bool tell_nobody(const JournalRecord&) { return false; }

bool is_settled(const JournalRecord& record) { return is_end(record.step) || record.step == Step::kAwaitConfirm; }

}  // namespace

Target::Target(TargetSettings settings) : settings_{std::move(settings)}, tree_{settings_.root} { tree_.make(); }

bool Target::try_lock(const std::string& purpose) {
    lock_ = TargetLock::take(tree_.lock(), purpose + " (process " + std::to_string(::getpid()) + ") since " + now_text());
    return lock_.has_value();
}

void Target::lock(const std::string& purpose) {
    if (lock_) return;
    const Time end = monotonic_now() + kLockPatience;
    while (!try_lock(purpose)) {
        const std::string holder = TargetLock::holder(tree_.lock());  // empty: somebody has only looked
        if (!holder.empty() && (under_way() || monotonic_now() > end))
            throw StartError{ExitCode::kOwned, "this target is being changed: " + holder +
                                                   (under_way() && last_record()->step == Step::kAwaitConfirm
                                                        ? "; it waits for seqboard deploy confirm, or takes the release back by itself"
                                                        : "; wait for it to end")};
        pause_between_looks();
    }
    if (!under_way()) return;
    finish_interrupted();
    lock(purpose);
}

std::optional<JournalRecord> Target::last_record() const {
    auto records = Journal::recent(tree_.journal());
    return records.empty() ? std::nullopt : std::optional{std::move(records.back())};
}

/// Does it here if `first` is given, else goes on with what the journal says.
void Target::carry_on(std::optional<JournalRecord> first) {
    const auto with_update = [this](const std::function<void(Update&)>& action) {
        Journal journal{tree_.journal(), settings_.witness};
        RunningSet running{tree_, settings_.boards_root};
        Update update{tree_, running, journal, settings_.limits, settings_.witness};
        action(update);
    };
    const auto resume = [=] { with_update([](Update& update) { update.resume(); }); };
    const auto work = [=] { first ? with_update([&](Update& update) { update.run(*first); }) : resume(); };
    keep_going(tree_.logs() + "/agent.log", work, resume);
    unlock();  // the processes just started hold it
}

/// Until a record after number `known` is `enough`.
JournalRecord Target::follow(const std::uint64_t known, const Listener& listener, const std::function<bool(const JournalRecord&)>& enough) {
    std::uint64_t told = known;
    bool listens = true;
    while (true) {
        const bool busy = !TargetLock::holder(tree_.lock()).empty();  // before the journal: what ends now has written already
        const auto records = Journal::recent(tree_.journal());
        for (const JournalRecord& record : records) {
            if (record.number <= told) continue;
            told = record.number;
            listens = listens && listener(record);
        }
        ::waitpid(-1, nullptr, WNOHANG);  // the process that watches, when it has ended
        if (told > known && enough(records.back())) return records.back();
        if (!busy && told == known && !under_way())
            throw StartError{ExitCode::kBug, "the update ended without a word; see " + tree_.logs() + "/agent.log"};
        if (!busy) heal();  // both of its processes were killed
        pause_between_looks();
    }
}

bool Target::under_way() const {
    const auto last = last_record();
    return last && !is_end(last->step);
}

void Target::heal() {
    if (under_way() && try_lock("recovery")) finish_interrupted();
}

/// While locked; afterwards it is not.
void Target::finish_interrupted() {
    const std::uint64_t last = last_record()->number;
    carry_on(std::nullopt);
    follow(last, tell_nobody, [](const JournalRecord& record) { return is_end(record.step); });
}

JournalRecord Target::update(const JournalRecord& first, const Listener& listener) {
    const auto last = last_record();
    Journal::shorten(tree_.journal(), kJournalRecords);
    carry_on(first);
    return follow(last ? last->number : 0, listener, is_settled);
}

JournalRecord Target::confirm(const std::string& release, const Listener& listener) {
    const auto last = last_record();
    if (!last || last->step != Step::kAwaitConfirm || last->to != release)
        throw StartError{ExitCode::kFailed,
                         release + " does not wait for a confirmation" +
                             (last ? "; last: " + std::string{text_of(last->step)} + " " + last->to + " (" + last->why + ")" : "")};
    write_durably(tree_.confirmation(), release);
    return follow(last->number, listener, [](const JournalRecord& record) { return is_end(record.step); });
}

JournalRecord Target::way_back() const {
    JournalRecord record{.step = Step::kStopOld, .from = tree_.current(), .to = tree_.previous(), .why = "rollback asked for"};
    if (record.to.empty()) throw StartError{ExitCode::kNoInput, "there is no previous release to return to; see seqboard deploy status"};
    return record;
}

JournalRecord Target::boot_record() const {
    const auto last = last_record();
    JournalRecord record{.step = Step::kBoot, .from = tree_.previous(), .to = tree_.current(), .why = "the machine has started"};
    if (last && (last->step == Step::kBoot || last->step == Step::kBootFailed)) record.boots = last->boots;
    if (record.boots < kBootLimit || record.from.empty()) {
        ++record.boots;
        return record;
    }
    JournalRecord back = way_back();
    back.why = back.from + " was not proven good in " + std::to_string(record.boots) + " starts of the machine";
    back.by_itself = true;
    return back;
}

bool Target::boot(const Listener& listener) {
    while (!try_lock("start of the machine")) pause_between_looks();
    auto last = last_record();
    if (last && !is_end(last->step) && last->step != Step::kBoot) {  // a start that was cut short counts, and is not just done again
        finish_interrupted();
        return boot(listener);
    }
    if (tree_.current().empty()) {
        unlock();
        return true;
    }
    carry_on(boot_record());
    const JournalRecord record = follow(last ? last->number : 0, listener, [this](const JournalRecord& news) {
        return is_end(news.step) || ((news.step == Step::kBoot || news.step == Step::kTrial) && health().health == Health::kReady);
    });
    return record.step != Step::kBootFailed && health().health == Health::kReady;
}

void Target::stop() {
    lock("end of the machine");
    const std::string current = tree_.current();
    if (!current.empty()) {
        RunningSet{tree_, settings_.boards_root}.stop(current, settings_.limits.stop);
        Journal{tree_.journal(), settings_.witness}.append(
            {.step = Step::kStopped, .from = current, .to = current, .why = "stopped on request"});
    }
    unlock();
}

std::vector<std::string> Target::prune(std::size_t keep) {
    std::vector<std::string> removed;
    for (const std::string& name : tree_.names()) {
        if (name == tree_.current() || name == tree_.previous()) continue;
        if (keep > 0) {
            --keep;
            continue;
        }
        const std::string doomed = tree_.release(name) + ".tmp";  // so that half of it never looks like a release
        if (std::rename(tree_.release(name).c_str(), doomed.c_str()) != 0)
            throw system_error(tree_.release(name), "cannot be removed", errno);
        removed.push_back(name);
    }
    for (const std::string& name : names_in(tree_.releases()))
        if (name.ends_with(".tmp")) remove_tree(tree_.release(name));
    for (const std::string& name : names_in(tree_.incoming())) remove_tree(tree_.incoming() + "/" + name);
    const std::string agent = link_target(tree_.agents() + "/" + kAgentName);
    for (const std::string& name : names_in(tree_.agents()))
        if (name != kAgentName && name != agent) remove_tree(tree_.agents() + "/" + name);
    return removed;
}

HealthReport Target::health() const {
    const std::string current = tree_.current();
    if (current.empty()) return {.text = "nothing is deployed"};
    try {
        return RunningSet{tree_, settings_.boards_root}.health(current);
    } catch (const StartError& error) {
        return {.text = error.what()};
    }
}

void Target::refuse_foreign_set(const Manifest& manifest) const { RunningSet{tree_, settings_.boards_root}.running(manifest); }

std::vector<std::string> Target::check_command(const std::string& release) const {
    return RunningSet{tree_, settings_.boards_root}.command_line(release, "check");
}

std::string Target::board_log_folder() const {
    const std::string current = tree_.current();
    return current.empty() ? "" : RunningSet{tree_, settings_.boards_root}.place(tree_.manifest(current)).directory() + "/log";
}

}  // namespace seqboard::deploy
