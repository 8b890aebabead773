#include "core/deploy/update.hpp"

#include <time.h>
#include <unistd.h>

#include "core/deploy/durable.hpp"
#include "core/exit_code.hpp"
#include "core/log.hpp"

namespace seqboard::deploy {

namespace {

/// A look costs a slow machine a millisecond or two.
void pause_between_looks() {
    const timespec pause{0, 50'000'000};
    ::nanosleep(&pause, nullptr);
}

}  // namespace

bool Update::resume() {
    if (!journal_.last() || is_end(journal_.last()->step)) return false;
    JournalRecord record = *journal_.last();
    record.why = "interrupted at " + std::string{text_of(record.step)} + (record.why.empty() ? "" : "; before: " + record.why);
    record.step = next(record.step, Event::kInterrupted);
    run(std::move(record));
    return true;
}

void Update::run(JournalRecord record) {
    while (true) {
        record = note(record);
        if (is_end(record.step)) return;
        news_.clear();
        const Event event = perform(record);
        if (witness_) witness_("done " + std::string{text_of(record.step)});
        record.step = next(record.step, event);
        if (!news_.empty()) record.why = news_;
    }
}

/// A journal that cannot be written must not keep a release from running.
JournalRecord Update::note(const JournalRecord& record) {
    try {
        return journal_.append(record);
    } catch (const StartError& error) {
        log_line(LogLevel::kError, "%s", error.what());
        return record;
    }
}

Event Update::perform(const JournalRecord& record) {
    try {
        return act(record);
    } catch (const std::exception& error) {
        news_ = std::string{text_of(record.step)} + ": " + error.what();
        return Event::kFailed;
    }
}

Event Update::act(const JournalRecord& record) {
    switch (record.step) {
        case Step::kStopOld:
            forget_confirmation();
            running_.stop(record.to, limits_.stop);
            // The old one may have another board. If the flash has lost its manifest, that must not keep a new one out.
            if (!record.from.empty() && tree_.is_whole(record.from)) running_.stop(record.from, limits_.stop);
            return Event::kDone;
        case Step::kPointNew: tree_.point_current(record.to); return Event::kDone;
        case Step::kStartNew: running_.start(record.to, limits_.ready); return Event::kDone;
        case Step::kTrial: return try_out(record.to);
        case Step::kAwaitConfirm: return await_confirmation(record);
        case Step::kConfirm:
            tree_.point_previous(record.from);
            forget_confirmation();
            return Event::kDone;
        case Step::kStopNew: running_.stop(record.to, limits_.stop); return Event::kDone;
        case Step::kPointOld: tree_.point_current(record.from); return Event::kDone;
        case Step::kStartOld:
            forget_confirmation();
            if (!record.from.empty() && running_.running(record.from) != record.from) running_.start(record.from, limits_.back);
            return Event::kDone;
        case Step::kBoot:
            if (running_.running(record.to) != record.to) running_.start(record.to, limits_.ready);
            return try_out(record.to);
        default: return Event::kDone;
    }
}

Event Update::try_out(const std::string& release) {
    const Time ready_by = monotonic_now() + limits_.ready;
    std::optional<Time> good_at;
    std::uint32_t restarts = 0;
    while (true) {
        const HealthReport report = running_.health(release);
        const Time now = monotonic_now();
        if (report.health == Health::kReady && !good_at) {
            good_at = now + limits_.soak;
            restarts = report.restarts;
        }
        const bool failed_since = good_at && (report.health != Health::kReady || report.restarts != restarts);
        if (report.health == Health::kAbsent || failed_since || (!good_at && now > ready_by)) {
            news_ = release + " is not healthy: " + report.text + (failed_since ? ", after all were ready" : "");
            return Event::kFailed;
        }
        if (good_at && now >= *good_at) {
            news_ = release + " is healthy: " + report.text;
            return Event::kDone;
        }
        pause_between_looks();
    }
}

Event Update::await_confirmation(const JournalRecord& record) {
    if (record.by_itself) return Event::kConfirmedByHost;
    const Time end = monotonic_now() + limits_.confirm;
    while (monotonic_now() < end) {
        if (is_confirmed(record.to)) return Event::kConfirmedByHost;
        if (const HealthReport report = running_.health(record.to); report.health != Health::kReady) {
            news_ = record.to + " is not healthy any more: " + report.text;
            return Event::kFailed;
        }
        pause_between_looks();
    }
    news_ = "nobody confirmed " + record.to + " within " + text_of(limits_.confirm);
    return Event::kTimeUp;
}

bool Update::is_confirmed(const std::string& release) const { return text_of_file(tree_.confirmation()) == release; }

void Update::forget_confirmation() const { ::unlink(tree_.confirmation().c_str()); }

}  // namespace seqboard::deploy
