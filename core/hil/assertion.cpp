#include "core/hil/assertion.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace seqboard::hil {

namespace {

std::string at_text(Duration now) {
    char text[32];
    std::snprintf(text, sizeof text, "at %.2f s", static_cast<double>(seconds_of(now)));
    return text;
}

std::string number_text(float number) {
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", static_cast<double>(number));
    return text;
}

}  // namespace

void Assertion::break_at(Duration now, std::string story) {
    state_ = State::kBroken;
    broken_at_ = now;
    story_ = std::move(story);
}

void Assertion::keep(std::string story) {
    state_ = State::kKept;
    story_ = std::move(story);
}

void Assertion::observe(Duration now, std::optional<float> value) {
    if (settled()) return;
    if (wanted_.rule == Rule::kMetric) {
        if (value) digest(*value);
        return;
    }
    had_value_ |= value.has_value();
    const bool holds = value.value_or(0) != 0;
    last_ = holds;
    const bool in_time = (!wanted_.from || now >= *wanted_.from) && (!wanted_.until || now <= *wanted_.until);
    switch (wanted_.rule) {
        case Rule::kAlways:
            if (in_time && value && !holds) break_at(now, at_text(now));
            break;
        case Rule::kNever:
            if (in_time && holds) break_at(now, at_text(now));
            break;
        case Rule::kEventually:
            if (holds && in_time) keep(at_text(now));
            else if (!in_time) break_at(now, "not by " + text_of(*wanted_.until));
            break;
        case Rule::kAt:
            if (now < wanted_.time) break;
            if (holds) keep(at_text(now));
            else break_at(now, at_text(now));
            break;
        case Rule::kWithin: observe_within(now, holds); break;
        case Rule::kStays: observe_stays(now, holds); break;
        default: break;
    }
}

void Assertion::observe_within(Duration now, bool holds) {
    if (holds) {
        for (const Duration event : waiting_) number_ = std::max(number_, seconds_of(now - event));
        waiting_.clear();
    }
    if (!waiting_.empty() && now - waiting_.front() >= wanted_.time)
        break_at(now, "not within " + text_of(wanted_.time) + " of '" + wanted_.after + "' " + at_text(waiting_.front()));
}

void Assertion::observe_stays(Duration now, bool holds) {
    if (!wanted_.after.empty() && !event_seen_) return;
    if (!holds) holds_since_.reset();
    else if (!holds_since_) holds_since_ = now;
    if (holds_since_ && now - *holds_since_ >= wanted_.time) keep("from " + at_text(*holds_since_).substr(3));
    else if (wanted_.until && now > *wanted_.until) break_at(now, "not for " + text_of(wanted_.time) + " by " + text_of(*wanted_.until));
}

void Assertion::on_event(const std::string& name, Duration now) {
    if (name != wanted_.after || settled()) return;
    event_seen_ = true;
    if (wanted_.rule == Rule::kWithin) waiting_.push_back(now);
}

void Assertion::digest(float value) {
    had_value_ = true;
    switch (wanted_.digest) {
        case Digest::kLargest: number_ = count_ == 0 ? value : std::max(number_, value); break;
        case Digest::kSmallest: number_ = count_ == 0 ? value : std::min(number_, value); break;
        case Digest::kMean:
            sum_ += value;
            number_ = sum_ / static_cast<float>(count_ + 1);
            break;
        default: number_ = value;
    }
    ++count_;
}

void Assertion::judge_metric(Duration now) {
    if (wanted_.digest == Digest::kDuration) {
        number_ = seconds_of(now);
        had_value_ = true;
    }
    if (!had_value_) return break_at(now, "it never had a value");
    const std::string number = number_text(number_);
    if (wanted_.most && !(number_ <= *wanted_.most)) return break_at(now, number + ", at most " + number_text(*wanted_.most) + " wanted");
    if (wanted_.least && !(number_ >= *wanted_.least))
        return break_at(now, number + ", at least " + number_text(*wanted_.least) + " wanted");
    if (wanted_.golden && !(std::abs(number_ - *wanted_.golden) <= wanted_.tolerance_ratio * std::abs(*wanted_.golden)))
        return break_at(
            now, number + ", " + number_text(*wanted_.golden) + " within " + number_text(100 * wanted_.tolerance_ratio) + " % wanted");
    keep(number);
}

void Assertion::finish(Duration now) {
    if (settled()) return;
    if (wanted_.rule == Rule::kMetric) return judge_metric(now);
    if (!had_value_) return break_at(now, "it never had a value: what it reads was never written");
    const bool missed_event = !wanted_.after.empty() && !event_seen_;
    if (missed_event) return break_at(now, "'" + wanted_.after + "' never happened");
    switch (wanted_.rule) {
        case Rule::kFinal: return last_ ? keep(at_text(now)) : break_at(now, at_text(now));
        case Rule::kEventually: return break_at(now, "not until the end, " + at_text(now));
        case Rule::kAt: return break_at(now, "the run was over " + at_text(now));
        case Rule::kStays: return break_at(now, "not for " + text_of(wanted_.time) + " until the end, " + at_text(now));
        case Rule::kWithin:
            if (!waiting_.empty()) return break_at(now, "not until the end, " + at_text(now));
            return keep("after " + number_text(number_) + " s");
        default: return keep("");
    }
}

}  // namespace seqboard::hil
